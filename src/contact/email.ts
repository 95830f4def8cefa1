// E-mail addresses: kept as typed, compared without case.

/** Equality form of an e-mail address; `''` for nothing. */
export function emailKey(value: string): string {
  return value.trim().toLowerCase();
}
