import type { Look } from '../../../../src/http/contract/mapping.ts';

type Line = Look['fields'][number];

/** The fields of a record as lines to read: the parts of an address are one line, under what they have in common. */
export function inLines(fields: Line[]): Line[] {
  const lines: Line[] = [];
  for (const line of fields) {
    const prefix = /^(?!custom\.)(\w+)\./.exec(line.field)?.[1];
    const last = lines.at(-1);
    if (prefix === undefined) lines.push(line);
    else if (last?.field === prefix) {
      last.before = joined(last.before, line.before);
      last.after = joined(last.after, line.after);
    } else lines.push({ ...line, field: prefix });
  }
  return lines;
}

const joined = (a: string | null, b: string | null): string | null =>
  a !== null && b !== null ? `${a}, ${b}` : (a ?? b);
