// A record as its page asks for it, against a real database.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { aContact, aLink, anAccount, aRecord, aUser, someCards } from '../../tests/rows.ts';
import { card, cardGroup } from '../database/schema.ts';
import { getRecord } from './get-record.ts';

const { db } = await databaseOfFile();

test('names the groups its card is in: that list it, that it names by id, and by word; none of a provider’s or gone', async () => {
  const anna = await aUser(db);
  const account = await anAccount(db, anna);
  const id = await aRecord(db, anna, { lastName: 'Neri' });
  const groups = ['by-id', 'mine', 'A word', 'gone'];
  const [cardId, otherId] = await someCards(db, account, [aContact({ groups }), aContact()]);
  const uids = await db.select({ uid: card.uid }).from(card).where(eq(card.id, cardId!));
  const others = await db.select({ uid: card.uid }).from(card).where(eq(card.id, otherId!));
  const group = (remoteId: string, name: string, more: object = {}) => ({
    ...account,
    remoteId,
    name,
    ...more,
  });
  await db
    .insert(cardGroup)
    .values([
      group('by-id', 'Clients'),
      group('lists', 'Abroad', { members: [uids[0]!.uid] }),
      group('lists-another', 'Home', { members: [others[0]!.uid] }),
      group('mine', 'myContacts', { system: true }),
      group('gone', 'Gone', { goneAt: new Date() }),
    ]);
  await aLink(db, account, id, { state: 'active', cardId: cardId! });
  expect((await getRecord(db, anna, id)).links.map((link) => link.groups)).toEqual([
    ['A word', 'Abroad', 'Clients'],
  ]);
});
