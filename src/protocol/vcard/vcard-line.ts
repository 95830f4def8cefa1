// One logical line of a card. It is its raw text: everything else is read out of that on demand, and a line that
// nobody rewrites is written back as the very characters that came.
import { foldLine } from './fold-line.ts';
import { type Param, parseParams } from './params.ts';
import { decodeQuotedPrintable } from './quoted-printable.ts';
import { splitValue, unescapeText } from './text-value.ts';

export class VCardLine {
  /** Folds and line end included. */
  raw: string;
  /** Before the first dot of the name, as written; `''` for none. Compare with `groupKey`. */
  group = '';
  /** Upper case; `''` for a line that is no property of the card (no colon, outside the card, nested). */
  name = '';
  #soft: boolean;
  #text: string | null = null;
  #colon = -1;
  #params: Param[] | null = null;

  /** `soft`: the raw text contains soft line breaks of quoted-printable. */
  constructor(raw: string, soft = false) {
    this.raw = raw;
    this.#soft = soft;
    this.#readName();
  }

  get groupKey(): string {
    return this.group.toUpperCase();
  }

  get params(): Param[] {
    if (!this.#params) {
      const head = this.head;
      const semicolon = head.indexOf(';');
      this.#params = semicolon < 0 ? [] : parseParams(head.slice(semicolon));
    }
    return this.#params;
  }

  /** Everything before the colon, unfolded. */
  get head(): string {
    const text = this.#unfolded();
    return text.slice(0, this.#colon);
  }

  /** What stands after the colon, unfolded, still escaped and encoded. */
  get value(): string {
    const text = this.#unfolded();
    return text.slice(this.#colon + 1);
  }

  /** Values of every parameter of that name, in order. */
  paramValues(name: string): string[] {
    const values: string[] = [];
    for (const param of this.params) if (param.name === name) values.push(...param.values);
    return values;
  }

  get isQuotedPrintable(): boolean {
    return (
      this.params.length > 0 &&
      this.paramValues('ENCODING').some((encoding) => /^quoted-printable$/i.test(encoding))
    );
  }

  /** The value as one text: unescaped separators are literal. */
  text(): string {
    return this.#decoder()(this.value);
  }

  /** The components of a structured value, decoded. */
  components(): string[] {
    return splitValue(this.value, ';').map(this.#decoder());
  }

  /** The members of a list value, decoded. */
  list(): string[] {
    return splitValue(this.value, ',').map(this.#decoder());
  }

  /** Replaces the line. Group, name and parameters stay as they are unless given; `value` is escaped already. */
  rewrite(change: { group?: string; params?: Param[]; value?: string }, lineEnd: string): void {
    const value = change.value ?? this.value;
    let head = this.head;
    if (change.group !== undefined || change.params) {
      const bare = head.split(';')[0]!;
      const name = this.group ? bare.slice(this.group.length + 1) : bare;
      const group = change.group ?? this.group;
      head =
        (group ? `${group}.` : '') +
        name +
        (change.params ?? this.params).map(({ raw }) => `;${raw}`).join('');
    }
    this.raw = foldLine(`${head}:${value}`, lineEnd);
    this.#soft = false;
    this.#text = null;
    this.#params = null;
    this.#readName();
  }

  /** The parameters are looked through once for all pieces: a line may have thousands of both. */
  #decoder(): (piece: string) => string {
    if (!this.isQuotedPrintable) return unescapeText;
    const charset = this.paramValues('CHARSET')[0] ?? null;
    return (piece) => unescapeText(decodeQuotedPrintable(piece, charset));
  }

  /** Only as far as the name: most lines of a card are never asked for more. */
  #readName(): void {
    const { raw } = this;
    const [end, dot] = scanName(raw);
    // A fold within the name (servers that fold at any byte): read from the unfolded text.
    const text = end < 0 ? this.#unfolded() : raw;
    const [nameEnd, nameDot] = end < 0 ? scanName(text) : [end, dot];
    if (nameEnd < 0 || text.indexOf(':', nameEnd) < 0) {
      this.group = '';
      this.name = '';
      return;
    }
    this.group = nameDot < 0 ? '' : text.slice(0, nameDot);
    this.name = text
      .slice(nameDot + 1, nameEnd)
      .trim()
      .toUpperCase();
  }

  #unfolded(): string {
    if (this.#text === null) {
      let text = this.#soft ? this.raw.replace(/=\r?\n/g, '') : this.raw;
      let end = text.length;
      while (end > 0 && isLineEnd(text.charCodeAt(end - 1))) end -= 1;
      text = text.slice(0, end);
      if (text.includes('\n') || text.includes('\r')) text = text.replace(/(?:\r{0,2}\n|\r)[ \t]/g, '');
      this.#text = text;
      this.#colon = findColon(text);
    }
    return this.#text;
  }
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

/** Where the name ends and where its group does; -1 for neither. */
function scanName(text: string): [end: number, dot: number] {
  let dot = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 58 || code === 59) return [at, dot];
    if (code === 46 && dot < 0) dot = at;
    if (isLineEnd(code)) return [-1, -1];
  }
  return [-1, -1];
}

/** The first colon outside quotes; the first of all when a quote is never closed. */
function findColon(text: string): number {
  const first = text.indexOf(':');
  const quote = text.indexOf('"');
  if (quote < 0 || quote > first) return first;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    else if (!quoted && text[at] === ':') return at;
  }
  return first;
}
