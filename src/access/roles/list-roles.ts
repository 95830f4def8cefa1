import { asc, eq } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { rolePermission, user, userPermission } from '../../database/schema.ts';
import type { Actor, Role } from '../actor.ts';
import { demandDoor } from '../doors.ts';
import { DEFAULTS, isPermission, PERMISSIONS, type Permission } from '../permissions.ts';

export interface RolesView {
  items: {
    role: Role;
    /** Of administrators nothing can be taken. */
    fixed: boolean;
    permissions: { permission: Permission; allowed: boolean; byDefault: boolean }[];
  }[];
  /** What single people were given beyond their role. */
  grants: { userId: string; userName: string; permission: Permission }[];
}

const ROLES: Role[] = ['administrator', 'user'];

/** What each role may do, and what was granted to people beside it. */
export async function listRoles(db: Db, actor: Actor): Promise<RolesView> {
  await demandDoor(db, actor, 'listRoles');
  const set = await db.select().from(rolePermission);
  const grants = await db
    .select({ userId: user.id, userName: user.name, permission: userPermission.permission })
    .from(userPermission)
    .innerJoin(user, eq(user.id, userPermission.userId))
    .orderBy(asc(user.name), asc(user.id), asc(userPermission.permission));
  return {
    items: ROLES.map((role) => ({
      role,
      fixed: role === 'administrator',
      permissions: PERMISSIONS.map((permission) => {
        const byDefault = DEFAULTS[permission].includes(role);
        const chosen = set.find((row) => row.role === role && row.permission === permission);
        return { permission, allowed: role === 'administrator' || (chosen?.allowed ?? byDefault), byDefault };
      }),
    })),
    grants: grants.flatMap((grant) =>
      isPermission(grant.permission) ? [{ ...grant, permission: grant.permission }] : [],
    ),
  };
}
