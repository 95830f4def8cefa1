// Postal addresses: compared part by part, without what a transport may do to spaces and line ends.
import { ADDRESS_PARTS, type PostalAddress } from './contact.ts';
import { textKey } from './text.ts';

/** Equality form of an address: its parts without label and country code; `''` when every part is empty. */
export function addressKey(address: Partial<PostalAddress>): string {
  const parts = ADDRESS_PARTS.map((part) =>
    textKey(address[part] ?? '')
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n'),
  );
  return parts.some(Boolean) ? parts.join('\u001f') : '';
}
