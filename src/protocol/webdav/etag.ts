/**
 * Whether two etags name one version. Quotes and the weak mark are not compared: mailbox.org leaves the quotes out, and
 * proxies that compress make etags weak.
 */
export function isSameEtag(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

function bare(etag: string): string {
  return etag
    .trim()
    .replace(/^W\//i, '')
    .replace(/^"(.*)"$/s, '$1');
}

/**
 * The etag that a condition is met by: `If-Match` compares strong ones alone (RFC 9110 13.1.1), and a server does not know
 * what was added to its own by a proxy that compresses.
 */
export function strongEtag(etag: string): string {
  return etag
    .trim()
    .replace(/^W\//i, '')
    .replace(/(?:--|-|;|:)(?:gzip|br|deflate)("?)$/, '$1');
}

/**
 * Whether an etag counts the changes of one card ("gcs00000002", "7"): a card that is deleted and made anew gets one that
 * stood for something else before.
 */
export function isCounted(etag: string): boolean {
  return /^[A-Za-z_-]{0,6}\d{1,8}$/.test(bare(etag));
}
