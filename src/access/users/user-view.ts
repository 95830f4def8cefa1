// A user as others see them: never the row itself, so that a column added later does not leave by accident.
import type { Db } from '../../database/database.ts';
import type { user } from '../../database/schema.ts';
import type { Language } from '../../languages.ts';
import type { Actor, Role } from '../actor.ts';
import { permissionsOf } from '../permissions.ts';

export interface UserView {
  id: string;
  email: string;
  name: string;
  role: Role;
  language: Language | null;
  disabled: boolean;
  createdAt: string;
}

export interface MeView extends UserView {
  permissions: string[];
}

type UserRow = typeof user.$inferSelect;

export const userView = (row: UserRow): UserView => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role,
  language: row.language,
  disabled: row.disabledAt !== null,
  createdAt: row.createdAt.toISOString(),
});

/** The signed-in person's own view, with what they may do. */
export async function meView(db: Db, row: UserRow): Promise<MeView> {
  const actor: Actor = { userId: row.id, role: row.role };
  return { ...userView(row), permissions: await permissionsOf(db, actor) };
}
