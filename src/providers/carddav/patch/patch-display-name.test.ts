// FN after a rename, in the forms in which programs write it.
import { expect, test } from 'vitest';
import type { Edit } from '../../../contact/contact.ts';
import { patchVCard } from './patch-vcard.ts';

const name = (part: 'given' | 'family' | 'prefix', value: string | null): Edit => ({
  property: 'name',
  part,
  value,
});
const company = (value: string): Edit => ({ property: 'organization', part: 'name', value });

test.each<[string, string[], Edit, string]>([
  ['FN alone', ['FN:Mario Solofn'], name('family', 'Mario Nuovo'), 'Mario Nuovo'],
  ['an empty N', ['N:;;;;', 'FN:Luisa Solofndue'], name('family', 'Luisa Nuova'), 'Luisa Nuova'],
  ['a number that stands for a name', ['N:;;;;', 'FN:0655', 'TEL:0655'], name('given', 'Ada'), 'Ada'],
  ['Japanese', ['N:山田;太郎;;;', 'FN:山田太郎'], name('family', '鈴木'), '鈴木太郎'],
  ['Japanese with a space', ['N:山田;太郎;;;', 'FN:山田 太郎'], name('family', '鈴木'), '鈴木 太郎'],
  ['Korean', ['N:김;민준;;;', 'FN:김민준'], name('family', '이'), '이민준'],
  ['Chinese, given name first', ['N:王;小明;;;', 'FN:小明 王'], name('given', '大明'), '大明 王'],
  ['Chinese that becomes English', ['N:王;小明;;;', 'FN:王小明'], name('given', 'Ming'), 'Ming 王'],
  ['Vietnamese', ['N:Nguyễn;An;Văn;;', 'FN:Nguyễn Văn An'], name('family', 'Trần'), 'Trần Văn An'],
  ['a comma', ['N:Virgola;Mario;;;', 'FN:Virgola\\, Mario'], name('family', 'Nuovo'), 'Nuovo\\, Mario'],
  [
    'brackets',
    ['N:Rossi;Mario;;;', 'FN:Mario Rossi (Acme)', 'ORG:Acme'],
    name('family', 'Nuovo'),
    'Mario Nuovo (Acme)',
  ],
  [
    'the company in brackets',
    ['N:Rossi;Mario;;;', 'FN:Mario Rossi (Acme)', 'ORG:Acme'],
    company('Beta'),
    'Mario Rossi (Beta)',
  ],
  [
    'no suffix',
    ['N:Suffisso;Mario;Luigi;Dott.;Jr.', 'FN:Dott. Mario Suffisso'],
    name('family', 'Nuovo'),
    'Dott. Mario Nuovo',
  ],
  ['another case', ['N:MAIUSCOLO;Mario;;;', 'FN:Mario Maiuscolo'], name('family', 'Nuovo'), 'Mario Nuovo'],
  [
    'another normal form',
    ['N:Nicolo\u0300;René;;;', 'FN:Rene\u0301 Nicolò'],
    name('family', 'Bo'),
    'René Bo',
  ],
  ['a part that goes', ['N:Rossi;Mario;;;', 'FN:Rossi\\, Mario'], name('given', null), 'Rossi'],
  ['a name by hand', ['N:Rossi;Mario;;;', 'FN:Il Rosso'], name('family', 'Nuovo'), 'Il Rosso'],
  ['a word that holds the name', ['N:An;Li;;;', 'FN:Annalisa B.'], name('family', 'Bo'), 'Annalisa B.'],
  ['a company in vCard 4', ['KIND:org', 'FN:Vecchia Spa'], company('Nuova Spa'), 'Nuova Spa'],
  ['a company of Apple', ['N:;;;;', 'FN:Vecchia Spa', 'X-ABShowAs:COMPANY'], company('Nuova'), 'Nuova'],
  [
    'a short name',
    ['N:;;;;', 'FN:Vecchia', 'ORG:Vecchia S.p.A.', 'X-ABShowAs:COMPANY'],
    company('Nuova S.p.A.'),
    'Nuova S.p.A.',
  ],
])('%s', (_, lines, edit, fn) => {
  const before = ['BEGIN:VCARD', 'VERSION:4.0', ...lines, 'END:VCARD', ''].join('\r\n');
  const after = patchVCard(before, [edit]).split('\r\n');
  expect(after.filter((line) => line.startsWith('FN'))).toEqual([`FN:${fn}`]);
});

test('the reading of what did not change and what else a card says of a name stay as they are', () => {
  const kept = ['X-PHONETIC-LAST-NAME:ヤマダ', 'NICKNAME:タロ'];
  const card = ['BEGIN:VCARD', 'VERSION:3.0', 'N:山田;太郎;;;', 'FN:山田太郎', ...kept, 'END:VCARD', ''].join(
    '\r\n',
  );
  const after = patchVCard(card, [name('given', '次郎')]).split('\r\n');
  expect(after).toEqual([
    'BEGIN:VCARD',
    'VERSION:3.0',
    'N:山田;次郎;;;',
    'FN:山田次郎',
    ...kept,
    'END:VCARD',
    '',
  ]);
});

test('a name that was made to be searched for ever is not', () => {
  const edit = name('family', 'Bo');
  const long = 'ab'.repeat(200_000);
  const card = ['BEGIN:VCARD', 'VERSION:4.0', 'N:a;x;;;', `FN:${long}`, 'END:VCARD', ''].join('\r\n');
  expect(patchVCard(card, [edit])).toContain('N:Bo;x;;;');
});
