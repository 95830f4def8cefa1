import type { Actor } from '../access/actor.ts';
import type { Db } from '../database/database.ts';
import { accountViews } from './account-view.ts';
import { ownAccount } from './own-account.ts';

/** @throws AppError 'not-found', for another person's account too */
export async function getAccount(db: Db, actor: Actor, id: string) {
  const [view] = await accountViews(db, actor, [await ownAccount(db, actor, id)]);
  return view!;
}
