import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { invitation } from '../../database/schema.ts';
import { hashSecret, makeSecret } from '../secret-token.ts';

const VALID_DAYS = 7;

/** A fresh link under `url` for `userId`; links given out before stop working. */
export async function makeInvitation(tx: Db, userId: string, url: string): Promise<string> {
  const secret = makeSecret();
  await tx.delete(invitation).where(eq(invitation.userId, userId));
  await tx.insert(invitation).values({
    id: newId(),
    userId,
    tokenHash: hashSecret(secret),
    expiresAt: sql`now() + make_interval(days => ${VALID_DAYS})`,
  });
  return new URL(`/invitation/${secret}`, url).href;
}
