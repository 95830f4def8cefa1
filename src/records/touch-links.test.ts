// "This is due" and Sync mobile, against a real database.
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { refusal } from '../../tests/refusal.ts';
import { aLink, anAccount, aRecord, aUser } from '../../tests/rows.ts';
import { account, flag, link } from '../database/schema.ts';
import { flagRecords } from './flag-records.ts';
import { getRecord } from './get-record.ts';
import { listRecords } from './list-records.ts';
import { setFlag } from './set-flag.ts';
import { updateRecord } from './update-record.ts';
import { insertRecords, updateRecordValues } from './write-record.ts';

const { db } = await databaseOfFile();
const anna = await aUser(db);
const bruno = await aUser(db);

const linksOf = (recordId: string) => db.select().from(link).where(eq(link.recordId, recordId));
const accountRow = async (id: string) => (await db.select().from(account).where(eq(account.id, id)))[0]!;
const query = { sort: 'name' as const, limit: 50 };

describe('what is due', () => {
  test('an edit makes every open link and its account due, whoever owns them, and no closed one', async () => {
    const hers = await anAccount(db, anna);
    const his = await anAccount(db, bruno);
    const id = await aRecord(db, anna);
    const open = await aLink(db, hers, id);
    const other = await aLink(db, his, id);
    const closed = await aLink(db, his, id, { state: 'closed' });
    await updateRecord(db, anna, { id, values: { phone: '1' } });
    const touched = Object.fromEntries((await linksOf(id)).map((row) => [row.id, row.touched]));
    expect(touched).toEqual({ [open]: 2, [other]: 2, [closed]: 1 });
    expect((await accountRow(hers.accountId)).nextRunAt).not.toBeNull();
    expect((await accountRow(his.accountId)).nextRunAt).not.toBeNull();
  });

  test('an account that is due earlier stays so, and a paused one is left alone', async () => {
    const soon = await anAccount(db, anna);
    const paused = await anAccount(db, anna, { state: 'paused' });
    const id = await aRecord(db, anna);
    await aLink(db, soon, id);
    const waiting = await aLink(db, paused, id);
    const past = new Date(Date.now() - 60_000);
    await db.update(account).set({ nextRunAt: past }).where(eq(account.id, soon.accountId));
    await updateRecord(db, anna, { id, values: { phone: '1' } });
    expect((await accountRow(soon.accountId)).nextRunAt).toEqual(past);
    expect((await accountRow(paused.accountId)).nextRunAt).toBeNull();
    expect((await linksOf(id)).find((row) => row.id === waiting)?.touched).toBe(2);
  });

  test('the link an edit came through is not told of it', async () => {
    const hers = await anAccount(db, anna);
    const second = await anAccount(db, anna);
    const id = await aRecord(db, anna);
    const through = await aLink(db, hers, id);
    const other = await aLink(db, second, id);
    const by = { actor: 'sync' as const, userId: anna.userId, accountId: hers.accountId };
    await updateRecordValues(db, { recordId: id, values: { phone: '9' }, by, exceptLinkId: through });
    expect(Object.fromEntries((await linksOf(id)).map((row) => [row.id, row.touched]))).toEqual({
      [through]: 1,
      [other]: 2,
    });
  });

  test('a write that fails promises nothing', async () => {
    const hers = await anAccount(db, anna);
    const id = await aRecord(db, anna);
    await aLink(db, hers, id);
    await refusal(updateRecord(db, anna, { id, values: { phone: '1', email: 'no' } }));
    expect((await linksOf(id))[0]!.touched).toBe(1);
  });
});

describe('Sync mobile', () => {
  test('turning it on opens one link in each of the own accounts that may be written to', async () => {
    const cleo = await aUser(db);
    const first = await anAccount(db, cleo);
    const second = await anAccount(db, cleo, { state: 'paused' });
    await anAccount(db, cleo, { settings: { direction: 'in' } });
    await anAccount(db, bruno);
    const id = await aRecord(db, anna);
    const shown = await setFlag(db, cleo, { id, flagged: true });
    expect(shown.flagged).toBe(true);
    const links = await linksOf(id);
    expect(links.map(({ accountId }) => accountId).toSorted()).toEqual(
      [first.accountId, second.accountId].toSorted(),
    );
    for (const row of links) {
      expect(row).toMatchObject({ state: 'new', createdByUs: true, cardId: null });
      expect(row.marker).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/);
    }
    expect((await accountRow(first.accountId)).nextRunAt).not.toBeNull();
  });

  test('it is personal: a colleague sees neither flag nor links, only how many others have it', async () => {
    await anAccount(db, anna);
    const id = await aRecord(db, anna);
    await setFlag(db, anna, { id, flagged: true });
    const seen = await getRecord(db, bruno, id);
    expect(seen).toMatchObject({ flagged: false, links: [], flaggedByOthers: 1 });
    const listed = await listRecords(db, bruno, { ...query, flagged: true });
    expect(listed.items.map((item) => item.id)).not.toContain(id);
    expect((await getRecord(db, anna, id)).flaggedByOthers).toBe(0);
  });

  test('on and off and on again does not make a second link', async () => {
    const cleo = await aUser(db);
    await anAccount(db, cleo);
    const id = await aRecord(db, cleo);
    for (const flagged of [true, false, true, true]) await setFlag(db, cleo, { id, flagged });
    expect(await linksOf(id)).toHaveLength(1);
  });

  test('turning it off makes the link due, and says whether the card stays', async () => {
    const cleo = await aUser(db);
    const home = await anAccount(db, cleo);
    const id = await aRecord(db, cleo);
    await setFlag(db, cleo, { id, flagged: true });
    await db.update(link).set({ settled: sql`touched` }).where(eq(link.accountId, home.accountId));
    await setFlag(db, cleo, { id, flagged: false, keepCard: true });
    const [kept] = await linksOf(id);
    expect(kept!.keepCard).toBe(true);
    expect(kept!.touched).toBeGreaterThan(kept!.settled);
    await setFlag(db, cleo, { id, flagged: true });
    expect((await linksOf(id))[0]!.keepCard).toBe(false);
  });

  test('a hundred records at once are flagged once each, by selection or by what a filter finds', async () => {
    const cleo = await aUser(db);
    const home = await anAccount(db, cleo);
    const rows = Array.from({ length: 100 }, (_, n) => ({
      kind: 'lead' as const,
      values: { lastName: `Bulk ${n}` },
      ownerId: cleo.userId,
    }));
    const ids = await insertRecords(db, rows, { actor: 'system' });
    const nobody = '01900000-0000-7000-8000-000000000000';
    expect(
      await flagRecords(db, cleo, { ids: [...ids.slice(0, 60), nobody], flagged: true, keepCard: false }),
    ).toMatchObject({ changed: 60 });
    const filter = { kind: 'lead' as const, q: 'bulk', owner: 'me' };
    expect(await flagRecords(db, cleo, { filter, flagged: true, keepCard: false })).toMatchObject({
      changed: 40,
    });
    expect(await db.$count(link, eq(link.accountId, home.accountId))).toBe(100);
    expect(await flagRecords(db, cleo, { filter, flagged: false, keepCard: true })).toMatchObject({
      changed: 100,
    });
    expect(await db.$count(link, sql`account_id = ${home.accountId} and keep_card`)).toBe(100);
    expect(await db.$count(flag, sql`user_id = ${cleo.userId} and "on"`)).toBe(0);
  });

  test('of a selection and a filter exactly one must be given', async () => {
    expect((await refusal(flagRecords(db, anna, { flagged: true, keepCard: false }))).code).toBe(
      'bad-request',
    );
  });

  test('two people flagging the same record at the same time both succeed', async () => {
    const [cleo, dora] = [await aUser(db), await aUser(db)];
    await anAccount(db, cleo);
    await anAccount(db, dora);
    const id = await aRecord(db, anna);
    await Promise.all([cleo, dora, cleo, dora].map((actor) => setFlag(db, actor, { id, flagged: true })));
    expect(await linksOf(id)).toHaveLength(2);
  });
});
