// Web addresses: kept as typed, compared without what browsers and address books add by themselves.

import { textKey } from './text.ts';

/**
 * Equality form: scheme (http where none is written) and host in lower case, no trailing slash. What names no host is
 * itself; `''` for nothing.
 */
export function urlKey(value: string): string {
  const text = textKey(value).replace(/\s+/g, ' ');
  if (!text) return '';
  const [, scheme = 'http', rest = text] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(text) ?? [];
  const [, host = '', path = ''] = /^([^/?#]*)(.*)$/s.exec(rest)!;
  if (!host) return text;
  return `${scheme.toLowerCase()}://${host.toLowerCase()}${path.replace(/\/$/, '')}`;
}
