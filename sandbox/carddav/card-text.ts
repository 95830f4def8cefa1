/**
 * The little this server understands of a vCard: enough to refuse, index and rewrite like real servers do.
 * Deliberately not the product's reader: a shared mistake would hide from the tests.
 */
export interface CardLine {
  group: string;
  name: string;
  /** Everything between the name and the colon, with its leading semicolon; empty when there is none. */
  params: string;
  value: string;
}

export interface CardFacts {
  uid: string;
  /** Undefined when there is no FN line; empty when the line is there without text. */
  fn: string | undefined;
  version: string;
  hasN: boolean;
  /** How many cards the text holds; 0 when it is no vCard at all. */
  cards: number;
}

export function unfold(text: string): string[] {
  return text
    .replace(/(?:\r\n|\n|\r)[ \t]/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line !== '');
}

/** A line without a colon comes back with an empty value and its whole text as name. */
export function readLine(line: string): CardLine {
  const match = /^(?:([A-Za-z0-9-]+)\.)?([A-Za-z0-9-]+)((?:;(?:"[^"]*"|[^":])*)?):([\s\S]*)$/.exec(line);
  if (match) return { group: match[1] ?? '', name: match[2]!, params: match[3]!, value: match[4]! };
  return { group: '', name: line, params: '', value: '' };
}

/** Writes one logical line folded at 75 octets, never inside a character (RFC 2426 2.6). */
export function fold(line: string): string {
  if (line.length <= 25 || Buffer.byteLength(line) <= 75) return line;
  // Base64 and other ASCII lines are the long ones: cut them without looking at each character.
  if (!/[^\x00-\x7f]/.test(line)) {
    const parts = [line.slice(0, 75)];
    for (let at = 75; at < line.length; at += 74) parts.push(line.slice(at, at + 74));
    return parts.join('\r\n ');
  }
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const width = Buffer.byteLength(character);
    if (octets + width > 75) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += width;
  }
  return folded;
}

export function cardFacts(text: string): CardFacts {
  const facts: CardFacts = { uid: '', fn: undefined, version: '', hasN: false, cards: 0 };
  for (const line of unfold(text)) {
    const { name, value } = readLine(line);
    const upper = name.toUpperCase();
    if (upper === 'BEGIN' && /^vcard\s*$/i.test(value)) facts.cards += 1;
    else if (upper === 'UID') facts.uid ||= value.trim();
    else if (upper === 'FN') facts.fn ??= value;
    else if (upper === 'VERSION') facts.version ||= value.trim();
    else if (upper === 'N') facts.hasN = true;
  }
  if (!/END:VCARD\s*$/i.test(text)) facts.cards = 0;
  return facts;
}

/** Values of all lines called `name`, whatever their group, with the common escapes undone. */
export function valuesOf(text: string, name: string): string[] {
  const wanted = name.toUpperCase();
  return unfold(text)
    .map(readLine)
    .filter((line) => line.name.toUpperCase() === wanted)
    .map((line) => line.value.replace(/\\([,;:\\])/g, '$1').replace(/\\[nN]/g, '\n'));
}
