// A text cut into logical lines, whatever it is. Joined again, the lines are the text.
import { VCardLine } from './vcard-line.ts';

/** RFC 6350 names no limits. A card of people holds a few dozen lines; these keep a hostile one cheap. */
const MOST_LINES = 10_000;
const MOST_TEXT = 1_000_000;
const MOST_IN_LINE = 100_000;
const BINARY = new Set(['PHOTO', 'LOGO', 'SOUND', 'KEY']);

export interface Lines {
  lines: VCardLine[];
  /** A limit was passed: some of the text is in lines without a name. Pictures count by number only. */
  tooLarge: boolean;
}

/** Never throws. `mostLines` is for files of many cards. */
export function readLines(text: string, mostLines = MOST_LINES, mostText = MOST_TEXT): Lines {
  const lines: VCardLine[] = [];
  // A lone CR ends lines only where nothing else does; beside LF it is part of a value.
  const newline = text.includes('\n') ? '\n' : '\r';
  let tooLarge = false;
  let size = 0;
  for (let start = 0; start < text.length; ) {
    if (lines.length >= mostLines || size > mostText) {
      lines.push(nameless(text.slice(start)));
      return { lines, tooLarge: true };
    }
    const { end, soft } = logicalEnd(text, start, newline);
    const line = new VCardLine(text.slice(start, end), soft);
    if (!BINARY.has(line.name)) {
      size += end - start;
      if (end - start > MOST_IN_LINE) {
        line.name = '';
        tooLarge = true;
      }
    }
    lines.push(line);
    start = end;
  }
  return { lines, tooLarge: tooLarge || size > mostText };
}

function logicalEnd(text: string, start: number, newline: string): { end: number; soft: boolean } {
  let soft = false;
  let end = start;
  for (;;) {
    const at = text.indexOf(newline, end);
    if (at < 0) return { end: text.length, soft };
    end = at + 1;
    const next = text.charCodeAt(end);
    if (endsSoftly(text, start, at)) soft = true;
    else if (next !== 32 && next !== 9) return { end, soft };
  }
}

/** A soft line break counts only in a quoted-printable value: base64 ends in `=` too. */
function endsSoftly(text: string, start: number, lineEnd: number): boolean {
  const last = text.charCodeAt(lineEnd - 1) === 13 ? lineEnd - 2 : lineEnd - 1;
  if (text.charCodeAt(last) !== 61) return false;
  return /^[^:]*[;=]quoted-printable/i.test(text.slice(start, Math.min(last, start + 300)));
}

function nameless(raw: string): VCardLine {
  const line = new VCardLine(raw);
  line.name = '';
  return line;
}
