import type { Db } from '../../database/database.ts';
import type { Actor, Role } from '../actor.ts';
import { noteAudit } from '../audit.ts';
import { demandDoor } from '../doors.ts';
import { hashNewPassword } from '../new-password.ts';
import { insertUser, setPasswordHash } from './insert-user.ts';
import { makeInvitation } from './make-invitation.ts';
import { type UserView, userView } from './user-view.ts';

export interface CreateUserInput {
  email: string;
  name: string;
  role: Role;
  password?: string | undefined;
}

/**
 * Adds a user. Without a password they get an invitation link under `url`, in this answer and nowhere else.
 * @throws AppError 'already-exists' when somebody has this e-mail address
 */
export async function createUser(
  db: Db,
  actor: Actor,
  { password, ...input }: CreateUserInput,
  url: string,
): Promise<UserView & { invitationUrl: string | null }> {
  await demandDoor(db, actor, 'createUser');
  const hash = password === undefined ? null : await hashNewPassword(password, [input.name, input.email]);
  return db.transaction(async (tx) => {
    const row = await insertUser(tx, input);
    if (hash) await setPasswordHash(tx, row.id, hash);
    await noteAudit(tx, actor.userId, 'user.created', row.id);
    return { ...userView(row), invitationUrl: hash ? null : await makeInvitation(tx, row.id, url) };
  });
}
