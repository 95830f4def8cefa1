import type { Db } from '../../database/database.ts';
import type { Actor } from '../actor.ts';
import { updateUser } from './update-user.ts';

/** Disables a user for good: the row stays, so that records and history keep their names. @throws as updateUser */
export async function removeUser(db: Db, actor: Actor, userId: string): Promise<void> {
  await updateUser(db, actor, userId, { disabled: true });
}
