// Verbs of the import queue against a real database.
import { randomBytes } from 'node:crypto';
import { eq, inArray, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { refusal } from '../../tests/refusal.ts';
import {
  aContact,
  aLink,
  anAccount,
  aRecord,
  aUser,
  someCards,
  someQueueItems,
  type TestAccount,
} from '../../tests/rows.ts';
import type { Actor } from '../access/actor.ts';
import { createSealer } from '../access/seal.ts';
import type { AccountDeps } from '../accounts/account-deps.ts';
import { sealCredentials } from '../accounts/credentials.ts';
import type { Contact } from '../contact/contact.ts';
import { account, card, cardGroup, queueItem, run } from '../database/schema.ts';
import { createMemoryAccount } from '../providers/memory/memory-account.ts';
import { memoryProvider } from '../providers/memory/provider.ts';
import type { Io, PasswordCredentials, Photo } from '../providers/provider.ts';
import { deleteRecord } from '../records/delete-records.ts';
import { cardPhoto } from './card-photo.ts';
import { countWaiting } from './count-waiting.ts';
import { importQueue } from './import-queue.ts';
import { listQueue } from './list-queue.ts';
import { updateQueue } from './update-queue.ts';

const { db } = await databaseOfFile();

const person = (given: string, more: Partial<Contact> = {}): Contact =>
  aContact({ name: { given, family: 'Rossi' }, ...more });

async function aQueue(
  contacts: Contact[],
): Promise<{ anna: Actor; account: TestAccount; id: string; items: string[] }> {
  const anna = await aUser(db);
  const account = await anAccount(db, anna);
  return { anna, account, id: account.accountId, items: await someQueueItems(db, account, contacts) };
}
const stateOf = async (id: string) => (await db.select().from(queueItem).where(eq(queueItem.id, id)))[0]!;

const sealer = createSealer(randomBytes(32));
/** A provider whose cards all have this picture. */
const showing = (photo: Photo | null): AccountDeps => {
  const memory = createMemoryAccount();
  const provider = memoryProvider(memory);
  return {
    db,
    sealer,
    createIo: () => ({}) as Io,
    providers: () => ({
      ...provider,
      open: async (credentials: PasswordCredentials, state: Record<string, unknown>, io: Io) =>
        (await provider.open(credentials, state, io)).map((book) => ({ ...book, photo: async () => photo })),
    }),
  };
};

describe('listing', () => {
  test('shows the card as it is, what it likely is, and the groups it is in', async () => {
    const email = { value: 'anna@example.org', label: 'work' };
    const { anna, account, id } = await aQueue([
      person('Anna', { emails: [email], groups: ['Clients'], photo: 'a-photo' }),
      aContact({ organization: { name: 'Acme Srl' }, isCompany: true }),
    ]);
    await db.insert(cardGroup).values({ ...account, remoteId: 'g1', name: 'Family', members: [] });
    await db.execute(sql`update card_group set members = array(select uid from card where account_id = ${id} and display_name = 'Anna Rossi')
      where account_id = ${id}`);
    const { items, total, next } = await listQueue(db, anna, { id, limit: 50 });
    expect({ total, next }).toEqual({ total: 2, next: null });
    expect(items[0]).toMatchObject({
      displayName: 'Anna Rossi',
      contact: {
        name: { given: 'Anna', family: 'Rossi' },
        emails: [email],
        groups: ['Clients', 'g1'],
        photo: 'a-photo',
      },
      groupNames: ['Clients', 'Family'],
      kind: null,
      suggestedKind: 'contact',
      state: 'pending',
      matches: [],
    });
    expect(items[1]).toMatchObject({ suggestedKind: 'company', reason: 'marked-as-company' });
    expect(items[1]!.contact).not.toHaveProperty('isCompany');
  });

  test('searches, filters and pages, and counts everything by state and kind', async () => {
    const { anna, id, items } = await aQueue(
      ['Ada', 'Bea', 'Cleo', 'Dora', 'Eva'].map((given) => person(given)),
    );
    await updateQueue(db, anna, { id, ids: [items[0]!], set: { kind: 'lead' } });
    await updateQueue(db, anna, { id, ids: [items[1]!], set: { state: 'ignored' } });
    const found = await listQueue(db, anna, { id, limit: 2, state: 'pending' });
    expect(found).toMatchObject({
      total: 3,
      items: [{ displayName: 'Cleo Rossi' }, { displayName: 'Dora Rossi' }],
      counts: { pending: 3, ready: 1, ignored: 1, imported: 0, failed: 0 },
      ready: { company: 0, contact: 0, lead: 1, merge: 0 },
    });
    const rest = await listQueue(db, anna, { id, limit: 2, state: 'pending', cursor: found.next! });
    expect(rest).toMatchObject({ next: null, items: [{ displayName: 'Eva Rossi' }] });
    expect((await listQueue(db, anna, { id, limit: 5, q: 'rossi dora' })).items).toHaveLength(1);
    expect((await listQueue(db, anna, { id, limit: 5, kind: 'lead' })).total).toBe(1);
    expect((await listQueue(db, anna, { id, limit: 5, suggestedKind: 'company' })).total).toBe(0);
  });

  test('proposes the three records that look most like the card, with reasons', async () => {
    const { anna, id } = await aQueue([
      person('Mara', {
        emails: [{ value: 'mara@q.it', label: null }],
        phones: [{ value: '+39 333 1234567', label: null }],
      }),
      person('Nobody'),
    ]);
    const both = await aRecord(db, anna, { firstName: 'M.', email: 'MARA@q.it', mobile: '3331234567' });
    for (let n = 0; n < 4; n += 1)
      await aRecord(db, anna, { lastName: `Flatmate ${n}`, homePhone: '333 1234567' });
    const { items } = await listQueue(db, anna, { id, limit: 50 });
    const [mara, nobody] = items;
    expect(mara!.matches).toHaveLength(3);
    expect(mara!.matches[0]).toMatchObject({
      recordId: both,
      reasons: ['email', 'phone'],
      values: { mobile: '3331234567' },
    });
    expect(mara!.matches[0]!.score).toBeGreaterThan(mara!.matches[1]!.score);
    expect(nobody!.matches).toEqual([]);
    expect(
      (await listQueue(db, anna, { id, limit: 5, hasMatch: true })).items.map((item) => item.id),
    ).toEqual([mara!.id]);
    expect(
      (await listQueue(db, anna, { id, limit: 5, hasMatch: false })).items.map((item) => item.id),
    ).toEqual([nobody!.id]);
  });

  test('a deleted record is not proposed; one with a card in this account only where this is surely another', async () => {
    const { anna, account, id } = await aQueue([
      person('Olga', {
        emails: [{ value: 'olga@q.it', label: null }],
        phones: [{ value: '02 1234567', label: null }],
      }),
    ]);
    const [linked, deleted] = [
      await aRecord(db, anna, { lastName: 'Neri', phone: '02 1234567' }),
      await aRecord(db, anna, { email: 'olga@q.it' }),
    ];
    const [cardId] = await someCards(db, account, [aContact()]);
    await aLink(db, account, linked, { state: 'active', cardId: cardId! });
    await deleteRecord(db, anna, deleted);
    expect((await listQueue(db, anna, { id, limit: 5 })).items[0]!.matches).toEqual([]);
    expect((await listQueue(db, anna, { id, limit: 5, hasMatch: true })).total).toBe(0);
  });

  test('a card that has left the address book is not shown', async () => {
    const { anna, id, items } = await aQueue([person('Paola')]);
    await db.update(card).set({ state: 'gone' }).where(eq(card.accountId, id));
    const listed = await listQueue(db, anna, { id, limit: 5 });
    expect(listed).toMatchObject({ items: [], total: 0, counts: { pending: 0 } });
    expect(items).toHaveLength(1);
    expect(await countWaiting(db, anna)).toBe(0);
  });
});

describe('deciding', () => {
  test('a kind makes it ready, none takes it back, and ignoring sets it aside', async () => {
    const { anna, id, items } = await aQueue([person('Ada')]);
    const [item] = items as [string];
    for (const [set, expected] of [
      [{ kind: 'company' }, { state: 'ready', kind: 'company' }],
      [{ kind: null }, { state: 'pending', kind: null }],
      [{ suggested: true }, { state: 'ready', kind: 'contact' }],
      [{ state: 'ignored' }, { state: 'ignored', kind: null }],
      [{ state: 'pending' }, { state: 'pending', kind: null }],
    ] as const) {
      expect(await updateQueue(db, anna, { id, ids: [item], set })).toMatchObject({ changed: 1 });
      expect(await stateOf(item)).toMatchObject(expected);
    }
  });

  test('everything a search finds is decided at once, and nothing else', async () => {
    const { anna, id } = await aQueue(['Ada', 'Adele', 'Bea'].map((given) => person(given)));
    expect(
      await updateQueue(db, anna, { id, filter: { q: 'ad', state: 'pending' }, set: { kind: 'lead' } }),
    ).toMatchObject({ changed: 2 });
    expect((await listQueue(db, anna, { id, limit: 5 })).counts).toMatchObject({ ready: 2, pending: 1 });
    expect((await refusal(updateQueue(db, anna, { id, set: { kind: 'lead' } }))).code).toBe('bad-request');
  });

  test('a second card of a merged record is imported only by its id; with everything it is left alone', async () => {
    const { anna, id, items } = await aQueue([person('Anna'), person('Anna')]);
    await db.update(queueItem).set({ reason: 'duplicate' }).where(eq(queueItem.id, items[0]!));
    const all = { id, filter: { state: 'pending' as const } };
    expect(await updateQueue(db, anna, { ...all, set: { kind: 'contact' } })).toMatchObject({ changed: 1 });
    expect(await stateOf(items[0]!)).toMatchObject({ state: 'pending' });
    expect(await updateQueue(db, anna, { id, ids: items, set: { kind: 'contact' } })).toMatchObject({
      changed: 1,
    });
    expect(await updateQueue(db, anna, { ...all, set: { suggested: true } })).toMatchObject({ changed: 1 });
    expect(await stateOf(items[0]!)).toMatchObject({ state: 'ignored', kind: null });
    expect(await updateQueue(db, anna, { id, ids: [items[0]!], set: { kind: 'lead' } })).toMatchObject({
      changed: 1,
    });
  });

  test('merging takes the kind of the record', async () => {
    const { anna, id, items } = await aQueue([person('Ada')]);
    const record = await aRecord(db, anna, { name: 'Acme' }, 'company');
    await updateQueue(db, anna, { id, ids: [items[0]!], set: { recordId: record } });
    expect(await stateOf(items[0]!)).toMatchObject({ state: 'ready', kind: 'company', recordId: record });
    expect((await listQueue(db, anna, { id, limit: 5 })).ready).toEqual({
      company: 0,
      contact: 0,
      lead: 0,
      merge: 1,
    });
  });

  test('a record that has a card in this account, or will have, takes no second one', async () => {
    const { anna, account, id, items } = await aQueue([person('Ada'), person('Bea')]);
    const [first, second] = items as [string, string];
    const [linked, free] = [await aRecord(db, anna), await aRecord(db, anna)];
    const [cardId] = await someCards(db, account, [aContact()]);
    await aLink(db, account, linked, { state: 'active', cardId: cardId! });
    const merge = (ids: string[], recordId: string) => updateQueue(db, anna, { id, ids, set: { recordId } });
    expect((await refusal(merge([first], linked))).fields).toEqual({ recordId: 'linked-already' });
    expect((await refusal(merge([first, second], free))).fields).toEqual({ recordId: 'one-at-a-time' });
    await merge([first], free);
    expect((await refusal(merge([second], free))).fields).toEqual({ recordId: 'linked-already' });
    expect((await refusal(merge([second], first))).fields).toEqual({ recordId: 'unknown' });
  });

  test('what is imported stays imported', async () => {
    const { anna, id, items } = await aQueue([person('Ada')]);
    await db.update(queueItem).set({ state: 'imported' }).where(inArray(queueItem.id, items));
    expect(await updateQueue(db, anna, { id, ids: items, set: { kind: 'lead' } })).toMatchObject({
      changed: 0,
    });
  });
});

describe('importing', () => {
  test('takes exactly what is typed; what is typed later waits for the next import', async () => {
    const { anna, id, items } = await aQueue(['Ada', 'Bea', 'Cleo'].map((given) => person(given)));
    expect((await refusal(importQueue(db, anna, id))).code).toBe('nothing-ready');
    expect(await db.$count(run, eq(run.accountId, id))).toBe(0);
    await updateQueue(db, anna, { id, ids: [items[0]!], set: { kind: 'contact' } });
    const first = await importQueue(db, anna, id);
    expect(first.items).toBe(1);
    await updateQueue(db, anna, { id, ids: [items[1]!], set: { kind: 'contact' } });
    expect((await Promise.all(items.map(stateOf))).map(({ runId }) => runId)).toEqual([
      first.runId,
      null,
      null,
    ]);
    await db.update(run).set({ state: 'running' }).where(eq(run.id, first.runId));
    const second = await importQueue(db, anna, id);
    expect(second.items).toBe(1);
    expect((await Promise.all(items.map(stateOf))).map(({ runId }) => runId)).toEqual([
      first.runId,
      second.runId,
      null,
    ]);
  });

  test('deciding again takes a card out of an import that has not come to it', async () => {
    const { anna, id, items } = await aQueue([person('Ada')]);
    await updateQueue(db, anna, { id, ids: items, set: { kind: 'contact' } });
    await importQueue(db, anna, id);
    await updateQueue(db, anna, { id, ids: items, set: { kind: 'lead' } });
    expect(await stateOf(items[0]!)).toMatchObject({ state: 'ready', kind: 'lead', runId: null });
  });

  test('a paused account imports nothing', async () => {
    const anna = await aUser(db);
    const account = await anAccount(db, anna, { state: 'paused' });
    expect((await refusal(importQueue(db, anna, account.accountId))).code).toBe('account-paused');
  });
});

describe('what is whose', () => {
  test('another person, also an administrator, finds no queue and no photo, and decides nothing', async () => {
    const { id, items } = await aQueue([person('Ada', { photo: 'a-photo' })]);
    const deps = showing({ type: 'image/png', bytes: new Uint8Array(1) });
    const { cardId } = await stateOf(items[0]!);
    for (const stranger of [await aUser(db), await aUser(db, 'administrator')]) {
      const attempts = [
        () => listQueue(db, stranger, { id, limit: 1 }),
        () => updateQueue(db, stranger, { id, ids: items, set: { kind: 'lead' } }),
        () => importQueue(db, stranger, id),
        () => cardPhoto(deps, stranger, cardId),
      ];
      for (const attempt of attempts) expect((await refusal(attempt())).code).toBe('not-found');
    }
    expect((await stateOf(items[0]!)).state).toBe('pending');
  });

  test('ids of another account’s queue are passed over', async () => {
    const { anna, id } = await aQueue([person('Ada')]);
    const other = await aQueue([person('Bea')]);
    expect(await updateQueue(db, anna, { id, ids: other.items, set: { kind: 'lead' } })).toMatchObject({
      changed: 0,
    });
    expect((await stateOf(other.items[0]!)).state).toBe('pending');
  });

  test('the owner sees the photo of a card; a card without one has none', async () => {
    const { anna, id, items } = await aQueue([person('Ada', { photo: 'a-photo' })]);
    const credentials = sealCredentials(sealer, id, { username: 'alice', password: 's3cret' });
    await db.update(account).set({ credentials }).where(eq(account.id, id));
    const { cardId } = await stateOf(items[0]!);
    const photo = { type: 'image/png', bytes: new Uint8Array([1, 2]) };
    expect(await cardPhoto(showing(photo), anna, cardId)).toEqual(photo);
    expect((await refusal(cardPhoto(showing(null), anna, cardId))).code).toBe('not-found');
  });
});
