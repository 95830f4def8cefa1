// The row of a user and, apart from it, the hash of their password. Both in one transaction of the caller.
import { eq } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { credential, user } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { Language } from '../../languages.ts';
import type { Role } from '../actor.ts';

export interface NewUser {
  email: string;
  name: string;
  role: Role;
  language?: Language | null;
}

/** E-mails are compared and kept in lower case; nobody has two addresses that differ in case alone. */
export const normaliseEmail = (email: string): string => email.trim().toLowerCase();

/** @throws AppError 'already-exists' when somebody has this e-mail address. */
export async function insertUser(db: Db, input: NewUser): Promise<typeof user.$inferSelect> {
  const [row] = await db
    .insert(user)
    .values({ id: newId(), ...input, email: normaliseEmail(input.email) })
    .onConflictDoNothing({ target: user.email })
    .returning();
  if (!row) {
    const detail = 'Somebody has this e-mail address already.';
    throw new AppError('already-exists', detail, { fields: { email: 'taken' } });
  }
  return row;
}

/** Sets a first or another password. Ends nothing: that is the caller's. */
export async function setPasswordHash(db: Db, userId: string, hash: string): Promise<void> {
  await db.delete(credential).where(eq(credential.userId, userId));
  await db
    .insert(credential)
    .values({ id: newId(), userId, accountId: userId, providerId: 'credential', password: hash });
}
