// Fields, new records and the companies they find, against a real database.
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { refusal } from '../../tests/refusal.ts';
import { aRecord, aUser } from '../../tests/rows.ts';
import { field, record } from '../database/schema.ts';
import { seedFields } from '../database/seed-fields.ts';
import { createRecord } from './create-record.ts';
import { deleteRecord } from './delete-records.ts';
import { listFields } from './fields/list-fields.ts';
import { getRecord } from './get-record.ts';
import { listChanges } from './history/list-changes.ts';
import { restoreRecord } from './restore-record.ts';
import { updateRecord } from './update-record.ts';

const { db } = await databaseOfFile();
const anna = await aUser(db);

describe('fields', () => {
  test('every field key of the contract is there once, and seeding again changes nothing an administrator set', async () => {
    const before = await listFields(db, {});
    await db.update(field).set({ visible: false }).where(eq(field.key, 'industry'));
    await seedFields(db);
    const after = await listFields(db, {});
    expect(after.length).toBe(before.length);
    expect(after.find(({ key }) => key === 'industry')?.visible).toBe(false);
    const keys = (await listFields(db, { kind: 'company' })).map(({ key }) => key);
    const parts = ['street', 'poBox', 'postalCode', 'city', 'state', 'country'];
    expect(keys.toSorted()).toEqual(
      [
        ...'name aliases photo email secondaryEmail phone otherPhone fax website vatNumber industry description'.split(
          ' ',
        ),
        ...parts.flatMap((part) => [`billing.${part}`, `shipping.${part}`]),
        // No value of a record, and shown or hidden as one.
        'syncMobile',
      ].toSorted(),
    );
  });

  test('all are active but assistant, its phone, the nickname and the anniversary', async () => {
    const off = (await listFields(db, {})).filter(({ active }) => !active).map(({ key }) => key);
    expect(off.toSorted()).toEqual(['anniversary', 'assistant', 'assistantPhone', 'nickname']);
  });
});

describe('creating', () => {
  test('a record carries its values, its owner and a history of each value', async () => {
    const created = await createRecord(db, anna, {
      kind: 'contact',
      values: { firstName: 'Ada', lastName: 'Verdi', phone: '' },
    });
    expect(created).toMatchObject({
      displayName: 'Ada Verdi',
      ownerId: anna.userId,
      version: 1,
      flagged: false,
      links: [],
    });
    expect(created.values).toEqual({ firstName: 'Ada', lastName: 'Verdi' });
    const history = await listChanges(db, anna, { id: created.id, limit: 50 });
    expect(history.items.map(({ field, before, after }) => [field, before, after]).toSorted()).toEqual([
      ['firstName', null, 'Ada'],
      ['lastName', null, 'Verdi'],
    ]);
  });

  test('neither a last name nor any name is needed where something else finds the record', async () => {
    for (const key of ['firstName', 'companyName', 'mailing.city'])
      await createRecord(db, anna, { kind: 'contact', values: { [key]: 'Ada' } });
    const error = await refusal(
      createRecord(db, anna, { kind: 'contact', values: { description: 'nobody' } }),
    );
    expect(error).toMatchObject({ code: 'invalid-values', fields: { lastName: 'nothing-to-find-by' } });
  });

  test('unknown, inactive and wrong values are all named, and nothing is saved', async () => {
    const before = await db.$count(record);
    const values = { lastName: 'Rossi', nickname: 'Ro', colour: 'red', email: 'no', birthday: 'May' };
    const error = await refusal(createRecord(db, anna, { kind: 'contact', values }));
    expect(error.fields).toEqual({
      nickname: 'inactive-field',
      colour: 'unknown-field',
      email: 'not-an-email',
      birthday: 'not-a-date',
    });
    expect(await db.$count(record)).toBe(before);
  });

  test('an owner or a company that is not there is refused', async () => {
    const nobody = '01900000-0000-7000-8000-000000000000';
    const values = { lastName: 'Rossi' };
    expect(
      (await refusal(createRecord(db, anna, { kind: 'contact', values, ownerId: nobody }))).fields,
    ).toEqual({ ownerId: 'unknown' });
    const contact = await aRecord(db, anna);
    expect(
      (await refusal(createRecord(db, anna, { kind: 'contact', values, companyId: contact }))).fields,
    ).toEqual({
      companyId: 'unknown',
    });
  });
});

describe('companies', () => {
  test('a contact finds the company it names, and a company that comes later finds its contacts', async () => {
    const early = await aRecord(db, anna, { lastName: 'A', companyName: 'Ferramenta Verdi S.r.l.' });
    expect((await getRecord(db, anna, early)).companyId).toBeNull();
    const company = await aRecord(db, anna, { name: 'ferramenta verdi' }, 'company');
    const late = await aRecord(db, anna, { lastName: 'B', companyName: 'FERRAMENTA VERDI SRL' }, 'lead');
    for (const id of [early, late]) expect((await getRecord(db, anna, id)).companyId).toBe(company);
    expect((await getRecord(db, anna, early)).values.companyName).toBe('Ferramenta Verdi S.r.l.');
  });

  test('two companies of one name leave the choice to a person', async () => {
    for (let n = 0; n < 2; n += 1) await aRecord(db, anna, { name: 'Doppia Srl' }, 'company');
    const id = await aRecord(db, anna, { lastName: 'C', companyName: 'Doppia' });
    expect((await getRecord(db, anna, id)).companyId).toBeNull();
  });

  test('a company chosen by hand is kept until another name is written', async () => {
    const chosen = await aRecord(db, anna, { name: 'Scelta Spa' }, 'company');
    const named = await aRecord(db, anna, { name: 'Nominata Spa' }, 'company');
    const id = await aRecord(db, anna, { lastName: 'D' });
    const tied = await updateRecord(db, anna, { id, companyId: chosen });
    expect(tied).toMatchObject({
      companyId: chosen,
      companyName: 'Scelta Spa',
      values: { companyName: 'Scelta Spa' },
    });
    expect((await updateRecord(db, anna, { id, values: { phone: '1' } })).companyId).toBe(chosen);
    expect((await updateRecord(db, anna, { id, values: { companyName: 'Nominata' } })).companyId).toBe(named);
    expect((await updateRecord(db, anna, { id, values: { companyName: null } })).companyId).toBeNull();
  });

  test('a company in the trash is not shown, and its contacts have it back when it is restored', async () => {
    const company = await aRecord(db, anna, { name: 'Ritorno Spa' }, 'company');
    const id = await aRecord(db, anna, { lastName: 'E', companyName: 'Ritorno' });
    await deleteRecord(db, anna, company);
    expect((await getRecord(db, anna, id)).companyId).toBeNull();
    await restoreRecord(db, anna, company);
    expect((await getRecord(db, anna, id)).companyId).toBe(company);
  });
});
