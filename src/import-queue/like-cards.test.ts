// The filters of the queue by pairs that are kept find what a page of the queue says of its own cards, whatever has changed since
// the pairs were made, and whether or not they were made anew.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { aContact, aLink, anAccount, aRecord, aUser, someCards, someQueueItems } from '../../tests/rows.ts';
import type { Contact } from '../contact/contact.ts';
import { card, likeness } from '../database/schema.ts';
import { compareCards } from '../database/store/likeness.ts';
import { saveCards } from '../database/store/save-cards.ts';
import type { Card } from '../providers/provider.ts';
import { deleteRecord } from '../records/delete-records.ts';
import { compareAll } from '../records/duplicates/compare.ts';
import { updateRecord } from '../records/update-record.ts';
import { observe } from '../sync/look/observe.ts';
import { listQueue } from './list-queue.ts';
import { updateQueue } from './update-queue.ts';

const database = await databaseOfFile();

const person = (given: string, email: string, phone?: string): Partial<Contact> => ({
  name: { given, family: 'Rossi' },
  emails: [{ value: email, label: null }],
  ...(phone && { phones: [{ value: phone, label: null }] }),
});

test('what the filters find is what the cards themselves say, after every change and before every comparison', async () => {
  const { db } = database;
  const anna = await aUser(db);
  const account = await anAccount(db, anna);
  const id = account.accountId;
  const items = await someQueueItems(
    db,
    account,
    [
      person('Ada', 'ada@acme.it'),
      person('Ada', 'ada@acme.it', '+39 348 1234567'),
      person('Bea', 'bea@acme.it'),
      person('Cleo', 'cleo@acme.it'),
      person('Dora', 'dora@acme.it'),
      person('Emma', 'cleo@acme.it'),
    ].map(aContact),
  );
  const cards = (await listQueue(db, anna, { id, limit: 50 })).items.map(({ cardId }) => cardId);
  const agrees = async (expected: { matching: number; second: number; alike: number }) => {
    const all = (await listQueue(db, anna, { id, limit: 50 })).items;
    const found = async (filter: object) =>
      (await listQueue(db, anna, { id, limit: 50, ...filter })).items.map((item) => item.cardId);
    const said = (is: (item: (typeof all)[number]) => boolean) => all.filter(is).map((item) => item.cardId);
    const matching = said(({ matches }) => matches.some(({ apart }) => !apart));
    const second = said(({ suggestion }) => 'state' in suggestion);
    const alike = said(({ group }) => group !== null);
    expect(await found({ hasMatch: true })).toEqual(matching);
    expect(await found({ hasMatch: false })).toEqual(cards.filter((each) => !matching.includes(each)));
    expect(await found({ isSecond: true })).toEqual(second);
    expect(await found({ isAlike: true })).toEqual(alike);
    for (const kind of ['company', 'contact', 'lead'])
      expect(await found({ suggestedKind: kind })).toEqual(
        said(({ suggestion }) => 'kind' in suggestion && suggestion.kind === kind),
      );
    expect({ matching: matching.length, second: second.length, alike: alike.length }).toEqual(expected);
  };
  /** As it is at once, and once what has changed was compared. */
  const expectNow = async (expected: Parameters<typeof agrees>[0]) => {
    await agrees(expected);
    await compareAll(db);
    await compareCards(db);
    await agrees(expected);
  };

  await expectNow({ matching: 0, second: 1, alike: 2 });
  const bea = await aRecord(db, anna, { firstName: 'Bea', lastName: 'Rossi', email: 'bea@acme.it' });
  const cleo = await aRecord(db, anna, { firstName: 'Cleo', lastName: 'Rossi', email: 'cleo@acme.it' });
  await expectNow({ matching: 3, second: 1, alike: 2 });
  // Another address: nobody's any more.
  await updateRecord(db, anna, { id: bea, values: { email: 'bea@elsewhere.example' } });
  await updateRecord(db, anna, { id: bea, values: { firstName: 'Zoe', lastName: 'Verdi' } });
  await expectNow({ matching: 2, second: 1, alike: 2 });
  // It has a card here: only one that is surely hers is its second card.
  const [hers] = await someCards(db, account, [aContact({ name: { given: 'Cleopatra' } })]);
  await aLink(db, account, cleo, { state: 'active', cardId: hers! });
  await expectNow({ matching: 1, second: 2, alike: 2 });
  await updateQueue(db, anna, { id, ids: [items[3]!], set: { apart: [cleo] } });
  await expectNow({ matching: 0, second: 1, alike: 2 });
  await updateQueue(db, anna, { id, ids: [items[0]!], set: { apart: [cards[1]!] } });
  await expectNow({ matching: 0, second: 0, alike: 0 });
  await updateQueue(db, anna, { id, ids: [items[0]!], set: { together: [cards[1]!] } });
  // The card says something else by now.
  const [second] = await db.select().from(card).where(eq(card.id, cards[1]!));
  const contact = aContact(person('Olga', 'olga@acme.it'));
  await saveCards(db, {
    claim: { accountId: id, fence: 0 },
    bookId: account.bookId,
    cards: [observe({ ...second!, id: second!.remoteId, contact } as unknown as Card)],
    generation: null,
  });
  await expectNow({ matching: 0, second: 0, alike: 0 });
  await deleteRecord(db, anna, cleo);
  await expectNow({ matching: 0, second: 0, alike: 0 });
  // Nothing is kept of what is like nobody.
  expect(await db.$count(likeness, eq(likeness.isRecord, false))).toBe(0);
});
