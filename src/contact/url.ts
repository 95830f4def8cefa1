// Web addresses: kept as typed, compared without what browsers and address books add by themselves.

/** Equality form: scheme (http where none is written) and host in lower case, no trailing slash; `''` for nothing. */
export function urlKey(value: string): string {
  const text = value.trim();
  if (!text) return '';
  const [, scheme = 'http', rest = text] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(text) ?? [];
  const [, host = '', path = ''] = /^([^/?#]*)(.*)$/s.exec(rest)!;
  return `${scheme.toLowerCase()}://${host.toLowerCase()}${path.replace(/\/$/, '')}`;
}
