// Lines that a card did not have. What may be written is listed here, so that no text can invent a property.
import { foldLine } from './fold-line.ts';
import type { Param } from './params.ts';
import { VCardLine } from './vcard-line.ts';

const PROPERTIES = [
  'N',
  'FN',
  'NICKNAME',
  'ORG',
  'TITLE',
  'EMAIL',
  'TEL',
  'ADR',
  'URL',
  'BDAY',
  'ANNIVERSARY',
  'NOTE',
  'PHOTO',
  'CATEGORIES',
  'KIND',
  'MEMBER',
  'X-ADDRESSBOOKSERVER-MEMBER',
  'X-ABLabel',
  'X-ABADR',
  'X-ABDATE',
  'X-ABShowAs',
] as const;
export type WritableProperty = (typeof PROPERTIES)[number];
const PARAMS = new Set(['TYPE', 'VALUE', 'PREF', 'CHARSET', 'ENCODING', 'X-APPLE-OMIT-YEAR']);

/**
 * @param value escaped already
 * @throws when the property, a parameter or the group is none that may be written: a mistake of the caller
 */
export function makeLine(
  line: { group?: string; name: WritableProperty; params?: Param[]; value: string },
  lineEnd: string,
): VCardLine {
  const { group = '', name, params = [], value } = line;
  const strange = params.find((param) => !PARAMS.has(param.name));
  if (!PROPERTIES.includes(name) || strange || !/^[A-Za-z0-9-]*$/.test(group))
    throw new Error(
      `a vCard line ${JSON.stringify({ group, name, param: strange?.name })} is not on the list of writable lines`,
    );
  const head = (group ? `${group}.` : '') + name + params.map(({ raw }) => `;${raw}`).join('');
  return new VCardLine(foldLine(`${head}:${value}`, lineEnd));
}
