import { eq } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { account } from '../../database/schema.ts';
import type { RecordKind } from '../../sync/model.ts';
import type { AccountDeps } from '../account-deps.ts';
import { lockAccount } from '../own-account.ts';
import { reviewChange } from '../review-change.ts';
import { fieldsOf, getMapping } from './get-mapping.ts';
import { type ChosenEntry, checkEntries, ownMapping, withBuiltIns } from './own-mapping.ts';

export interface ChangeMapping {
  id: string;
  kind: RecordKind;
  /** The mapping of the kind as it is to be: a field that is not named is not synced. */
  entries: ChosenEntry[];
}

/**
 * Which field of one kind goes where. What would be written because of it is a plan to approve; discarding the plan brings
 * the former mapping back. @throws AppError 'not-found', 'invalid-values' by field
 */
export async function changeMapping(deps: AccountDeps, actor: Actor, { id, kind, ...given }: ChangeMapping) {
  const entries = withBuiltIns(given.entries);
  await deps.db.transaction(async (tx) => {
    const { mapping, settings } = await lockAccount(tx, actor, id);
    const fields = await fieldsOf(tx, kind);
    checkEntries(entries, fields);
    const before = mapping[kind] ?? {};
    const own = ownMapping(kind, entries, { fields, before });
    if (sameOwn(own, before)) return;
    await tx
      .update(account)
      .set({ mapping: { ...mapping, [kind]: own } })
      .where(eq(account.id, id));
    await reviewChange(tx, actor, { id, reason: 'settings', before: { settings, mapping } });
    await noteAudit(tx, actor.userId, 'account.changed', id);
  });
  return getMapping(deps, actor, id);
}

const sameOwn = (a: object, b: object): boolean => inOrder(a) === inOrder(b);

/** The database gives the keys of an object in an order of its own. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
