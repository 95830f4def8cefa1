import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { emit } from '../../database/notify.ts';
import { rolePermission, user, userPermission } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { Actor } from '../actor.ts';
import { noteAudit } from '../audit.ts';
import { demandDoor } from '../doors.ts';
import { DEFAULTS, type Permission } from '../permissions.ts';
import { rightsChanged } from '../rights-changed.ts';
import { listRoles, type RolesView } from './list-roles.ts';

/** Of the role of users, or of one person beyond the role. */
export type RolesChange = { permissions: Partial<Record<Permission, boolean>> } & (
  | { role: 'user' }
  | { userId: string }
);

/** @throws AppError 'not-found' for a person who is not there */
export async function updateRoles(db: Db, actor: Actor, change: RolesChange): Promise<RolesView> {
  await demandDoor(db, actor, 'updateRoles');
  await db.transaction(async (tx) => {
    if ('userId' in change && (await tx.$count(user, eq(user.id, change.userId))) === 0)
      throw new AppError('not-found');
    for (const [permission, allowed] of Object.entries(change.permissions) as [Permission, boolean][]) {
      if ('userId' in change) await grant(tx, change.userId, permission, allowed);
      else await setForRole(tx, change.role, permission, allowed);
    }
    await rightsChanged(tx, 'userId' in change ? change : 'users', Object.keys(change.permissions));
    await noteAudit(tx, actor.userId, 'roles.changed', 'userId' in change ? change.userId : undefined);
    const audience = 'userId' in change ? { userId: change.userId } : 'everybody';
    await emit(tx, { type: 'access.changed' }, audience);
  });
  return listRoles(db, actor);
}

/** Gives a person a permission beyond the role, or takes it back. */
export async function grant(db: Db, userId: string, permission: Permission, allowed: boolean): Promise<void> {
  if (allowed) await db.insert(userPermission).values({ userId, permission }).onConflictDoNothing();
  else
    await db
      .delete(userPermission)
      .where(and(eq(userPermission.userId, userId), eq(userPermission.permission, permission)));
}

/** What is as it would be anyway leaves no row, so that a later default holds for it, too. */
async function setForRole(db: Db, role: 'user', permission: Permission, allowed: boolean): Promise<void> {
  if (DEFAULTS[permission].includes(role) === allowed)
    await db
      .delete(rolePermission)
      .where(and(eq(rolePermission.role, role), eq(rolePermission.permission, permission)));
  else
    await db
      .insert(rolePermission)
      .values({ role, permission, allowed })
      .onConflictDoUpdate({
        target: [rolePermission.role, rolePermission.permission],
        set: { allowed: sql`excluded.allowed` },
      });
}
