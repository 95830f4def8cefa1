// The first administrator, made by whoever opens a fresh Rubrica first, or from the environment. Once there is any
// user, for ever refused.
import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { user } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import type { Language } from '../languages.ts';
import { noteAudit } from './audit.ts';
import { hashNewPassword } from './new-password.ts';
import { insertUser, setPasswordHash } from './users/insert-user.ts';
import { type UserView, userView } from './users/user-view.ts';

export interface SetUpInput {
  name: string;
  email: string;
  password: string;
  language?: Language | undefined;
}

/** Any number: two first visitors queue up behind it, and the second finds a user. */
const SET_UP_LOCK = 7_240_133;

export async function isSetUpNeeded(db: Db): Promise<boolean> {
  const found = await db.select({ id: user.id }).from(user).limit(1);
  return found.length === 0;
}

/** @throws AppError 'set-up-done' once there is a user, 'common-password' */
export async function setUp(db: Db, input: SetUpInput): Promise<UserView> {
  if (!(await isSetUpNeeded(db))) throw new AppError('set-up-done');
  const hash = await hashNewPassword(input.password, [input.name, input.email]);
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SET_UP_LOCK})`);
    if (!(await isSetUpNeeded(tx))) throw new AppError('set-up-done');
    const { name, email, language = null } = input;
    const row = await insertUser(tx, { name, email, language, role: 'administrator' });
    await setPasswordHash(tx, row.id, hash);
    await noteAudit(tx, row.id, 'set-up', row.id);
    return userView(row);
  });
}
