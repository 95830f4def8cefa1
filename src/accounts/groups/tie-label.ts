import { eq } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { account, label } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { KINDS } from '../../fields/field.ts';
import { fieldOfLabel } from '../../fields/labels.ts';
import { tiesOf } from '../../sync/mapping.ts';
import type { OwnMapping, RecordKind } from '../../sync/model.ts';
import type { AccountDeps } from '../account-deps.ts';
import { lockAccount } from '../own-account.ts';
import { reviewChange } from '../review-change.ts';
import { listGroups } from './list-groups.ts';

/**
 * Ties a label to a group of the actor's account, or to none: it is an entry of the account's mapping, for records of every kind.
 * What would be written because of it is a plan to approve; discarding the plan brings back what was before.
 * @throws AppError 'not-found'; 'invalid-values' for a group there is not, one that has another label, or a deleted label
 */
export async function tieLabel(
  deps: AccountDeps,
  actor: Actor,
  { id, labelId, group }: { id: string; labelId: string; group: string | null },
) {
  await deps.db.transaction(async (tx) => {
    const { mapping, settings } = await lockAccount(tx, actor, id);
    const ties = tiesOf(mapping);
    const [known] = await tx.select().from(label).where(eq(label.id, labelId)).for('key share');
    if (!known) throw new AppError('not-found');
    if ((ties.find((tie) => tie.labelId === labelId)?.group ?? null) === group) return;
    if (group !== null) {
      if (known.deletedAt)
        throw new AppError('invalid-values', 'There is no such label.', { fields: { labelId: 'unknown' } });
      const { items } = await listGroups(tx, actor, id);
      if (!items.some((one) => one.id === group && isTieable(one)))
        throw new AppError('invalid-values', 'No label can be tied to this group.', {
          fields: { group: 'unknown' },
        });
      if (ties.some((tie) => tie.group === group && tie.labelId !== labelId))
        throw new AppError('invalid-values', 'Another label is tied to this group.', {
          fields: { group: 'taken' },
        });
    }
    const tied = Object.fromEntries(
      KINDS.map((kind) => [kind, withTie(mapping[kind] ?? {}, fieldOfLabel(labelId), group)]),
    ) as Record<RecordKind, OwnMapping>;
    await tx.update(account).set({ mapping: tied }).where(eq(account.id, id));
    await reviewChange(tx, actor, { id, reason: 'settings', before: { settings, mapping } });
    await noteAudit(tx, actor.userId, 'account.changed', id);
  });
  return listGroups(deps.db, actor, id);
}

/** Where a card lies is no matter of labels, and what a service makes of its own groups is its own. */
const isTieable = ({ type, system, exists }: { type: string; system: boolean; exists: boolean }): boolean =>
  exists && !system && type !== 'folder';

function withTie(own: OwnMapping, field: string, group: string | null): OwnMapping {
  const { [field]: _, ...others } = own;
  return group === null
    ? others
    : { ...others, [field]: { slot: { property: 'groups', group }, direction: 'both' } };
}
