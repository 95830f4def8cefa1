// Lists and what a record shows of its links, against a real database.
import { describe, expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { refusal } from '../../tests/refusal.ts';
import { aContact, aLink, anAccount, aRecord, aUser, someCards } from '../../tests/rows.ts';
import { getRecord } from './get-record.ts';
import { listRecords } from './list-records.ts';
import { insertRecords } from './write-record.ts';

const { db } = await databaseOfFile();
const anna = await aUser(db);

const query = { sort: 'name' as const, limit: 50 };

describe('lists', () => {
  test('pages by cursor and by position show every record once, in either order', async () => {
    const cleo = await aUser(db);
    const names = ['Álvarez', 'alba', 'Berti', 'Berti', 'Zanni', 'Ötzi', "D'Angelo"];
    const rows = names.map((lastName) => ({
      kind: 'contact' as const,
      values: { lastName },
      ownerId: cleo.userId,
    }));
    await insertRecords(db, rows, { actor: 'system' });
    for (const sort of ['name', '-name', 'updatedAt', '-updatedAt'] as const) {
      const all = await listRecords(db, cleo, { sort, limit: 50, owner: 'me' });
      expect(all).toMatchObject({ total: 7, next: null });
      const walked: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await listRecords(db, cleo, { sort, limit: 2, owner: 'me', cursor });
        walked.push(...page.items.map((item) => item.id));
        if (page.next === null) break;
        cursor = page.next;
      }
      expect(walked).toEqual(all.items.map((item) => item.id));
      const third = await listRecords(db, cleo, { sort, limit: 2, owner: 'me', offset: 3 });
      expect(third.items.map((item) => item.id)).toEqual(walked.slice(3, 5));
    }
    const { items } = await listRecords(db, cleo, { sort: 'name', limit: 50, owner: 'me' });
    expect(items.map((item) => item.displayName)).toEqual([
      'alba',
      'Álvarez',
      'Berti',
      'Berti',
      "D'Angelo",
      'Ötzi',
      'Zanni',
    ]);
  });

  test('every word must match, accents and case do not matter, and digits find phones', async () => {
    const id = await aRecord(db, anna, {
      firstName: 'Zoë',
      lastName: 'Quirici',
      phone: '+39 059 88 77 66',
      companyName: 'Più 100%',
    });
    const find = async (q: string) =>
      (await listRecords(db, anna, { ...query, q })).items.map((item) => item.id);
    for (const q of ['quirici zoe', 'QUIR', '059 887766', '0598877', 'piu 100%'])
      expect(await find(q)).toContain(id);
    for (const q of ['quirici zoe mario', '0599', 'quirici%zoe', 'qu_rici'])
      expect(await find(q)).not.toContain(id);
  });

  test('names without spaces are found by the whole, by the family name and by the given name', async () => {
    const id = await aRecord(db, anna, { firstName: '小明', lastName: '王' });
    for (const q of ['王小明', '王', '小明', '小明 王']) {
      const { items } = await listRecords(db, anna, { ...query, q });
      expect(items.map((item) => [item.id, item.displayName])).toContainEqual([id, '王小明']);
    }
  });

  test('a cursor from elsewhere is refused', async () => {
    for (const cursor of ['x', Buffer.from('["a","b"]').toString('base64url')])
      expect((await refusal(listRecords(db, anna, { ...query, cursor }))).code).toBe('bad-request');
    const { next } = await listRecords(db, anna, { ...query, limit: 1 });
    expect((await refusal(listRecords(db, anna, { sort: 'updatedAt', limit: 1, cursor: next! }))).code).toBe(
      'bad-request',
    );
  });

  test('the summary tells a link in step from one that is pending or wants attention', async () => {
    const cleo = await aUser(db);
    const home = await anAccount(db, cleo);
    const [none, inStep, pending, held, waits] = await insertRecords(
      db,
      ['0', '1', '2', '3', '4'].map((lastName) => ({
        kind: 'contact' as const,
        values: { lastName },
        ownerId: cleo.userId,
      })),
      { actor: 'system' },
    );
    const cards = await someCards(db, home, [aContact(), aContact(), aContact()]);
    await aLink(db, home, inStep!, { state: 'active', cardId: cards[0]! });
    await aLink(db, home, pending!, { state: 'active', cardId: cards[1]!, touched: 2 });
    await aLink(db, home, held!, {
      state: 'active',
      cardId: cards[2]!,
      hold: { code: 'refused', detail: 'too long' },
    });
    await aLink(db, home, waits!, { state: 'new', hold: { code: 'beside', detail: '' } });
    const { items } = await listRecords(db, cleo, { ...query, owner: 'me' });
    expect(items.map(({ sync }) => sync)).toEqual(['none', 'in-step', 'pending', 'attention', 'pending']);
    expect((await getRecord(db, cleo, held!)).links[0]).toMatchObject({
      state: 'held',
      reason: 'refused',
      detail: 'too long',
    });
    expect(
      (await listRecords(db, anna, { ...query, owner: cleo.userId })).items.map(({ sync }) => sync),
    ).toEqual(Array(5).fill('none'));
    expect(none).toBeDefined();
  });

  test('what is on the card without a field shows with the link', async () => {
    const home = await anAccount(db, anna);
    const id = await aRecord(db, anna, { lastName: 'Extra', email: 'a@b.it' });
    const contact = aContact({
      name: { family: 'Extra', display: 'Extra' },
      emails: [1, 2, 3].map((n) => ({ value: `${n}@b.it`, label: 'work' })),
    });
    const [cardId] = await someCards(db, home, [contact]);
    await aLink(db, home, id, { state: 'active', cardId: cardId! });
    const [shown] = (await getRecord(db, anna, id)).links;
    expect(shown).toMatchObject({
      cardName: 'Extra',
      alsoOnCard: [{ property: 'emails', label: 'work', value: '3@b.it' }],
    });
  });
});
