import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { token } from '../../database/schema.ts';
import type { Actor } from '../actor.ts';
import { noteAudit } from '../audit.ts';
import { hashSecret, makeSecret } from '../secret-token.ts';
import { type TokenView, tokenView } from './token-view.ts';

/** A personal access token that acts as `actor`. The token is in this answer and nowhere else. */
export async function createToken(
  db: Db,
  actor: Actor,
  input: { name: string },
): Promise<TokenView & { token: string }> {
  const secret = makeSecret('rub_');
  return db.transaction(async (tx) => {
    const row = { id: newId(), userId: actor.userId, name: input.name, tokenHash: hashSecret(secret) };
    const [made] = await tx.insert(token).values(row).returning();
    await noteAudit(tx, actor.userId, 'token.created', row.id);
    return { ...tokenView(made!), token: secret };
  });
}
