import { eq } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { user } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { Actor } from '../actor.ts';
import { type MeView, meView } from './user-view.ts';

/** The signed-in person, with what they may do. */
export async function getMe(db: Db, actor: Actor): Promise<MeView> {
  const [row] = await db.select().from(user).where(eq(user.id, actor.userId));
  if (!row) throw new AppError('not-found');
  return meView(db, row);
}
