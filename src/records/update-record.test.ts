// Edits, their history and the trash, against a real database.
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { refusal } from '../../tests/refusal.ts';
import { anAccount, aRecord, aUser } from '../../tests/rows.ts';
import { change, link } from '../database/schema.ts';
import { deleteRecord, deleteRecords } from './delete-records.ts';
import { getRecord } from './get-record.ts';
import { listChanges } from './history/list-changes.ts';
import { undoChange } from './history/undo-change.ts';
import { listRecords } from './list-records.ts';
import { restoreRecord } from './restore-record.ts';
import { setFlag } from './set-flag.ts';
import { updateRecord } from './update-record.ts';
import { updateRecordValues } from './write-record.ts';

const { db } = await databaseOfFile();
const anna = await aUser(db);
const bruno = await aUser(db);

const linksOf = (recordId: string) => db.select().from(link).where(eq(link.recordId, recordId));
const query = { sort: 'name' as const, limit: 50 };
const FIELDS = ['phone', 'mobile', 'homePhone', 'otherPhone', 'fax'];

describe('updating', () => {
  test('only what is named changes, null empties, and the version goes up by one', async () => {
    const id = await aRecord(db, anna, { firstName: 'Eva', lastName: 'Neri', phone: '1' });
    const updated = await updateRecord(db, bruno, { id, values: { phone: null, mobile: ' 333 ' } });
    expect(updated.values).toEqual({ firstName: 'Eva', lastName: 'Neri', mobile: '333' });
    expect(updated.version).toBe(2);
  });

  test('writing what is there already leaves version and history alone', async () => {
    const id = await aRecord(db, anna, { lastName: 'Neri' });
    const updated = await updateRecord(db, anna, { id, values: { lastName: 'Neri ', phone: null } });
    expect(updated.version).toBe(1);
    expect((await listChanges(db, anna, { id, limit: 50 })).total).toBe(1);
  });

  test('of two writers who saw the same version one is told, and nothing of theirs is written', async () => {
    const id = await aRecord(db, anna, { lastName: 'Corsa' });
    const outcomes = await Promise.allSettled([
      updateRecord(db, anna, { id, values: { phone: '1' }, expectVersion: 1 }),
      updateRecord(db, bruno, { id, values: { mobile: '2' }, expectVersion: 1 }),
    ]);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(lost[0]!.reason).toMatchObject({ code: 'version-conflict' });
    const { values, version } = await getRecord(db, anna, id);
    expect(version).toBe(2);
    expect(Object.keys(values)).toHaveLength(2);
  });

  test('without a version both writers are kept', async () => {
    const id = await aRecord(db, anna, { lastName: 'Corsa' });
    const writes = Array.from({ length: 10 }, (_, n) =>
      updateRecord(db, anna, { id, values: { [FIELDS[n % 5]!]: `${n}` } }),
    );
    await Promise.all(writes);
    const { version, values } = await getRecord(db, anna, id);
    expect(version).toBe(11);
    expect(Object.keys(values)).toHaveLength(6);
  });

  test('the last thing a record can be found by cannot be emptied', async () => {
    const id = await aRecord(db, anna, { lastName: 'Solo' });
    expect((await refusal(updateRecord(db, anna, { id, values: { lastName: null } }))).fields).toHaveProperty(
      'lastName',
    );
  });

  test('sync is told a lost race and a missing record, and writes under its own name', async () => {
    const { accountId } = await anAccount(db, anna, { name: 'iCloud' });
    const id = await aRecord(db, anna, { lastName: 'Rossi' });
    const by = { actor: 'sync' as const, userId: anna.userId, accountId };
    const write = { recordId: id, values: { phone: '5' }, by };
    expect(await updateRecordValues(db, { ...write, expectVersion: 7 })).toBe('stale');
    expect(await updateRecordValues(db, { ...write, recordId: accountId })).toBe('missing');
    expect(await updateRecordValues(db, { ...write, expectVersion: 1 })).toEqual({ version: 2 });
    const [mine] = (await listChanges(db, anna, { id, limit: 1 })).items;
    expect(mine).toMatchObject({
      actor: 'sync',
      accountName: 'iCloud',
      provider: 'memory',
      field: 'phone',
      after: '5',
    });
    const [theirs] = (await listChanges(db, bruno, { id, limit: 1 })).items;
    expect(theirs).toMatchObject({ actor: 'sync', accountName: null, provider: 'memory' });
  });
});

describe('history', () => {
  test('undoing a change writes the former value as a change of its own', async () => {
    const id = await aRecord(db, anna, { lastName: 'Prima' });
    await updateRecord(db, anna, { id, values: { lastName: 'Dopo' } });
    const [changed] = (await listChanges(db, anna, { id, limit: 1 })).items;
    const undone = await undoChange(db, bruno, { id, changeId: changed!.id });
    expect(undone).toMatchObject({ displayName: 'Prima', version: 3 });
    const [last] = (await listChanges(db, anna, { id, limit: 1 })).items;
    expect(last).toMatchObject({ field: 'lastName', before: 'Dopo', after: 'Prima', actor: 'user' });
  });

  test('undoing a deletion restores the record', async () => {
    const id = await aRecord(db, anna);
    await deleteRecord(db, anna, id);
    const [deletion] = (await listChanges(db, anna, { id, limit: 1 })).items;
    expect(deletion!.field).toBe('deletedAt');
    expect((await undoChange(db, anna, { id, changeId: deletion!.id })).deletedAt).toBeNull();
  });

  test('a change of another record is not there', async () => {
    const [one, two] = [await aRecord(db, anna), await aRecord(db, anna)];
    const [changed] = await db.select().from(change).where(eq(change.recordId, one));
    expect((await refusal(undoChange(db, anna, { id: two, changeId: changed!.id }))).code).toBe('not-found');
  });

  test('owners and companies show by name', async () => {
    const company = await aRecord(db, anna, { name: 'Storia Spa' }, 'company');
    const id = await aRecord(db, anna);
    await updateRecord(db, anna, { id, companyId: company, ownerId: bruno.userId });
    const { items } = await listChanges(db, anna, { id, limit: 10 });
    expect(items.find(({ field }) => field === 'companyId')).toMatchObject({
      before: null,
      after: 'Storia Spa',
    });
    expect(items.find(({ field }) => field === 'ownerId')?.after).toMatch(/^User /);
  });
});

describe('the trash', () => {
  test('a deleted record is in no list but the trash, its links are due and it can be restored with new ones', async () => {
    const cleo = await aUser(db);
    const home = await anAccount(db, cleo);
    const id = await aRecord(db, cleo, { lastName: 'Cestino' });
    await setFlag(db, cleo, { id, flagged: true });
    await deleteRecord(db, cleo, id);
    expect((await listRecords(db, cleo, { ...query, q: 'cestino' })).total).toBe(0);
    expect((await listRecords(db, cleo, { ...query, q: 'cestino', deleted: true })).total).toBe(1);
    expect((await linksOf(id))[0]!.touched).toBeGreaterThan(1);
    expect((await refusal(updateRecord(db, cleo, { id, values: { phone: '1' } }))).code).toBe('not-found');
    expect((await refusal(deleteRecord(db, cleo, id))).code).toBe('not-found');
    await db.update(link).set({ state: 'closed' }).where(eq(link.accountId, home.accountId));

    const restored = await restoreRecord(db, anna, id);
    expect(restored.deletedAt).toBeNull();
    expect((await linksOf(id)).map(({ state }) => state).toSorted()).toEqual(['closed', 'new']);
  });

  test('a selection goes to the trash at once', async () => {
    const ids = [await aRecord(db, anna), await aRecord(db, anna)];
    expect(await deleteRecords(db, anna, [...ids, ids[0]!])).toEqual({ changed: 2 });
    expect(await deleteRecords(db, anna, ids)).toEqual({ changed: 0 });
  });
});
