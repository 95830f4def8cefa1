// Which address books a run has to do with. Where they come, go and are renamed by themselves, they are looked for with a complete
// check, when somebody waits for the run, when one of them is not there, or is one that nobody tells of though they are told of
// changes, when a card was met in another one, and once an hour. In between they are those that were found last, and no request is
// made for that.
import { sql } from 'drizzle-orm';
import { json, rows, texts } from '../../database/query.ts';
import type { ReadyProvider } from '../../provider-settings/ready-provider.ts';
import type { Book, Io } from '../../providers/provider.ts';
import { FenceLost } from '../../sync/store.ts';
import type { AccountDeps } from '../account-deps.ts';
import { findBooks, openBooks } from '../sign-in/open-books.ts';
import type { Claimed } from './claim.ts';

const LOOK_AFTER_MS = 60 * 60_000;

/** @throws ProviderError @throws FenceLost */
export async function booksOf(
  deps: AccountDeps,
  ready: ReadyProvider,
  claim: Claimed,
  io: Io,
): Promise<Book[]> {
  const account = { ...claim, id: claim.accountId };
  const isLooked = ready.provider.findBooks !== undefined;
  if (!isLooked || !isOld(claim, io.now())) {
    const books = await openBooks(deps, ready, account, io);
    if (!isLooked || !(await mayBeOthers(deps, claim, books))) return books;
  }
  const found = await findBooks(deps, ready, account, io);
  const discovery = await keep(deps, claim, found, io);
  return openBooks(deps, ready, { ...account, discovery }, io);
}

/** Whether a card was met in a book that is none of these: it is among those of the next run, which is due at once. */
export async function keepBooksMet(
  deps: AccountDeps,
  claim: Claimed,
  books: Book[],
  io: Io,
): Promise<boolean> {
  const met = books.map((book) => book.booksMet?.()).find(Boolean);
  if (met) await keep(deps, claim, met, io);
  return met !== undefined;
}

/** Beside what the connector wants back; without it, as in what discovery leaves, they are looked for. */
const FOUND_AT = 'booksFoundAt';

/** A moment that lies ahead is of a clock that was wrong. */
function isOld({ full, asked, discovery }: Claimed, now: number): boolean {
  const age = now - Number(discovery[FOUND_AT]);
  return full || asked || !(age >= 0 && age < LOOK_AFTER_MS);
}

/**
 * One that is named did not answer to its name, or tells of nothing though its provider could: it is new, or its provider has ended
 * that by itself.
 */
async function mayBeOthers(
  { db, notificationAddress }: AccountDeps,
  { accountId, provider }: Claimed,
  books: Book[],
): Promise<boolean> {
  const isToldOf = (notificationAddress?.(provider) ?? null) !== null;
  const [found] = await rows<{ yes: boolean }>(
    db,
    sql`select exists (
      select 1
      from book left join subscription on subscription.book_id = book.id
      where book.account_id = ${accountId}
        and book.remote_id = any(${texts(books.map(({ id }) => id))})
        and (book.problem ->> 'kind' = 'not-found'
          or (${isToldOf} and book.problem is null and subscription.book_id is null))) as yes`,
  );
  return found!.yes;
}

async function keep(
  { db }: AccountDeps,
  { accountId, fence }: Claimed,
  found: Record<string, unknown> | null,
  io: Io,
): Promise<Record<string, unknown>> {
  const discovery = { ...found, [FOUND_AT]: io.now() };
  const { rowCount } = await db.execute(
    sql`update account set discovery = ${json(discovery)} where id = ${accountId} and fence = ${fence}`,
  );
  if (!rowCount) throw new FenceLost(`account ${accountId} was taken over`);
  return discovery;
}
