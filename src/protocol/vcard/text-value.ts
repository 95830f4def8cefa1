// The text escapes of vCard (RFC 6350 3.4), read in one pass from left to right: chained replacements corrupt `\\n`.

/** Unescaped text. `\:` is Apple's, in no RFC; any other escape keeps its backslash. */
export function unescapeText(value: string): string {
  let slash = value.indexOf('\\');
  if (slash < 0) return value;
  let text = '';
  let from = 0;
  while (slash >= 0 && slash + 1 < value.length) {
    const escaped = value[slash + 1]!;
    if (escaped === 'n' || escaped === 'N') text += `${value.slice(from, slash)}\n`;
    else if ('\\,;:'.includes(escaped)) text += value.slice(from, slash) + escaped;
    else text += value.slice(from, slash + 2);
    from = slash + 2;
    slash = value.indexOf('\\', from);
  }
  return text + value.slice(from);
}

/** Text escaped for a value. The colon stays: servers double the backslash of `\:` (Radicale 3.1.8). */
export function escapeText(text: string): string {
  return text.replace(/[\\,;\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`));
}

/** The pieces of a structured value (`;`) or of a list (`,`), still escaped. */
export function splitValue(value: string, separator: ';' | ','): string[] {
  if (!value.includes('\\')) return value.split(separator);
  const pieces: string[] = [];
  let start = 0;
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] === '\\') at += 1;
    else if (value[at] === separator) {
      pieces.push(value.slice(start, at));
      start = at + 1;
    }
  }
  pieces.push(value.slice(start));
  return pieces;
}
