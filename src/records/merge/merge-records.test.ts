// Two records become one in one transaction, and two again when the merged one is restored.
import { and, eq, ne } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { databaseOfFile } from '../../../tests/database-of-file.ts';
import { refusal } from '../../../tests/refusal.ts';
import {
  aContact,
  aLink,
  anAccount,
  aRecord,
  aUser,
  someCards,
  type TestAccount,
} from '../../../tests/rows.ts';
import type { Actor } from '../../access/actor.ts';
import { change, link, queueItem } from '../../database/schema.ts';
import { moveLinks } from '../../database/tables/links.ts';
import { listSimilar } from '../duplicates/similar-records.ts';
import { getRecord } from '../get-record.ts';
import { undoChange } from '../history/undo-change.ts';
import { restoreRecord } from '../restore-record.ts';
import { setFlag } from '../set-flag.ts';
import { updateRecord } from '../update-record.ts';
import { mergeRecords } from './merge-records.ts';
import { previewMerge } from './preview-merge.ts';

let anna: Actor;
let bruno: Actor;

const database = await databaseOfFile();
const { db } = database;
// Each test has people of its own: whoever flags a record gets a link in each of their accounts.
beforeEach(async () => {
  anna = await aUser(db);
  bruno = await aUser(db);
});

const base = { fields: { lastName: { local: 'Rossi', remote: 'Rossi' } }, bound: {}, others: [] };
const openLinks = (recordId: string) =>
  db
    .select()
    .from(link)
    .where(and(eq(link.recordId, recordId), ne(link.state, 'closed')));

/** A link of the record to a card in the account. */
async function linked(account: TestAccount, recordId: string) {
  const [cardId] = await someCards(db, account, [aContact({ name: { family: 'Rossi' } })]);
  const linkId = await aLink(db, account, recordId, { state: 'active', cardId: cardId!, base });
  return { cardId: cardId!, linkId };
}

/** A flagged record with a card in its user's only account. */
async function onPhone(account: TestAccount, owner: Actor, recordId: string) {
  const found = await linked(account, recordId);
  await setFlag(db, owner, { id: recordId, flagged: true });
  return found;
}

describe('values', () => {
  test('the record that stays keeps its own, what is empty is filled, an address only as a whole', async () => {
    const id = await aRecord(db, anna, { lastName: 'Rossi', email: 'a@x.it', 'mailing.city': 'Roma' });
    const recordId = await aRecord(db, anna, {
      firstName: 'Ada',
      lastName: 'Rosso',
      title: 'CEO',
      'mailing.street': 'Via Po 1',
      'other.city': 'Como',
    });
    expect((await mergeRecords(db, anna, { id, recordId })).values).toEqual({
      firstName: 'Ada',
      lastName: 'Rossi',
      email: 'a@x.it',
      title: 'CEO',
      'mailing.city': 'Roma',
      'other.city': 'Como',
    });
  });

  test('a choice decides per field, of an address by its prefix', async () => {
    const id = await aRecord(db, anna, { lastName: 'Rossi', title: 'A', 'mailing.city': 'Roma' });
    const recordId = await aRecord(db, anna, { lastName: 'Rosso', title: 'B', 'mailing.street': 'Via Po 1' });
    const values = { lastName: 'other', mailing: 'other' } as const;
    expect((await mergeRecords(db, anna, { id, recordId, values })).values).toEqual({
      lastName: 'Rosso',
      title: 'A',
      'mailing.street': 'Via Po 1',
    });
  });

  test('a number and an e-mail whose field is taken go to a free one; a number written otherwise is the same', async () => {
    const id = await aRecord(db, anna, { lastName: 'Rossi', phone: '02 1234567', email: 'a@x.it' });
    const recordId = await aRecord(db, anna, {
      phone: '+39 02 7654321',
      mobile: '021234567',
      email: 'b@x.it',
    });
    const { values } = await mergeRecords(db, anna, { id, recordId });
    expect(values).toMatchObject({
      phone: '02 1234567',
      otherPhone: '+39 02 7654321',
      email: 'a@x.it',
      secondaryEmail: 'b@x.it',
    });
    expect(values).not.toHaveProperty('mobile');
  });

  test('an e-mail or a number that stands in another field already is there once, unless somebody chose it', async () => {
    const pair = async () => ({
      id: await aRecord(db, anna, { lastName: 'Rossi', secondaryEmail: 'a@x.it', mobile: '333 1' }),
      recordId: await aRecord(db, anna, { email: 'A@x.it', phone: '3331', fax: '02 9' }),
    });
    expect((await mergeRecords(db, anna, await pair())).values).toEqual({
      lastName: 'Rossi',
      secondaryEmail: 'a@x.it',
      mobile: '333 1',
      fax: '02 9',
    });
    const chosen = { ...(await pair()), values: { phone: 'other' } as const };
    expect((await mergeRecords(db, anna, chosen)).values).toMatchObject({ phone: '3331', mobile: '333 1' });
  });

  test('a lead merged into a contact needs its kind said, and comes out as that', async () => {
    const id = await aRecord(db, anna, { lastName: 'Rossi' }, 'lead');
    const recordId = await aRecord(db, anna, { lastName: 'Rossi', department: 'Sales' });
    const unsaid = mergeRecords(db, anna, { id, recordId });
    await expect(refusal(unsaid)).resolves.toMatchObject({
      code: 'invalid-values',
      fields: { kind: 'required' },
    });
    expect(await mergeRecords(db, anna, { id, recordId, kind: 'contact' })).toMatchObject({
      kind: 'contact',
      values: { lastName: 'Rossi', department: 'Sales' },
    });
  });

  test('what is chosen for a field that is not there, itself, and other versions are refused', async () => {
    const [id, recordId] = [await aRecord(db, anna), await aRecord(db, anna)];
    const odd = mergeRecords(db, anna, { id, recordId, values: { shoeSize: 'this' } });
    await expect(refusal(odd)).resolves.toMatchObject({ code: 'invalid-values' });
    const itself = mergeRecords(db, anna, { id, recordId: id });
    await expect(refusal(itself)).resolves.toMatchObject({ code: 'invalid-values' });
    const stale = mergeRecords(db, anna, { id, recordId, versions: { this: 1, other: 2 } });
    await expect(refusal(stale)).resolves.toMatchObject({ code: 'version-conflict' });
    expect(await getRecord(db, anna, recordId)).toMatchObject({ deletedAt: null });
  });
});

test('the other record goes to the trash, marked with the one it is now, and both histories say so', async () => {
  const [id, recordId] = [await aRecord(db, anna), await aRecord(db, anna, { lastName: 'Gone' })];
  await mergeRecords(db, anna, { id, recordId });
  expect(await getRecord(db, anna, recordId)).toMatchObject({
    deletedAt: expect.any(String),
    mergedInto: { id, displayName: 'Rossi' },
  });
  const rows = await db.select().from(change).where(eq(change.recordId, id));
  expect(rows.find(({ field }) => field === 'mergedFrom')).toMatchObject({ before: null, after: recordId });
});

test('the people of a merged company are those of the one that stays', async () => {
  const id = await aRecord(db, anna, { name: 'Acme srl' }, 'company');
  const recordId = await aRecord(db, anna, { name: 'Acme Italia' }, 'company');
  const employee = await aRecord(db, anna, { lastName: 'Lupi', companyName: 'Acme Italia' });
  await mergeRecords(db, anna, { id, recordId });
  expect(await getRecord(db, anna, employee)).toMatchObject({ companyId: id });
  await restoreRecord(db, anna, recordId);
  expect(await getRecord(db, anna, employee)).toMatchObject({ companyId: recordId });
});

describe('cards', () => {
  test('where only the other record has a link, it goes over with its base, and the flag with it', async () => {
    const account = await anAccount(db, anna);
    const [id, recordId] = [await aRecord(db, anna), await aRecord(db, anna)];
    const { cardId, linkId } = await onPhone(account, anna, recordId);
    const merged = await mergeRecords(db, bruno, { id, recordId });
    expect(merged.flagged).toBe(false);
    expect(await getRecord(db, anna, id)).toMatchObject({ flagged: true });
    const [moved, ...more] = await openLinks(id);
    expect(more).toEqual([]);
    expect(moved).toMatchObject({ id: linkId, cardId, state: 'active', base });
    expect(moved!.touched).toBeGreaterThan(moved!.settled);
    expect(await openLinks(recordId)).toEqual([]);
  });

  test('where both have one, the other card stays in the book and is offered as a duplicate', async () => {
    const account = await anAccount(db, anna);
    const [id, recordId] = [await aRecord(db, anna), await aRecord(db, anna)];
    const kept = await onPhone(account, anna, id);
    const doubled = await onPhone(account, anna, recordId);
    await mergeRecords(db, anna, { id, recordId });
    expect(await openLinks(id)).toMatchObject([{ id: kept.linkId, cardId: kept.cardId }]);
    expect(await openLinks(recordId)).toEqual([]);
    const [ended] = await db.select().from(link).where(eq(link.id, doubled.linkId));
    expect(ended).toMatchObject({ state: 'closed', closedReason: 'merged', keepCard: true });
    const items = await db.select().from(queueItem).where(eq(queueItem.cardId, doubled.cardId));
    expect(items).toMatchObject([
      { state: 'pending', reason: 'duplicate', recordId: id, unlinkedBefore: true },
    ]);
  });

  test('a link that waits for its first card takes the card of the other record', async () => {
    const account = await anAccount(db, anna);
    const [id, recordId] = [await aRecord(db, anna), await aRecord(db, anna)];
    await setFlag(db, anna, { id, flagged: true });
    const { linkId } = await onPhone(account, anna, recordId);
    await mergeRecords(db, anna, { id, recordId });
    expect(await openLinks(id)).toMatchObject([{ id: linkId, state: 'active' }]);
  });

  test('a card that is just being created is found out about first and then stays, too', async () => {
    const account = await anAccount(db, anna);
    const [id, recordId] = [await aRecord(db, anna), await aRecord(db, anna)];
    await onPhone(account, anna, id);
    await aLink(db, account, recordId, { state: 'creating' });
    await mergeRecords(db, anna, { id, recordId });
    expect(await openLinks(recordId)).toMatchObject([{ state: 'creating', keepCard: true }]);
  });

  test('a run under way loses its hold of the account', async () => {
    const account = await anAccount(db, anna);
    const [id, recordId] = [await aRecord(db, anna), await aRecord(db, anna)];
    await onPhone(account, anna, recordId);
    await database.pool.query(
      `update account set fence = 4, lease_until = now() + interval '1 minute' where id = $1`,
      [account.accountId],
    );
    await mergeRecords(db, anna, { id, recordId });
    const { rows } = await database.pool.query('select fence::int, lease_until from account where id = $1', [
      account.accountId,
    ]);
    expect(rows).toEqual([{ fence: 5, lease_until: null }]);
  });

  test('the preview tells what the merge then does', async () => {
    const [both, alone] = [
      await anAccount(db, anna, { name: 'A' }),
      await anAccount(db, anna, { name: 'B' }),
    ];
    const [id, recordId] = [
      await aRecord(db, anna, { lastName: 'Rossi', phone: '1' }),
      await aRecord(db, anna, { lastName: 'Rossi', title: 'CEO', phone: '2' }),
    ];
    await linked(both, id);
    await linked(both, recordId);
    const { linkId } = await linked(alone, recordId);
    await linked(await anAccount(db, bruno), recordId);
    const preview = await previewMerge(db, anna, { id, recordId });
    expect(preview.fields).toEqual([
      { field: 'lastName', this: 'Rossi', other: 'Rossi', stands: 'this' },
      { field: 'title', this: null, other: 'CEO', stands: 'other' },
      { field: 'phone', this: '1', other: '2', stands: 'this' },
      { field: 'otherPhone', this: null, other: '2', stands: 'other' },
    ]);
    expect(preview.cards.map(({ accountName, outcome }) => [accountName, outcome])).toEqual([
      ['A', 'stays'],
      ['A', 'duplicate'],
      ['B', 'moves'],
    ]);
    expect(preview.cardsOfOthers).toBe(1);
    await mergeRecords(db, anna, { id, recordId });
    expect((await openLinks(id)).map((one) => one.id)).toContain(linkId);
  });
});

describe('taken back by restoring the merged record', () => {
  test('values nobody changed since, flags and cards are as they were', async () => {
    const [both, alone] = [await anAccount(db, anna), await anAccount(db, bruno)];
    const id = await aRecord(db, anna, { lastName: 'Rossi' });
    const recordId = await aRecord(db, anna, { lastName: 'Rosso', title: 'CEO', department: 'Sales' });
    const kept = await onPhone(both, anna, id);
    const doubled = await onPhone(both, anna, recordId);
    const moved = await onPhone(alone, bruno, recordId);
    await mergeRecords(db, anna, { id, recordId });
    await updateRecord(db, anna, { id, values: { title: 'Chair' } });

    await restoreRecord(db, anna, recordId);
    expect((await getRecord(db, bruno, id)).values).toEqual({ lastName: 'Rossi', title: 'Chair' });
    expect(await getRecord(db, bruno, id)).toMatchObject({ flagged: false });
    expect(await getRecord(db, bruno, recordId)).toMatchObject({
      values: { lastName: 'Rosso', title: 'CEO', department: 'Sales' },
      flagged: true,
      mergedInto: null,
    });
    expect(await openLinks(id)).toMatchObject([{ id: kept.linkId }]);
    const links = await openLinks(recordId);
    expect(links.map(({ cardId }) => cardId).sort()).toEqual([doubled.cardId, moved.cardId].sort());
    expect(links.every((one) => one.state === 'active' && one.base !== null)).toBe(true);
    expect(await db.select().from(queueItem).where(eq(queueItem.cardId, doubled.cardId))).toEqual([]);
  });

  test('a card that was taken up since stays with the record that took it', async () => {
    const account = await anAccount(db, anna);
    const [id, recordId] = [await aRecord(db, anna), await aRecord(db, anna)];
    await setFlag(db, anna, { id: recordId, flagged: true });
    await mergeRecords(db, anna, { id, recordId });
    const [waiting] = await openLinks(id);
    const [cardId] = await someCards(db, account, [aContact({ name: { family: 'Rossi' } })]);
    const from = { base, outbox: [], intent: null, createdByUs: true };
    await moveLinks(db, [waiting!.id], { type: 'taken-up', cardId: cardId!, from });

    await restoreRecord(db, anna, recordId);
    expect(await openLinks(id)).toMatchObject([{ id: waiting!.id, cardId }]);
    expect(await openLinks(recordId)).toMatchObject([{ state: 'new', cardId: null }]);
  });

  test('undoing the merge in the history of the record that stays does the same', async () => {
    const [id, recordId] = [
      await aRecord(db, anna),
      await aRecord(db, anna, { lastName: 'Rossi', title: 'CEO' }),
    ];
    await mergeRecords(db, anna, { id, recordId });
    const [row] = await db
      .select()
      .from(change)
      .where(and(eq(change.recordId, id), eq(change.field, 'mergedFrom')));
    expect((await undoChange(db, anna, { id, changeId: row!.id })).values).toEqual({ lastName: 'Rossi' });
    expect(await getRecord(db, anna, recordId)).toMatchObject({ deletedAt: null });
  });
});

test('records that share an e-mail, or several lesser things, are suggested; a colleague’s number alone is not', async () => {
  const id = await aRecord(db, anna, {
    firstName: 'Zoe',
    lastName: 'Zini',
    email: 'zoe@zini.it',
    phone: '02 9998887',
  });
  const same = await aRecord(db, anna, { lastName: 'Zini', email: 'Zoe@zini.it' }, 'lead');
  await aRecord(db, anna, { lastName: 'Colleague', phone: '02 9998887' });
  const { items } = await listSimilar(db, id);
  expect(items).toMatchObject([{ id: same, kind: 'lead', reasons: ['email'] }]);
});
