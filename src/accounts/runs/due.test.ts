// A clock that was an hour ahead and came back: what it wrote, put into rows of a real database.
import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { databaseOfFile } from '../../../tests/database-of-file.ts';
import { anAccount, aUser } from '../../../tests/rows.ts';
import { account } from '../../database/schema.ts';
import { getAccount } from '../get-account.ts';
import { claimAccount, findLeft } from './claim.ts';

const HOUR_MS = 3_600_000;

const database = await databaseOfFile();

const fromNow = (ms: number): Date => new Date(Date.now() + ms);

async function accountWith(columns: Partial<typeof account.$inferInsert>) {
  const owner = await aUser(database.db);
  const { accountId } = await anAccount(database.db, owner);
  await database.db.update(account).set(columns).where(eq(account.id, accountId));
  const due = async (): Promise<boolean> => {
    await findLeft(database.db);
    const found = await database.db.execute(
      sql`select 1 from account where id = ${accountId} and next_run_at <= now()`,
    );
    return found.rows.length > 0;
  };
  return { owner, accountId, due };
}

test('a next check that was set by a clock ahead is due; one that was set by this clock is not', async () => {
  const nextRunAt = fromNow(HOUR_MS);
  const problem = (at: Date) => ({ code: 'book-busy', detail: '', at: at.toISOString() });
  const before = fromNow(-1000);
  const ahead = [
    await accountWith({ nextRunAt, lastCheckedAt: fromNow(HOUR_MS) }),
    await accountWith({ nextRunAt, state: 'failing', lastCheckedAt: before, problem: problem(nextRunAt) }),
  ];
  for (const { due } of ahead) expect(await due()).toBe(true);
  const right = [
    await accountWith({ nextRunAt, lastCheckedAt: before }),
    await accountWith({ nextRunAt, lastCheckedAt: null }),
    // The address book asked to be left alone: what it was last checked by is no reason to ask it again and again.
    await accountWith({ nextRunAt, state: 'failing', lastCheckedAt: nextRunAt, problem: problem(before) }),
    await accountWith({ nextRunAt: null, lastCheckedAt: fromNow(HOUR_MS) }),
  ];
  for (const { due } of right) expect(await due()).toBe(false);
});

test('a lease that no clock of today can have written is over; one under way is not', async () => {
  const { accountId } = await accountWith({ leaseUntil: fromNow(HOUR_MS) });
  expect(await claimAccount(database.db, accountId)).not.toBeNull();
  expect(await claimAccount(database.db, accountId)).toBeNull();
});

test('everything is listed again when nobody knows how long ago it was', async () => {
  const { accountId } = await accountWith({ lastFullAt: fromNow(HOUR_MS) });
  expect(await claimAccount(database.db, accountId)).toMatchObject({ full: true });
  const fresh = await accountWith({ lastFullAt: fromNow(-1000) });
  expect(await claimAccount(database.db, fresh.accountId)).toMatchObject({ full: false });
});

test('an account that was checked in the future is not called fresh', async () => {
  const ahead = await accountWith({ lastCheckedAt: fromNow(HOUR_MS) });
  expect(await getAccount(database.db, ahead.owner, ahead.accountId)).toMatchObject({ health: 'delayed' });
  const right = await accountWith({ lastCheckedAt: fromNow(-1000) });
  expect(await getAccount(database.db, right.owner, right.accountId)).toMatchObject({ health: 'fresh' });
});
