// Builders of rows: each test makes its own people, accounts, records and cards.
import { randomUUID } from 'node:crypto';
import type { Actor } from '../src/access/actor.ts';
import { type Contact, emptyContact } from '../src/contact/contact.ts';
import type { Db } from '../src/database/database.ts';
import { newId } from '../src/database/new-id.ts';
import * as schema from '../src/database/schema.ts';
import type { Card, RemoteId, Version } from '../src/providers/provider.ts';
import { insertRecords } from '../src/records/write-record.ts';
import { observe } from '../src/sync/look/observe.ts';
import { type AccountSettings, DEFAULT_SETTINGS } from '../src/sync/model.ts';

export async function aUser(db: Db, role: Actor['role'] = 'user'): Promise<Actor> {
  const userId = newId();
  await db
    .insert(schema.user)
    .values({ id: userId, email: `${userId}@example.test`, name: `User ${userId.slice(-4)}`, role });
  return { userId, role };
}

export interface TestAccount {
  accountId: string;
  bookId: string;
}

export async function anAccount(
  db: Db,
  owner: Actor,
  {
    settings,
    ...columns
  }: {
    settings?: Partial<AccountSettings>;
    state?: 'active' | 'paused' | 'sign-in-needed';
    name?: string;
  } = {},
): Promise<TestAccount> {
  const accountId = newId();
  await db.insert(schema.account).values({
    id: accountId,
    userId: owner.userId,
    provider: 'memory',
    name: 'Memory',
    username: 'alice',
    credentials: 'sealed',
    identity: randomUUID(),
    discovery: {},
    settings: { ...DEFAULT_SETTINGS, ...settings },
    state: 'active',
    ...columns,
  });
  const bookId = newId();
  await db
    .insert(schema.book)
    .values({ id: bookId, accountId, remoteId: 'book', name: 'Contacts', readOnly: false });
  return { accountId, bookId };
}

export async function aRecord(
  db: Db,
  owner: Actor,
  values: Record<string, string> = { lastName: 'Rossi' },
  kind: schema.RecordKind = 'contact',
): Promise<string> {
  const [id] = await insertRecords(db, [{ kind, values, ownerId: owner.userId }], {
    actor: 'user',
    userId: owner.userId,
  });
  return id!;
}

export const aContact = (parts: Partial<Contact> = {}): Contact => ({ ...emptyContact(), ...parts });

/** Cards as a pull leaves them, none of them in the queue. Returns their ids. */
export async function someCards(
  db: Db,
  { accountId, bookId }: TestAccount,
  contacts: Contact[],
): Promise<string[]> {
  const rows = contacts.map((contact) => {
    const card: Card = {
      id: randomUUID() as RemoteId,
      version: '"1"' as Version,
      uid: randomUUID(),
      raw: JSON.stringify({ uid: randomUUID(), marker: null, contact, unmapped: [] }),
      contact,
      marker: null,
    };
    const { id: remoteId, ...seen } = observe(card);
    return { ...seen, id: newId(), accountId, bookId, remoteId };
  });
  for (let start = 0; start < rows.length; start += 1000)
    await db.insert(schema.card).values(rows.slice(start, start + 1000));
  return rows.map(({ id }) => id);
}

/** Cards that wait in the queue. Returns the ids of the queue items. */
export async function someQueueItems(db: Db, account: TestAccount, contacts: Contact[]): Promise<string[]> {
  const cards = await someCards(db, account, contacts);
  const rows = cards.map((cardId, index) => {
    const { suggestedKind, suggestedReason: reason } = observe({ contact: contacts[index]! } as Card);
    return {
      id: newId(),
      accountId: account.accountId,
      cardId,
      suggestedKind,
      reason,
      state: 'pending' as const,
    };
  });
  for (let start = 0; start < rows.length; start += 1000)
    await db.insert(schema.queueItem).values(rows.slice(start, start + 1000));
  return rows.map(({ id }) => id);
}

export async function aLink(
  db: Db,
  { accountId }: TestAccount,
  recordId: string,
  columns: Partial<typeof schema.link.$inferInsert> = {},
): Promise<string> {
  const id = newId();
  const marker = randomUUID().toUpperCase();
  await db.insert(schema.link).values({
    id,
    accountId,
    recordId,
    marker,
    state: 'new',
    createdByUs: true,
    touched: 1,
    settled: 1,
    ...columns,
  });
  return id;
}
