// E-mail addresses: kept as typed, compared without case.

import { textKey } from './text.ts';

/** Equality form of an e-mail address; `''` for nothing. */
export function emailKey(value: string): string {
  return textKey(textKey(value).replace(/\s+/g, ' ').toLowerCase());
}
