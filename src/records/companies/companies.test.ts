// People and their companies in the database: tied, waiting, asked about, and back.
import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { databaseOfFile } from '../../../tests/database-of-file.ts';
import { aRecord, aUser } from '../../../tests/rows.ts';
import { record } from '../../database/schema.ts';
import { createRecord } from '../create-record.ts';
import { deleteRecord } from '../delete-records.ts';
import { getRecord } from '../get-record.ts';
import { listChanges } from '../history/list-changes.ts';
import { undoChange } from '../history/undo-change.ts';
import { convertRecord } from '../kinds/convert-record.ts';
import { mergeRecords } from '../merge/merge-records.ts';
import { restoreRecord } from '../restore-record.ts';
import { updateRecord } from '../update-record.ts';
import { listCompanyNames } from './company-names.ts';
import { decideCompanyName } from './decide-company-name.ts';

const { db } = await databaseOfFile();
const anna = await aUser(db);
beforeEach(async () => {
  await db.execute(sql`truncate record, company_name_left cascade`);
});

const company = (name: string, more = {}) => aRecord(db, anna, { name, ...more }, 'company');
const person = (companyName: string, more = {}) =>
  aRecord(db, anna, { lastName: 'Conti', companyName, ...more });
const companyOf = async (id: string) => (await getRecord(db, anna, id)).companyId;
const names = async (left = false) =>
  (await listCompanyNames(db, { limit: 50, left })).items.map(({ name, count, state, companies }) => ({
    name,
    count,
    state,
    companies: companies.map(({ displayName, because }) => `${displayName}, ${because}`),
  }));
const undoLast = async (id: string, field: string) => {
  const { items } = await listChanges(db, anna, { id, limit: 50 });
  return undoChange(db, anna, { id, changeId: items.find((change) => change.field === field)!.id });
};

test('who names a company that is not here waits, and gets it when it appears, is renamed or gets the name', async () => {
  const [a, b, c] = [await person('Acme & C. S.n.c.'), await person('Beta'), await person('Gamma')];
  expect(await names()).toMatchObject([{ name: 'Acme & C. S.n.c.' }, { name: 'Beta' }, { name: 'Gamma' }]);
  const acme = await company('ACME');
  expect(await companyOf(a)).toBe(acme);
  await updateRecord(db, anna, { id: acme, values: { name: 'Beta Srl' } });
  expect(await companyOf(b)).toBe(acme);
  await updateRecord(db, anna, { id: acme, values: { aliases: 'Gamma\nGamma Italia' } });
  expect(await companyOf(c)).toBe(acme);
  expect(await names()).toEqual([]);
  expect((await getRecord(db, anna, a)).values.companyName).toBe('Acme & C. S.n.c.');
});

describe('what a company is called no more', () => {
  test('a rename keeps whom it has; taken back, it gives back whom it brought', async () => {
    const [a, b] = [await person('Acme'), await person('Beta')];
    const id = await company('Acme');
    await updateRecord(db, anna, { id, values: { name: 'Beta' } });
    expect([await companyOf(a), await companyOf(b)]).toEqual([id, id]);
    await undoLast(id, 'name');
    expect([await companyOf(a), await companyOf(b)]).toEqual([id, null]);
    expect(await names()).toMatchObject([{ name: 'Beta' }]);
  });

  test('another name that is taken away lets go whom it brought, whoever was tied by hand stays', async () => {
    const id = await company('Acme', { aliases: 'AC' });
    const [a, b] = [await person('AC'), await person('Nobody')];
    await updateRecord(db, anna, { id: b, companyId: id });
    await updateRecord(db, anna, { id, values: { aliases: '' } });
    expect([await companyOf(a), await companyOf(b)]).toEqual([null, id]);
    await undoLast(id, 'aliases');
    expect(await companyOf(a)).toBe(id);
  });

  test('in the trash it has nobody, and everybody again when it is restored', async () => {
    const id = await company('Acme');
    const a = await person('Acme');
    await deleteRecord(db, anna, id);
    expect(await names()).toMatchObject([{ name: 'Acme', state: 'missing' }]);
    await restoreRecord(db, anna, id);
    expect(await companyOf(a)).toBe(id);
  });

  test('made a person, it is nobody’s company until it is one again', async () => {
    const id = await company('Acme');
    const a = await person('Acme');
    await convertRecord(db, anna, { id, kind: 'contact' });
    expect(await companyOf(a)).toBeNull();
    await convertRecord(db, anna, { id, kind: 'company' });
    expect(await companyOf(a)).toBe(id);
  });

  test('merged, it is called by both names; taken back, each has its own people', async () => {
    const [stays, goes] = [await company('Acme'), await company('Beta', { aliases: 'BB' })];
    const [a, b] = [await person('Beta'), await person('BB')];
    await mergeRecords(db, anna, { id: stays, recordId: goes });
    expect((await getRecord(db, anna, stays)).values.aliases).toBe('BB\nBeta');
    expect([await companyOf(a), await companyOf(b), await companyOf(await person('Beta'))]).toEqual([
      stays,
      stays,
      stays,
    ]);
    await restoreRecord(db, anna, goes);
    expect([await companyOf(a), await companyOf(b)]).toEqual([goes, goes]);
    expect((await getRecord(db, anna, stays)).values.aliases).toBeUndefined();
  });
});

test('nobody is tied to a company they were taken from by hand', async () => {
  const id = await company('Acme');
  const a = await person('Acme');
  await updateRecord(db, anna, { id: a, companyId: null });
  await updateRecord(db, anna, { id, values: { aliases: 'ACM' } });
  expect(await companyOf(a)).toBeNull();
  expect(await names()).toEqual([]);
  await updateRecord(db, anna, { id: a, values: { companyName: 'ACM' } });
  expect(await companyOf(a)).toBe(id);
});

describe('a name that is asked about', () => {
  test('lists whom it may be, and whose mail domain says so', async () => {
    await company('Rossi S.r.l.');
    await company('Rossi S.p.A.');
    await company('Verdi', { website: 'https://verdi.example' });
    await person('Rossi');
    await person('Rossi');
    await person('Bianchi', { email: 'a@verdi.example' });
    expect(await names()).toEqual([
      {
        name: 'Rossi',
        count: 2,
        state: 'ambiguous',
        companies: ['Rossi S.r.l., name', 'Rossi S.p.A., name'],
      },
      { name: 'Bianchi', count: 1, state: 'missing', companies: ['Verdi, domain'] },
    ]);
  });

  test('"it is this one" gives the company the name, and the next one who carries it is not asked about', async () => {
    const srl = await company('Rossi S.r.l.');
    await company('Rossi S.p.A.');
    const a = await person('Rossi');
    expect(await decideCompanyName(db, anna, { name: 'Rossi', decision: 'same', companyId: srl })).toEqual({
      changed: 1,
      companyId: srl,
    });
    expect([await companyOf(a), await companyOf(await person('ROSSI'))]).toEqual([srl, srl]);
    expect((await getRecord(db, anna, srl)).values.aliases).toBe('Rossi');
    await undoLast(srl, 'aliases');
    expect(await companyOf(a)).toBeNull();
  });

  test('where two companies have the very name, those who wait are tied by hand, each with a change to take back', async () => {
    const [one] = [await company('Rossi'), await company('Rossi')];
    const a = await person('Rossi');
    await decideCompanyName(db, anna, { name: 'Rossi', decision: 'same', companyId: one });
    expect(await companyOf(a)).toBe(one);
    await undoLast(a, 'companyId');
    expect(await names()).toMatchObject([{ name: 'Rossi', state: 'ambiguous' }]);
  });

  test('"create" makes the company, and taking it to the trash takes that back', async () => {
    const a = await person('Nuova S.r.l.');
    const { companyId } = await decideCompanyName(db, anna, { name: 'Nuova S.r.l.', decision: 'create' });
    expect(await companyOf(a)).toBe(companyId);
    expect(await getRecord(db, anna, companyId!)).toMatchObject({
      kind: 'company',
      madeBySync: false,
      flagged: false,
    });
    await deleteRecord(db, anna, companyId!);
    expect(await names()).toMatchObject([{ name: 'Nuova S.r.l.' }]);
  });

  test('"leave" is remembered for everybody who carries it, until somebody asks again', async () => {
    await person('Libero professionista');
    const name = 'Libero professionista';
    await decideCompanyName(db, anna, { name, decision: 'leave' });
    await person('libero professionista');
    expect([await names(), await names(true)]).toMatchObject([[], [{ count: 2 }]]);
    await decideCompanyName(db, anna, { name, decision: 'ask' });
    expect(await names()).toMatchObject([{ count: 2 }]);
  });

  test('of people nobody is there any more, nothing is made', async () => {
    const decided = decideCompanyName(db, anna, { name: 'Nobody Ltd', decision: 'create' });
    await expect(decided).rejects.toMatchObject({ code: 'not-found' });
  });

  test('pages go on where the last one ended', async () => {
    for (const name of ['Uno', 'Due', 'Tre']) await person(name);
    const first = await listCompanyNames(db, { limit: 2 });
    const second = await listCompanyNames(db, { limit: 2, cursor: first.next! });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['Due', 'Tre', 'Uno']);
    expect([first.total, second.next]).toEqual([3, null]);
  });
});

test('in one batch a person finds a company that comes with them', async () => {
  const made = await createRecord(db, anna, {
    kind: 'company',
    values: { name: 'Acme', email: 'info@acme.example' },
  });
  const a = await aRecord(db, anna, { lastName: 'Neri', email: 'neri@acme.example' });
  expect(await companyOf(a)).toBe(made.id);
  expect(await db.$count(record, eq(record.companyBy, 'name'))).toBe(1);
});
