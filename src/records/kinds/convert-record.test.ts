// A record of another kind: the same one, with nothing lost on the way there and back.
import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { databaseOfFile } from '../../../tests/database-of-file.ts';
import { refusal } from '../../../tests/refusal.ts';
import { aLink, anAccount, aRecord, aUser, someCards } from '../../../tests/rows.ts';
import { emptyContact } from '../../contact/contact.ts';
import { change, link, type RecordKind } from '../../database/schema.ts';
import type { Intent } from '../../sync/link/link.ts';
import { deleteRecord } from '../delete-records.ts';
import { getRecord } from '../get-record.ts';
import { undoChange } from '../history/undo-change.ts';
import { listRecords } from '../list-records.ts';
import { setFlag } from '../set-flag.ts';
import { updateRecord } from '../update-record.ts';
import { carryAgreement } from './carry-values.ts';
import { convertRecord } from './convert-record.ts';

const { db } = await databaseOfFile();
const anna = await aUser(db);

const convert = (id: string, kind: RecordKind) => convertRecord(db, anna, { id, kind });

test('a lead becomes a contact under the same id, one version on, with one row of history', async () => {
  const values = { firstName: 'Eva', lastName: 'Neri', source: 'Fair', mobile: '333 1234567' };
  const id = await aRecord(db, anna, values, 'lead');
  const converted = await convert(id, 'contact');
  expect(converted).toMatchObject({ id, kind: 'contact', version: 2, values, displayName: 'Eva Neri' });
  const rows = await db
    .select()
    .from(change)
    .where(and(eq(change.recordId, id), eq(change.field, 'kind')));
  expect(rows).toMatchObject([{ before: 'lead', after: 'contact', actor: 'user', userId: anna.userId }]);
  expect((await listRecords(db, anna, { kind: 'lead', q: 'Eva', sort: 'name', limit: 5 })).total).toBe(0);
});

test('converting to what it is already changes nothing', async () => {
  const id = await aRecord(db, anna);
  expect(await convert(id, 'contact')).toMatchObject({ version: 1 });
});

test('values the new kind has no field for reappear when it is converted back', async () => {
  const values = { lastName: 'Bo', department: 'Sales', homePhone: '02 7654321', 'other.city': 'Lodi' };
  const id = await aRecord(db, anna, values);
  await convert(id, 'lead');
  await expect(refusal(updateRecord(db, anna, { id, values: { department: 'X' } }))).resolves.toMatchObject({
    code: 'invalid-values',
  });
  expect((await convert(id, 'contact')).values).toEqual(values);
});

test('between person and company the company’s name and the addresses move, and move back as they then are', async () => {
  const values = {
    firstName: 'Ida',
    lastName: 'Riva',
    companyName: 'Acme srl',
    'mailing.city': 'Milano',
    'mailing.street': 'Via Po 1',
    'other.city': 'Bari',
  };
  const id = await aRecord(db, anna, values);
  const company = await convert(id, 'company');
  expect(company).toMatchObject({ displayName: 'Acme srl', companyName: null });
  expect(company.values).toEqual({
    firstName: 'Ida',
    lastName: 'Riva',
    name: 'Acme srl',
    'billing.city': 'Milano',
    'billing.street': 'Via Po 1',
    'shipping.city': 'Bari',
  });
  await updateRecord(db, anna, { id, values: { name: 'Acme Spa', 'billing.street': null } });
  const person = await convert(id, 'contact');
  expect(person.displayName).toBe('Ida Riva');
  expect(person.values).toEqual({
    firstName: 'Ida',
    lastName: 'Riva',
    companyName: 'Acme Spa',
    'mailing.city': 'Milano',
    'other.city': 'Bari',
  });
});

test('a person without company gives the company its own name, and takes it back', async () => {
  const values = { firstName: 'Ugo', lastName: 'Serra' };
  const id = await aRecord(db, anna, values);
  expect((await convert(id, 'company')).values.name).toBe('Ugo Serra');
  expect((await convert(id, 'contact')).values).toEqual(values);
});

test('the people of a company are its people again after it was a contact for a while', async () => {
  const id = await aRecord(db, anna, { name: 'Delta Impianti' }, 'company');
  const employee = await aRecord(db, anna, { lastName: 'Lupi', companyName: 'Delta Impianti' });
  expect(await getRecord(db, anna, employee)).toMatchObject({ companyId: id });
  await convert(id, 'contact');
  expect(await getRecord(db, anna, employee)).toMatchObject({ companyId: null, companyName: null });
  await convert(id, 'company');
  expect(await getRecord(db, anna, employee)).toMatchObject({ companyId: id });
});

test('a person who becomes a company gets those who waited for one of that name', async () => {
  const employee = await aRecord(db, anna, { lastName: 'Pace', companyName: 'Gamma Legno' });
  const id = await aRecord(db, anna, { companyName: 'Gamma Legno' });
  await convert(id, 'company');
  expect(await getRecord(db, anna, employee)).toMatchObject({ companyId: id });
});

test('flag and link stay, the link is due, and what both sides agreed on goes with the fields', async () => {
  const id = await aRecord(db, anna, { companyName: 'Acme', 'mailing.city': 'Roma' });
  const account = await anAccount(db, anna);
  const [cardId] = await someCards(db, account, [emptyContact()]);
  await setFlag(db, anna, { id, flagged: true });
  await db.delete(link).where(eq(link.recordId, id));
  const same = (value: string) => ({ local: value, remote: value });
  const linkId = await aLink(db, account, id, {
    state: 'active',
    cardId: cardId!,
    base: {
      fields: { companyName: same('Acme'), email: same('a@b.it'), 'mailing.city': same('Roma') },
      bound: { mailing: { key: 'k', label: 'work' }, email: null },
      others: ['phones||1'],
    },
  });
  expect(await convert(id, 'company')).toMatchObject({ flagged: true, links: [{ pending: true }] });
  const [after] = await db.select().from(link).where(eq(link.recordId, id));
  expect(after).toMatchObject({ id: linkId, cardId, state: 'active', touched: 2, settled: 1 });
  expect(after!.base).toEqual({
    fields: { name: same('Acme'), email: same('a@b.it'), 'billing.city': same('Roma') },
    bound: { billing: { key: 'k', label: 'work' }, email: null },
    others: ['phones||1'],
  });
});

test('what was sent, and what it may have written over, is known by the fields of the new kind', () => {
  const diff = (field: string) => ({ field, before: 'Roma', after: 'Bari' });
  const sent = { 'mailing.city': 'Bari', homePhone: '02 1' };
  const intent: Intent = { type: 'update', sent, diff: [diff('mailing.city'), diff('homePhone')], at: 1 };
  expect(carryAgreement('contact', 'company', { base: null, outbox: [sent], intent })).toEqual({
    base: null,
    outbox: [{ 'billing.city': 'Bari', homePhone: '02 1' }],
    intent: {
      ...intent,
      sent: { 'billing.city': 'Bari', homePhone: '02 1' },
      diff: [diff('billing.city'), diff('homePhone')],
    },
  });
});

test('what was agreed on a card that was kept, or lies in the trash, goes with the fields as well', async () => {
  const id = await aRecord(db, anna, { companyName: 'Acme' });
  const account = await anAccount(db, anna);
  const [cardId] = await someCards(db, account, [emptyContact()]);
  const fields = { companyName: { local: 'Acme', remote: 'Acme' } };
  const kept = { state: 'closed', closedReason: 'kept', cardId: cardId! } as const;
  const linkId = await aLink(db, account, id, { ...kept, base: { fields, bound: {}, others: [] } });
  await convert(id, 'company');
  const [after] = await db.select().from(link).where(eq(link.id, linkId));
  expect(after).toMatchObject({ ...kept, base: { fields: { name: fields.companyName } } });
});

test('undoing it in the history converts back', async () => {
  const id = await aRecord(db, anna, { lastName: 'Rizzo', source: 'Web' }, 'lead');
  await convert(id, 'contact');
  const [row] = await db
    .select()
    .from(change)
    .where(and(eq(change.recordId, id), eq(change.field, 'kind')));
  expect(await undoChange(db, anna, { id, changeId: row!.id })).toMatchObject({
    kind: 'lead',
    values: { lastName: 'Rizzo', source: 'Web' },
  });
});

test('a record in the trash and a version that moved are refused', async () => {
  const id = await aRecord(db, anna);
  const stale = convertRecord(db, anna, { id, kind: 'lead', expectVersion: 7 });
  await expect(refusal(stale)).resolves.toMatchObject({ code: 'version-conflict' });
  await deleteRecord(db, anna, id);
  await expect(refusal(convert(id, 'lead'))).resolves.toMatchObject({ code: 'not-found' });
});
