import { sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { aLink, MOVE_ROWS } from '../../../tests/builders/link-moves.ts';
import { databaseOfFile } from '../../../tests/database-of-file.ts';
import type { LinkRow } from '../../sync/link/link.ts';
import { type LinkMove, moved } from '../../sync/link/move.ts';
import type { Db } from '../database.ts';
import { newId } from '../new-id.ts';
import { json } from '../query.ts';
import { dropWaiting, insertLinks, lockedLinks, moveLinks, touch } from './links.ts';

/** What the table of moves calls a, r, s, c and d, and three links. */
const ids = new Map<string | null, string>(
  ['a', 'r', 's', 'c', 'd', 'l', 'm', 'n'].map((name) => [name, newId()]),
);
const real = (name: string | null): string | null => ids.get(name) ?? name;

const { db } = await databaseOfFile();
const userId = newId();
await db.execute(
  sql`insert into app_user (id, email, name, role) values (${userId}, 'anna@example.org', 'Anna', 'user')`,
);
await db.execute(
  sql`insert into account (id, user_id, provider, name, username, identity, discovery, settings, state)
    values (${real('a')}, ${userId}, 'memory', 'Phone', 'anna', 'anna', '{}', '{}', 'active')`,
);
const bookId = newId();
await db.execute(
  sql`insert into book (id, account_id, remote_id, name, read_only) values (${bookId}, ${real('a')}, '/', 'Book', false)`,
);
for (const name of ['r', 's'])
  await db.execute(
    sql`insert into record (id, kind, "values", display_name, sort_name, search_text, match_keys, owner_id)
      values (${real(name)}, 'contact', '{}', 'Anna', 'Anna', 'anna', '{}', ${userId})`,
  );
for (const name of ['c', 'd'])
  await db.execute(
    sql`insert into card (id, account_id, book_id, remote_id, version, raw, contact, content_hash, display_name, search_text,
        match_keys)
      values (${real(name)}, ${real('a')}, ${bookId}, ${name}, '1', '', '{}', '', 'Anna', 'anna', '{}')`,
  );
beforeEach(async () => void (await db.execute(sql`delete from link`)));

const inTable = (link: LinkRow): LinkRow => ({
  ...link,
  id: real(link.id)!,
  accountId: real(link.accountId)!,
  recordId: real(link.recordId)!,
  cardId: real(link.cardId),
});
const named = (move: LinkMove): LinkMove =>
  ({
    ...move,
    ...('cardId' in move ? { cardId: real(move.cardId) } : {}),
    ...('recordId' in move ? { recordId: real(move.recordId) } : {}),
  }) as LinkMove;

/** As it is, whatever state it is in. */
async function put(columns: Partial<LinkRow>): Promise<LinkRow> {
  const link = inTable(aLink(columns));
  await db.execute(
    sql`insert into link (id, account_id, record_id, card_id, state, marker, base, intent, outbox, touched, settled, hold,
        retry_at, failures, created_by_us, keep_card, closed_reason, former_uid, former_remote_id)
      select id, "accountId", "recordId", "cardId", state, marker, base, intent, outbox, touched, settled, hold,
        to_timestamp("retryAt" / 1000), failures, "createdByUs", "keepCard", "closedReason", "formerUid", "formerRemoteId"
      from jsonb_to_record(${json(link)}) as t(id uuid, "accountId" uuid, "recordId" uuid, "cardId" uuid, state text,
        marker text, base jsonb, intent jsonb, outbox jsonb, touched bigint, settled bigint, hold jsonb, "retryAt" float8,
        failures smallint, "createdByUs" boolean, "keepCard" boolean, "closedReason" text, "formerUid" text,
        "formerRemoteId" text)`,
  );
  return link;
}
const inOrder = () => db.transaction((tx) => lockedLinks(tx as Db, sql`true`));
const move = (what: LinkMove, ...names: string[]) =>
  db.transaction((tx) =>
    moveLinks(
      tx as Db,
      names.map((name) => real(name)!),
      named(what),
    ),
  );

for (const [fact, before, what] of MOVE_ROWS)
  test(`written as the table says: ${what.type}: ${fact}`, async () => {
    const given = await put(before);
    const expected = moved(given, named(what));
    expect(await move(what, 'l')).toEqual(expected === given ? [] : [expected]);
    expect(await inOrder()).toEqual([expected]);
  });

test('touching many is the move of each', async () => {
  const open = await put({ hold: { code: 'refused', detail: '' } });
  const closed = await put({ id: 'm', marker: 'N', state: 'closed', closedReason: 'kept' });
  const accounts = await db.transaction((tx) => touch(tx as Db, [open.id, closed.id]));
  expect(accounts).toEqual([real('a')]);
  expect(await inOrder()).toEqual([moved(open, { type: 'touched' }), moved(closed, { type: 'touched' })]);
});

test('a record has one open link in an account, a card one, and a move that would make two writes nothing', async () => {
  const first = await put({});
  const second = await put({ id: 'm', marker: 'N', recordId: 's', cardId: 'd' });
  const reason = (error: unknown) => (error as { cause: { constraint: string } }).cause.constraint;
  expect(
    reason(await move({ type: 'taken-over', recordId: 'r', last: 0 }, 'm').catch((error) => error)),
  ).toBe('link_record');
  expect(reason(await move({ type: 'taken-up', cardId: 'c', from: null }, 'm').catch((error) => error))).toBe(
    'link_card',
  );
  expect(await inOrder()).toEqual([first, second]);
});

test('a link that somebody opened meanwhile stays as it is', async () => {
  const first = await put({});
  const rows = [
    inTable(aLink({ id: 'm', marker: 'N', cardId: null, state: 'new' })),
    inTable(aLink({ id: 'n', marker: 'O', recordId: 's', cardId: null, state: 'new', base: null })),
  ];
  expect(await insertLinks(db, rows)).toEqual([real('n')]);
  expect(await inOrder()).toEqual([first, rows[1]]);
});

test('only what waits for its first card is taken away', async () => {
  const active = await put({});
  await put({ id: 'm', marker: 'N', recordId: 's', cardId: null, state: 'new' });
  await db.transaction((tx) => dropWaiting(tx as Db, sql`true`));
  expect(await inOrder()).toEqual([active]);
});
