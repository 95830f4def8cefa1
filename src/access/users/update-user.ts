// What an administrator changes about a user. There is always an administrator left who can sign in.
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { user } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { Actor, Role } from '../actor.ts';
import { noteAudit } from '../audit.ts';
import { demandDoor } from '../doors.ts';
import { rightsChanged } from '../rights-changed.ts';
import { endAccess } from './end-access.ts';
import { type UserView, userView } from './user-view.ts';

export interface UserChange {
  name?: string | undefined;
  role?: Role | undefined;
  disabled?: boolean | undefined;
}

/**
 * Changes name or role, disables or enables. Disabling ends sessions, tokens and invitations and pauses accounts, at
 * once; enabling brings none of them back.
 * @throws AppError 'not-found', 'last-administrator'
 */
export async function updateUser(
  db: Db,
  actor: Actor,
  userId: string,
  change: UserChange,
): Promise<UserView> {
  await demandDoor(db, actor, 'updateUser');
  return db.transaction(async (tx) => {
    // All administrators are locked in one order: two who remove each other at once do not both succeed.
    const administrators = await tx
      .select({ id: user.id })
      .from(user)
      .where(and(eq(user.role, 'administrator'), isNull(user.disabledAt)))
      .orderBy(asc(user.id))
      .for('no key update');
    const [before] = await tx.select().from(user).where(eq(user.id, userId)).for('no key update');
    if (!before) throw new AppError('not-found');
    const disabledAt = disabledAfter(before.disabledAt, change.disabled);
    const role = change.role ?? before.role;
    const staysAdministrator = role === 'administrator' && disabledAt === null;
    const others = administrators.filter(({ id }) => id !== userId);
    if (!staysAdministrator && others.length === 0) throw new AppError('last-administrator');
    const [row] = await tx
      .update(user)
      .set({ name: change.name ?? before.name, role, disabledAt, updatedAt: sql`now()` })
      .where(eq(user.id, userId))
      .returning();
    if (role !== before.role) await rightsChanged(tx, { userId });
    if (disabledAt && !before.disabledAt) await endAccess(tx, userId);
    await noteChanges(tx, actor, before, row!);
    return userView(row!);
  });
}

const disabledAfter = (before: Date | null, disabled: boolean | undefined): Date | null => {
  if (disabled === undefined) return before;
  return disabled ? (before ?? new Date()) : null;
};

type UserRow = typeof user.$inferSelect;

async function noteChanges(tx: Db, actor: Actor, before: UserRow, after: UserRow): Promise<void> {
  if (before.name !== after.name) await noteAudit(tx, actor.userId, 'user.changed', after.id);
  if (before.role !== after.role) await noteAudit(tx, actor.userId, 'user.role-changed', after.id);
  if (!before.disabledAt && after.disabledAt) await noteAudit(tx, actor.userId, 'user.disabled', after.id);
  if (before.disabledAt && !after.disabledAt) await noteAudit(tx, actor.userId, 'user.enabled', after.id);
}
