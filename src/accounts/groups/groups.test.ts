// Groups as their account's owner sees them, and a scope before and after it is chosen, against a real database.
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { databaseOfFile } from '../../../tests/database-of-file.ts';
import { refusal } from '../../../tests/refusal.ts';
import { aContact, aLink, anAccount, aRecord, aUser, someCards } from '../../../tests/rows.ts';
import { account, book, card, cardGroup, queueItem } from '../../database/schema.ts';
import type { AccountSettings } from '../../sync/model.ts';
import type { AccountDeps } from '../account-deps.ts';
import { getAccount } from '../get-account.ts';
import { updateAccount } from '../update-account.ts';
import { listGroups } from './list-groups.ts';
import { previewScope } from './preview-scope.ts';

const { db } = await databaseOfFile();

const only = (...include: string[]): AccountSettings['scope'] => ({ mode: 'groups', include, exclude: [] });

/** Two clients, one of them a friend too, a friend alone, and one in no group. */
async function aBook(settings: Partial<AccountSettings> = {}) {
  const owner = await aUser(db);
  const where = await anAccount(db, owner, { settings });
  const cards = await someCards(db, where, [
    aContact({ groups: ['Clients'] }),
    aContact({ groups: ['Clients', 'Friends'] }),
    aContact({ groups: ['Friends'] }),
    aContact(),
  ]);
  return { owner, where, cards, id: where.accountId };
}

describe('the groups of an account', () => {
  test('count the cards they list and the cards that name them', async () => {
    const { owner, where, cards } = await aBook();
    await db.insert(cardGroup).values([
      { ...where, remoteId: 'g1', name: 'Family', members: [] },
      { ...where, remoteId: 'g2', name: 'Empty', members: ['nobody'] },
      { ...where, remoteId: 'g3', name: 'Starred', members: null, system: true },
      { ...where, remoteId: 'folder', name: 'Customers', members: null, system: true },
    ]);
    await db.update(book).set({ remoteId: 'folder' }).where(eq(book.id, where.bookId));
    await db.execute(sql`update card_group set members = array[(select uid from card where id = ${cards[3]})]
      where account_id = ${where.accountId} and remote_id = 'g1'`);
    const unused = { exists: true, use: null, target: false, labelId: null };
    expect(await listGroups(db, owner, where.accountId)).toEqual({
      items: [
        { id: 'Clients', name: 'Clients', type: 'category', system: false, cards: 2, ...unused },
        { id: 'folder', name: 'Customers', type: 'folder', system: true, cards: 0, ...unused },
        { id: 'g2', name: 'Empty', type: 'list', system: false, cards: 0, ...unused },
        { id: 'g1', name: 'Family', type: 'list', system: false, cards: 1, ...unused },
        { id: 'Friends', name: 'Friends', type: 'category', system: false, cards: 2, ...unused },
        { id: 'g3', name: 'Starred', type: 'label', system: true, cards: 0, ...unused },
      ],
    });
  });

  test('a chosen group that is gone is told by its name; one nobody chose is not', async () => {
    const scope = { mode: 'groups' as const, include: ['Clients', 'g1', 'Dogs'], exclude: ['Friends'] };
    const { owner, where } = await aBook({ scope, targetGroup: 'g1' });
    const goneAt = new Date();
    await db.insert(cardGroup).values([
      { ...where, remoteId: 'g1', name: 'Family', members: [], goneAt },
      { ...where, remoteId: 'g2', name: 'Old', members: [], goneAt },
    ]);
    const { items } = await listGroups(db, owner, where.accountId);
    expect(items).toMatchObject([
      { name: 'Clients', exists: true, use: 'include' },
      { name: 'Family', exists: false, use: 'include', target: true, cards: 0 },
      { name: 'Friends', exists: true, use: 'exclude' },
      { name: 'Dogs', exists: false, use: 'include' },
    ]);
  });
});

describe('a scope', () => {
  test('is counted before it is chosen, and nothing is changed by that', async () => {
    const { owner, where, cards, id } = await aBook();
    await aLink(db, where, await aRecord(db, owner), { state: 'active', cardId: cards[2]! });
    expect(await previewScope(db, owner, { id, scope: only('Clients') })).toEqual({
      cards: 4,
      inScope: 2,
      entering: 0,
      leaving: 2,
      linkedLeaving: 1,
    });
    const without = { mode: 'all' as const, include: [], exclude: ['Friends'] };
    expect(await previewScope(db, owner, { id, scope: without })).toMatchObject({ inScope: 2, leaving: 2 });
    expect(await db.$count(card, eq(card.inScope, true))).toBeGreaterThanOrEqual(4);
    expect((await refusal(previewScope(db, await aUser(db), { id, scope: only() }))).code).toBe('not-found');
  });

  test('in force, cards outside are neither linked nor waiting, and the sum still holds', async () => {
    const { owner, where, cards, id } = await aBook();
    await aLink(db, where, await aRecord(db, owner), { state: 'active', cardId: cards[2]! });
    await updateAccount({ db } as AccountDeps, owner, { id, settings: { scope: only('Clients') } });
    expect((await getAccount(db, owner, id)).totals).toMatchObject({ cards: 4, linked: 0, outOfScope: 2 });
    expect(await previewScope(db, owner, { id, scope: only('Friends') })).toMatchObject({
      entering: 1,
      leaving: 1,
      linkedLeaving: 0,
    });
  });

  test('widened again, what nobody linked waits in the queue at once', async () => {
    const { owner, where, cards, id } = await aBook({ scope: only('Nobody') });
    await db.update(card).set({ inScope: false }).where(eq(card.accountId, id));
    await aLink(db, where, await aRecord(db, owner), { state: 'active', cardId: cards[0]! });
    const deps = { db } as AccountDeps;
    await updateAccount(deps, owner, { id, settings: { scope: only('Clients') } });
    const waiting = () => db.select().from(queueItem).where(eq(queueItem.accountId, id));
    expect((await waiting()).map(({ cardId }) => cardId)).toEqual([cards[1]]);
    await updateAccount(deps, owner, { id, settings: { scope: only('Friends') } });
    expect((await waiting()).map(({ cardId }) => cardId).sort()).toEqual([cards[1], cards[2]].sort());
    expect((await db.select().from(account).where(eq(account.id, id)))[0]!.before?.settings.scope).toEqual(
      only('Nobody'),
    );
  });
});
