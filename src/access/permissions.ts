// Who may do what. Verbs ask these questions; the interface gets the answers as a list with `Me`, so that what somebody
// lacks is told before a button is pressed.
import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';
import { AppError } from '../errors.ts';
import type { Actor, Role } from './actor.ts';

export const isAdministrator = (actor: Actor): boolean => actor.role === 'administrator';

/** What a role may be given or refused; administrators may always do all of it. */
export const PERMISSIONS = ['records.edit', 'records.delete', 'accounts.connect', 'sync.run'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What comes with the role of an administrator and cannot be given otherwise. */
const OF_ADMINISTRATORS = ['users.manage', 'fields.manage', 'providers.manage', 'health.see'] as const;

/** What a door may ask for (doors.ts). */
export type Need = Permission | (typeof OF_ADMINISTRATORS)[number];

/** Before an administrator sets anything. */
export const DEFAULTS: Record<Permission, Role[]> = {
  'records.edit': ['administrator', 'user'],
  'records.delete': ['administrator', 'user'],
  'accounts.connect': ['administrator', 'user'],
  'sync.run': ['administrator', 'user'],
};

export const isPermission = (name: string): name is Permission =>
  (PERMISSIONS as readonly string[]).includes(name);

/** Names of everything `actor` may do: by the role, or granted to the person. */
export async function permissionsOf(db: Db, actor: Actor): Promise<string[]> {
  if (isAdministrator(actor)) return [...PERMISSIONS, ...OF_ADMINISTRATORS];
  const set = await rows<{ permission: string; allowed: boolean }>(
    db,
    sql`select permission, allowed from role_permission where role = ${actor.role}
      union all select permission, true from user_permission where user_id = ${actor.userId}`,
  );
  // What is granted to the person comes last and wins.
  const allowed = new Map(set.map((row) => [row.permission, row.allowed]));
  return PERMISSIONS.filter((name) => allowed.get(name) ?? DEFAULTS[name].includes(actor.role));
}

/** @throws AppError 'not-allowed' naming the permission that is missing */
export async function demandPermission(db: Db, actor: Actor, permission: Need): Promise<void> {
  if (isAdministrator(actor) || (await permissionsOf(db, actor)).includes(permission)) return;
  throw new AppError('not-allowed', `You lack the permission ${permission}.`, {
    fields: { permission },
  });
}
