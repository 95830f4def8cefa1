import { desc, eq } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { token } from '../../database/schema.ts';
import type { Actor } from '../actor.ts';
import { type TokenView, tokenView } from './token-view.ts';

/** The actor's own access tokens, newest first. */
export async function listTokens(db: Db, actor: Actor): Promise<TokenView[]> {
  const rows = await db.select().from(token).where(eq(token.userId, actor.userId)).orderBy(desc(token.id));
  return rows.map(tokenView);
}
