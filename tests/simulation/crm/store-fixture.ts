// Both stores, opened the same way, with what the conformance tests start from.
import { type Contact, emptyContact } from '../../../src/contact/contact.ts';
import type { Card, RemoteId, Version } from '../../../src/providers/provider.ts';
import type { LinkView } from '../../../src/sync/link/view.ts';
import { observe } from '../../../src/sync/look/observe.ts';
import type { Importer, PageToSave } from '../../../src/sync/store.ts';
import { type TestDatabase, testDatabase } from '../../test-database.ts';
import type { Crm } from './crm.ts';
import { createMemoryCrm } from './memory-crm.ts';
import { createPostgresCrm, emptyCrm } from './postgres-crm.ts';
import { sent, written } from './store-steps.ts';

export const FAR = Date.UTC(2100, 0, 1);

/** Each test file opens its own. */
export function bothStores(): { name: string; open(): Promise<Crm>; close(): Promise<unknown> }[] {
  let database: TestDatabase | undefined;
  return [
    {
      name: 'memory',
      open: async () => createMemoryCrm({ clock: Date.now, now: Date.now }),
      close: async () => {},
    },
    {
      name: 'PostgreSQL',
      async open() {
        database ??= await testDatabase();
        await emptyCrm(database.db);
        return createPostgresCrm(database.db);
      },
      close: async () => database?.drop(),
    },
  ];
}

export function aCard(id: string, parts: Partial<Contact> = {}, more: Partial<Card> = {}): Card {
  const contact = { ...emptyContact(), name: { family: `Family ${id}` }, ...parts };
  const card = {
    id: id as RemoteId,
    version: '1' as Version,
    uid: `uid-${id}`,
    marker: null,
    contact,
    raw: id,
  };
  return { ...card, ...more };
}

/** Merges agree on nothing beforehand. */
export const importing = (create: Importer['create']): Importer => ({ create, unite: () => null });

export const aPage = (parts: Partial<PageToSave> = {}): PageToSave => ({
  cards: [],
  removed: [],
  unchanged: [],
  groups: [],
  removedGroups: [],
  generation: null,
  ...parts,
});

export type Fixture = Awaited<ReturnType<typeof openFixture>>;

/** A user with an account and a book, and what is done with them again and again. */
export async function openFixture(open: () => Promise<Crm>) {
  const crm = await open();
  const userId = await crm.addUser();
  const accountId = await crm.addAccount(userId, {});
  const { store } = await crm.claim(accountId);
  const [book] = await store.books([{ id: 'book', name: 'Contacts', readOnly: false }]);
  const bookId = book!.id;
  const list = (...cards: Card[]) => store.savePage(bookId, aPage({ cards: cards.map(observe) }));
  const due = (): Promise<LinkView[]> => store.due(null, 100, Date.now());
  const wanted = (values: Record<string, string> = { lastName: 'Rossi' }) =>
    crm.createRecord(userId, 'contact', values, true);
  const theLink = async () => (await crm.look()).links.at(-1)!;
  /** A record with a card that both sides agree on, edited since. */
  async function linked(id = 'card', values = { lastName: 'Rossi' }): Promise<LinkView> {
    const recordId = await wanted(values);
    const view = (await due()).find(({ record }) => record.id === recordId)!;
    await store.commit([sent(view, 'create'), written(view, aCard(id), bookId)]);
    await crm.updateRecord(userId, recordId, { title: 'Dr' });
    return (await due()).find(({ record }) => record.id === recordId)!;
  }
  return { crm, userId, accountId, store, bookId, list, due, wanted, theLink, linked };
}
