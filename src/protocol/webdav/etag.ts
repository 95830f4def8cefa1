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
