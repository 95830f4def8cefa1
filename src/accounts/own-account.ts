// An account for its owner alone: another person's does not exist for them.
import { and, eq, ne } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../database/database.ts';
import { account } from '../database/schema.ts';
import { AppError, ERRORS, type ErrorCode } from '../errors.ts';

export type AccountRow = typeof account.$inferSelect;

/** The actor's account; another person's does not exist for them. @throws AppError 'not-found' */
export async function ownAccount(db: Db, actor: Actor, id: string): Promise<AccountRow> {
  const [found] = await db.select().from(account).where(owned(actor, id));
  return present(found);
}

/** The same, held until the transaction ends. @throws AppError 'not-found' */
export async function lockAccount(db: Db, actor: Actor, id: string): Promise<AccountRow> {
  const [found] = await db.select().from(account).where(owned(actor, id)).for('no key update');
  return present(found);
}

/** Only an account that may run can be asked to. @throws AppError 'account-paused', or what keeps the account from signing in */
export function demandRunning(account: AccountRow): void {
  if (account.state === 'paused') throw new AppError('account-paused');
  demandSignIn(account);
}

/** What is to reach the address book needs a sign-in that works. @throws AppError what keeps the account from signing in */
export function demandSignIn({ state, problem }: AccountRow): void {
  if (state !== 'sign-in-needed') return;
  const code = problem?.code ?? 'sign-in-refused';
  throw new AppError(Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : 'sign-in-refused');
}

const owned = (actor: Actor, id: string) =>
  and(eq(account.id, id), eq(account.userId, actor.userId), ne(account.state, 'disconnected'));

function present(found: AccountRow | undefined): AccountRow {
  if (!found) throw new AppError('not-found');
  return found;
}
