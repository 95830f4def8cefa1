// Postal addresses: compared part by part, without what a transport may do to spaces and line ends.
import type { AddressPart, PostalAddress } from './contact.ts';
import { textKey } from './text.ts';

/** Keys are stored with what both sides agreed on: their order is their own and never changes, whatever that of forms is. */
const KEY_ORDER: AddressPart[] = ['street', 'poBox', 'city', 'state', 'postalCode', 'country'];

/** Equality form of an address: its parts without label and country code; `''` when every part is empty. */
export function addressKey(address: Partial<PostalAddress>): string {
  const parts = KEY_ORDER.map((part) =>
    textKey(address[part] ?? '')
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n'),
  );
  return parts.some(Boolean) ? parts.join('\u001f') : '';
}
