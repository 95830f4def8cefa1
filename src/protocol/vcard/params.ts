// Parameters of a content line, in every spelling met: `TYPE=a;TYPE=b`, `TYPE=a,b`, `TYPE="a,b"` (sabre/dav) and the
// bare `;a;b` of vCard 2.1 say the same.
import { decodeQuotedPrintable } from './quoted-printable.ts';

export interface Param {
  /** Upper case. */
  name: string;
  values: string[];
  /** As it stands on the line, so that a parameter nobody edits is written back as it came. */
  raw: string;
}

const BARE_ENCODINGS = new Set(['BASE64', 'B', 'QUOTED-PRINTABLE', '8BIT', '7BIT']);
const BARE_VALUES = new Set(['URL', 'INLINE', 'CONTENT-ID', 'CID']);

/** `text` is what stands between name and colon, with its leading semicolon. */
export function parseParams(text: string): Param[] {
  const params: Param[] = [];
  for (const raw of splitOutsideQuotes(text.slice(1), ';'))
    if (raw.trim() !== '') params.push(parseParam(raw));
  return params;
}

/** A parameter to be written; a value that needs quotes gets them (RFC 6350 3.3: no quote inside). */
export function makeParam(name: string, values: string[]): Param {
  const written = values.map((value) => (/[,;:]/.test(value) ? `"${value.replaceAll('"', "'")}"` : value));
  return { name: name.toUpperCase(), values, raw: `${name}=${written.join(',')}` };
}

/** Samsung's and Xiaomi's label of one's own: a type whose text stands in brackets, encoded as a value would be. */
const CUSTOM = /^X-CUSTOM\(([^)]*)\)$/i;

function parseParam(raw: string): Param {
  const custom = CUSTOM.exec(raw.trim())?.[1];
  if (custom !== undefined) return { name: 'TYPE', values: [customLabel(custom)], raw };
  const equals = raw.indexOf('=');
  if (equals < 0) {
    const bare = raw.trim().toUpperCase();
    const name = BARE_ENCODINGS.has(bare) ? 'ENCODING' : BARE_VALUES.has(bare) ? 'VALUE' : 'TYPE';
    return { name, values: [raw.trim()], raw };
  }
  const name = raw.slice(0, equals).trim().toUpperCase();
  const text = raw.slice(equals + 1);
  const values =
    name === 'TYPE'
      ? parseTypes(text)
      : splitOutsideQuotes(text, ',').map((value) => decodeCarets(unquote(value)));
  return { name, values, raw };
}

function customLabel(text: string): string {
  const parts = text.split(',');
  const label = parts.filter((part) => !/^(?:CHARSET|ENCODING)=/i.test(part)).join(',');
  if (!parts.some((part) => /^ENCODING=(?:QUOTED-PRINTABLE|Q)$/i.test(part))) return label;
  const charset = parts.find((part) => /^CHARSET=/i.test(part))?.slice('CHARSET='.length) ?? null;
  return decodeQuotedPrintable(label, charset);
}

/** Quotes mean nothing here (`TYPE="cell,voice"`, `TYPE="CELL`), and some writers repeat the name (`TYPE=a,TYPE=b`). */
function parseTypes(text: string): string[] {
  if (/^[\w-]+$/.test(text)) return [text];
  return text
    .split(',')
    .map((type) =>
      type
        .replaceAll('"', '')
        .trim()
        .replace(/^type=/i, ''),
    )
    .filter(Boolean);
}

function unquote(value: string): string {
  return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}

/** RFC 6868. */
function decodeCarets(value: string): string {
  if (!value.includes('^')) return value;
  return value.replace(/\^[n^']/g, (code) => (code === '^n' ? '\n' : code === '^^' ? '^' : '"'));
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator);
  const pieces: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted && text.indexOf('"', at + 1) > 0;
    else if (!quoted && text[at] === separator) {
      pieces.push(text.slice(start, at));
      start = at + 1;
    }
  }
  pieces.push(text.slice(start));
  return pieces;
}
