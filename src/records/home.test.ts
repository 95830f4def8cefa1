import { expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { aRecord, aUser } from '../../tests/rows.ts';
import { listBirthdays } from './birthdays.ts';
import { deleteRecord } from './delete-records.ts';
import { lastChanges } from './history/last-changes.ts';
import { updateRecord } from './update-record.ts';

const database = await databaseOfFile();
const anna = await aUser(database.db);

const born = (lastName: string, birthday: string) => aRecord(database.db, anna, { lastName, birthday });

test('birthdays of two weeks, the nearest first, over the end of the year, with or without a year', async () => {
  await born('Today', '1980-12-27');
  await born('NewYear', '--01-01');
  await born('Last', '2000-01-10');
  await born('TooLate', '1990-01-11');
  await born('Past', '1990-12-26');
  const gone = await born('Gone', '1990-12-28');
  await deleteRecord(database.db, anna, gone);
  expect(
    (await listBirthdays(database.db, '2026-12-27')).map(({ displayName, on, age }) => [
      displayName,
      on,
      age,
    ]),
  ).toEqual([
    ['Today', '2026-12-27', 46],
    ['NewYear', '2027-01-01', null],
    ['Last', '2027-01-10', 27],
  ]);
});

test('who was born on 29 February has it on the 28th where there is none', async () => {
  await born('Leap', '2000-02-29');
  const on = async (today: string) => (await listBirthdays(database.db, today)).map((each) => each.on);
  expect(await on('2027-02-20')).toEqual(['2027-02-28']);
  expect(await on('2028-02-20')).toEqual(['2028-02-29']);
});

test('what one person did to a record is one line, the last first', async () => {
  const id = await aRecord(database.db, anna, { lastName: 'Rossi', email: 'rossi@example.org' });
  const other = await aRecord(database.db, anna, { lastName: 'Verdi' });
  await updateRecord(database.db, anna, { id, values: { title: 'Head' } });
  const [first, second] = await lastChanges(database.db, anna);
  expect(first).toMatchObject({ recordId: id, actor: 'user', others: 0 });
  expect(first!.fields[0]).toBe('title');
  expect(second).toMatchObject({ recordId: other });
});
