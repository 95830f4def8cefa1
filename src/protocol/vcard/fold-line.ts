// Folding of written lines (RFC 6350 3.2): at most 75 octets, never inside a character.

const MOST_OCTETS = 75;
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/g;

/**
 * The line with folds and its line end. Control characters cannot be written: no value can begin another line.
 */
export function foldLine(line: string, lineEnd: string): string {
  const text = line.replace(CONTROL, '');
  if (text.length * 3 <= MOST_OCTETS) return text + lineEnd;
  let folded = '';
  let start = 0;
  let octets = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at)!;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (octets + size > MOST_OCTETS) {
      folded += `${text.slice(start, at)}${lineEnd} `;
      start = at;
      octets = 1;
    }
    octets += size;
    at += size === 4 ? 2 : 1;
  }
  return folded + text.slice(start) + lineEnd;
}
