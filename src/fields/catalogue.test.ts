// The catalogue is where fields are declared, and the only place: what else names one is listed here, with the reason.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { fields as english } from '../../web/i18n/en/fields.ts';
import { fields as spanish } from '../../web/i18n/es/fields.ts';
import { fields as italian } from '../../web/i18n/it/fields.ts';
import { BUILT_IN_LABELS } from '../contact/contact.ts';
import { PROPERTIES } from '../contact/properties/table.ts';
import { addressOf, CATALOGUE, definitionsOf, movesBetween, partsOf, roomFor, wholeOf } from './catalogue.ts';
import { KINDS } from './field.ts';
import { ASKED_FIRST, COLUMNS, firstValue } from './shown.ts';

const everything = KINDS.flatMap((kind) => CATALOGUE[kind]);
const ROOT = join(import.meta.dirname, '../..');

/** Words that contacts, their labels and the API have as well: whether a file means the field cannot be seen. */
const SHARED = new Set([
  ...Object.entries(PROPERTIES).flatMap(([property, row]) => [
    property,
    ...('parts' in row ? row.parts : []),
  ]),
  ...BUILT_IN_LABELS,
  ...'email phone fax source status description'.split(' '),
]);

/** Files that name a field's key, and why. A name less is welcome; one more needs a reason. */
const NAMED: [reason: string, files: string[]][] = [
  [
    'the API calls the name of a record’s company so',
    [
      'src/http/contract/records.ts',
      'src/records/check-ties.ts',
      'src/records/create-record.ts',
      'src/records/record-columns.ts',
      'src/records/update-record.ts',
      'src/records/write-record.ts',
      'web/components/QuickFind.tsx',
      'web/pages/records/RecordPage.tsx',
    ],
  ],
  [
    'columns of other programs that have a field of ours',
    ['src/files/heads/others.ts', 'src/files/heads/outlook.ts'],
  ],
  ['an example for people', ['src/files/remark.ts']],
  ['a word for people', ['src/files/kept/kept-text.ts']],
  ['the mailbox of an office', ['src/contact/match-score.ts']],
  ['digits that stand under each other, although they are text', ['web/pages/records/columns.tsx']],
];

test('keys of fields stand in the catalogue and in texts, and elsewhere only for a reason', () => {
  const keys = [...new Set(everything.map(({ key }) => wholeOf(key)))].filter((key) => !SHARED.has(key));
  const pattern = new RegExp(`(?<![\\w-])(?:${keys.join('|')})(?![\\w-])`);
  const naming = ['src', 'web', 'bench', 'scripts']
    .flatMap((folder) => filesBelow(join(ROOT, folder)))
    .filter(
      (file) => /\.tsx?$/.test(file) && !/\.test\.|^src\/fields\/|^src\/providers\/|^web\/i18n\//.test(file),
    )
    .filter((file) => pattern.test(codeOf(file)));
  const allowed = NAMED.flatMap(([, files]) => files);
  expect(naming.filter((file) => !allowed.includes(file))).toEqual([]);
  expect(allowed.length).toBeLessThanOrEqual(14);
  expect(keys).toContain('homePhone');
});

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));

/** Without comments. */
const codeOf = (file: string): string =>
  readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '');

test('a key means the same for every kind, and every field has its texts', () => {
  for (const { key, type, section } of everything) {
    expect(new Set(everything.filter((one) => one.key === key).map((one) => one.type))).toEqual(
      new Set([type]),
    );
    for (const { key: names, address, part, section: sections } of [english, italian, spanish]) {
      expect(sections).toHaveProperty(section);
      const prefix = addressOf(key);
      if (prefix === null) expect(names).toHaveProperty(key);
      else
        expect([address, part]).toMatchObject([
          { [prefix]: expect.any(String) },
          { [key.split('.')[1]!]: expect.any(String) },
        ]);
    }
  }
});

test('what lists offer and new records ask for are fields of the kind', () => {
  const ofRecords = ['company', 'number', 'owner', 'updatedAt'];
  for (const kind of KINDS) {
    const { offered, shown } = COLUMNS[kind];
    const keys = CATALOGUE[kind].map(({ key }) => key);
    expect(shown.filter((key) => !offered.includes(key))).toEqual([]);
    expect(
      [...offered, ...ASKED_FIRST[kind]].filter((key) => !ofRecords.includes(key) && !keys.includes(key)),
    ).toEqual([]);
  }
  const values = { phone: '1', mobile: '2', otherPhone: '3' };
  expect(firstValue({ kind: 'contact', values }, 'phone')).toBe('2');
  expect(firstValue({ kind: 'company', values }, 'phone')).toBe('1');
  expect(firstValue({ kind: 'company', values }, 'email')).toBe('');
});

test('what moves between kinds, and where one more value goes', () => {
  const moves = [
    ['companyName', 'name'],
    ['mailing', 'billing'],
    ['other', 'shipping'],
  ];
  expect(movesBetween('lead', 'company')).toEqual(moves);
  expect(movesBetween('company', 'contact')).toEqual(moves.map(([person, company]) => [company, person]));
  expect(movesBetween('lead', 'contact')).toEqual([]);
  expect(partsOf('mailing')).toContain('mailing.postalCode');
  expect(partsOf('mobile')).toEqual(['mobile']);
  expect(roomFor('contact', 'phone')).toEqual(['otherPhone', 'phone', 'mobile', 'homePhone']);
  expect(roomFor('company', 'email')).toEqual(['secondaryEmail', 'email']);
  expect(roomFor('company', 'url')).toEqual([]);
});

test('fields of the database that are built in are those of the catalogue, whatever their row says', () => {
  const row = (key: string, custom: boolean) => ({
    kind: 'lead' as const,
    key,
    type: 'text' as const,
    custom,
  });
  expect(definitionsOf([row('email', false)])).toBe(CATALOGUE);
  expect(definitionsOf([row('custom.a', true)]).lead.at(-1)).toEqual({
    key: 'custom.a',
    type: 'text',
    finds: 'search',
  });
});
