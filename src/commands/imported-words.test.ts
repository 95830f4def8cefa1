import { expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { aRecord, aUser } from '../../tests/rows.ts';
import { planFile, resultOf } from '../files/import-file.ts';
import { importedWords } from './imported-words.ts';

const database = await databaseOfFile();

const DEFAULTS = { format: null, encoding: null, dates: null, onMatch: 'create' } as const;
const told = async (text: string): Promise<string[]> => {
  const anna = await aUser(database.db);
  const input = { ...DEFAULTS, files: [Buffer.from(text, 'latin1')], kind: 'lead' as const };
  return importedWords(resultOf(await planFile(database.db, anna, input)), true).split('\n');
};

test('every entry that is more than added is told by its number, and the file as it was read', async () => {
  const anna = await aUser(database.db);
  await aRecord(database.db, anna, { lastName: 'Moro' }, 'lead');
  expect(
    await told(
      'lastName;birthday;fiscal code\nForl\xec;1970-01-01;\nNeri;yesterday;X1\n;;\n;1980-02-02;\nMoro;1990-01-01\nForl\xec;;\n',
    ),
  ).toEqual([
    '3 would be added, 1 here already, 1 refused',
    'CSV of Rubrica, divided by semicolon, windows-1252, 5 entries',
    '  column “fiscal code”, 1 row: no field is known for it; kept in the history of each record',
    '  1 empty row: line 4',
    '  entry 2, line 3 (Neri): in no field, kept in its history: birthday yesterday [not a date]; fiscal code X1',
    '  entry 3, line 5: refused: It has no name, company, e-mail, number or address to find it by.',
    '  entry 4, line 6 (Moro): would be added, looks like Moro (name) · It has 2 values for 3 columns; the others are taken as empty.',
    '  entry 5, line 7 (Forlì): says nothing that entry 1 (Forlì) does not',
  ]);
});

test('of a file as this program writes it only the sums are told', async () => {
  expect(await told('kind,lastName\nlead,Bruni\n')).toEqual(['1 would be added, 0 here already, 0 refused']);
});
