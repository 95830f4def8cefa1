// Links that wait for a permission of the person here: which, by the code of the hold.
import type { Permission } from '../../../src/http/contract/access.ts';

const LACKED = new Map<string, Permission>(
  Object.entries({
    'may-not-edit': 'records.edit',
    'may-not-delete': 'records.delete',
  }),
);

/** What is lacking where a hold has this code; undefined for one that waits for something else. */
export const lackedFor = (code: string): Permission | undefined => LACKED.get(code);

/** What taking an action of a run back needs. */
const UNDOING = new Map<string, Permission>(
  Object.entries({
    update: 'records.edit',
    'update-record': 'records.edit',
    import: 'records.delete',
    'import-company': 'records.delete',
    merge: 'records.edit',
  }),
);
export const neededToUndo = (types: string[]): Permission[] => [
  ...new Set(types.flatMap((type) => UNDOING.get(type) ?? [])),
];

/** What not carrying out a plan needs: of these classes, records take values back. */
export const neededToDiscard = (classes: string[]): Permission[] =>
  classes.some((name) => name === 'card-updates' || name === 'card-blanking') ? ['records.edit'] : [];
