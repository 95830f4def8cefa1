// Servers spell one resource in many ways (`%40` and `@`, `%c3%a8` and `%C3%A8`, no encoding at all, relative): what is
// sent is what the server wrote, what is compared is one normal form.

/** The URL a href in an answer means; null when it means none. `base` is the address that answered. */
export function resolveHref(href: string, base: string): URL | null {
  const text = href.trim();
  if (text === '') return null;
  if (/^https?:\/\//i.test(text)) return URL.parse(escapeRaw(text));
  if (text.startsWith('/')) return URL.parse(escapeRaw(text), base);
  // A relative name may hold a colon (Xandikos: `co%3Alon.vcf` and `co:lon.vcf`), which a URL parser takes for a scheme.
  return URL.parse(`./${escapeRaw(text)}`, base);
}

/** Equal for all spellings of one path: every segment decoded and encoded again by one rule. */
export function normalPath(path: string): string {
  return path.split('/').map(normalSegment).join('/');
}

/** The path as it must stand in a multiget: without scheme and host (iCloud answers 400 to absolute URLs). */
export function pathOf(url: URL): string {
  return url.pathname + url.search;
}

/** Needs neither decoding nor encoding; most names are like that, and listings are long. */
const PLAIN = /^[\w.~-]*$/;

function normalSegment(segment: string): string {
  if (PLAIN.test(segment)) return segment;
  let decoded: string;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    decoded = segment;
  }
  // Parentheses too: DAViCal answers 400 to bare ones.
  return encodeURIComponent(decoded).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `?` and `#` are no delimiters here, and a `%` that starts no escape stands for itself. */
function escapeRaw(href: string): string {
  return href.replace(/[?#]|%(?![0-9a-f]{2})/gi, encodeURIComponent);
}
