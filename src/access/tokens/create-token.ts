import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { token } from '../../database/schema.ts';
import type { Actor } from '../actor.ts';
import { noteAudit } from '../audit.ts';
import { hashSecret, makeSecret } from '../secret-token.ts';
import { type TokenView, tokenView } from './token-view.ts';

/** A personal access token that acts as `actor`, for so many days or for good. It is in this answer and nowhere else. */
export async function createToken(
  db: Db,
  actor: Actor,
  { name, expiresInDays }: { name: string; expiresInDays: number | null },
): Promise<TokenView & { token: string }> {
  const secret = makeSecret('rub_');
  return db.transaction(async (tx) => {
    const row = { id: newId(), userId: actor.userId, name, tokenHash: hashSecret(secret) };
    const expiresAt = expiresInDays === null ? null : sql`now() + make_interval(days => ${expiresInDays})`;
    const [made] = await tx
      .insert(token)
      .values({ ...row, expiresAt })
      .returning();
    await noteAudit(tx, actor.userId, 'token.created', row.id);
    return { ...tokenView(made!), token: secret };
  });
}
