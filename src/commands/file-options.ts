// What `import` and `export` are told about a file and its records.
import { extname } from 'node:path';
import { KINDS, type RecordKind } from '../fields/field.ts';
import type { Format } from '../files/codes.ts';
import { type Invocation, UsageError } from './command.ts';

/** Endings of file names that say what is in them. */
const ENDINGS = new Map<string, Format>(
  Object.entries({
    json: 'json',
    csv: 'csv',
    tsv: 'csv',
    tab: 'csv',
    vcf: 'vcf',
    vcard: 'vcf',
  }),
);

/** As asked for, one of `formats`, or as the file is called; null when neither says it. @throws UsageError */
export function formatOf<T extends string>(
  invocation: Invocation,
  file: string | undefined,
  formats: readonly (T | Format)[],
): T | Format | null {
  const ending = extname(file ?? '')
    .slice(1)
    .toLowerCase();
  const named = ENDINGS.get(ending) ?? null;
  return oneOf(invocation, 'format', formats, listed(formats)) ?? named;
}

/** `json, csv or vcf` */
export const listed = (words: readonly string[]): string =>
  `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** @throws UsageError */
export const kindAsked = (invocation: Invocation): RecordKind | null =>
  oneOf(invocation, 'kind', KINDS, 'company, contact or lead');

/** The word given for an option, one of `words`; null when it is not given. @throws UsageError */
export function oneOf<T extends string>(
  { options }: Invocation,
  name: string,
  words: readonly T[],
  told: string,
): T | null {
  const word = options[name];
  if (word === undefined) return null;
  const found = words.find((each) => each === word);
  if (!found) throw new UsageError(`--${name} ${word}: ${told} is expected.`);
  return found;
}
