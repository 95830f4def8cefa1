// Who may do what. Verbs ask these questions; the interface gets the answers as a list with `Me`.
import { AppError } from '../errors.ts';
import type { Actor } from './actor.ts';

const isAdministrator = (actor: Actor): boolean => actor.role === 'administrator';

export const canManageUsers = isAdministrator;
export const canManageFields = isAdministrator;
export const canManageProviders = isAdministrator;
export const canSeeHealth = isAdministrator;
/** Everybody signed in works on the shared records and connects external accounts of their own. */
export const canEditRecords = (_actor: Actor): boolean => true;
export const canConnectAccounts = (_actor: Actor): boolean => true;

const PERMISSIONS: Record<string, (actor: Actor) => boolean> = {
  'records.edit': canEditRecords,
  'accounts.connect': canConnectAccounts,
  'users.manage': canManageUsers,
  'fields.manage': canManageFields,
  'providers.manage': canManageProviders,
  'health.see': canSeeHealth,
};

/** Names of everything `actor` may do. */
export const permissionsOf = (actor: Actor): string[] =>
  Object.keys(PERMISSIONS).filter((name) => PERMISSIONS[name]!(actor));

/** @throws AppError 'not-allowed' unless `allowed`. */
export function demand(allowed: boolean): void {
  if (!allowed) throw new AppError('not-allowed');
}
