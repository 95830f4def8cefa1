// What people take back of the history of a record: a change of it, or that it was merged.
import type { CrmView } from '../crm/crm.ts';
import type { World } from '../world/world.ts';
import { noteGone } from './cleared-pictures.ts';
import { nameOf, type Operation, userName } from './crm-operations.ts';
import { noteMerged, RECORD_OPERATIONS } from './record-operations.ts';
import { noteFlags } from './undo-operations.ts';

/** Values of a record of another kind have other places. */
function noteKinds({ excuses, scheduler }: World, before: CrmView, after: CrmView): void {
  const was = new Map(before.records.map(({ id, kind }) => [id, kind]));
  for (const { id, kind } of after.records)
    if (was.get(id) !== kind)
      excuses.remappings.push({ accountId: null, recordId: id, fields: null, at: scheduler.now() });
}

const pictureOf = ({ records }: CrmView, id: string) => records.find((row) => row.id === id)?.values.photo;

/** What was said of a record while it was made of two is said of both of them. */
function noteParted(world: World, before: CrmView, after: CrmView): void {
  const { excuses, ledger } = world;
  for (const { recordId, field, before: goesId } of after.changes.slice(before.changes.length)) {
    if (field !== 'mergedFrom' || goesId === null) continue;
    const ofBoth = excuses.approvals.filter((row) => row.recordId === recordId);
    excuses.approvals.push(...ofBoth.map((row) => ({ ...row, recordId: goesId })));
    for (const key of [...ledger.left])
      if (key.startsWith(`${recordId} `)) ledger.left.add(key.replace(recordId, goesId));
    // The picture of the one goes off the cards of the other.
    if (pictureOf(after, goesId) !== pictureOf(before, recordId)) noteGone(world, before, recordId);
  }
}

/** What was there at this moment: the memory CRM goes on writing into its history. */
async function seen({ crm }: World): Promise<CrmView> {
  const view = await crm.look();
  return { ...view, changes: [...view.changes] };
}

const undoChange: Operation = async (world, chance) => {
  const view = await seen(world);
  const found = view.changes.filter(({ field }) => field !== 'photo');
  if (found.length === 0) return null;
  const { id, recordId, field, before, after } = chance.pick(found);
  const userId = chance.pick(world.users);
  if (!(await world.crm.undoChange(userId, recordId, id))) return null;
  if (field === 'mergedFrom' && after === null)
    noteMerged(world, view, { staysId: recordId, goesId: before! });
  await noteWhole(world, view);
  const record = view.records.find((row) => row.id === recordId)!;
  return `${userName(world, userId)} takes back that ${field} of ${nameOf(record)} became ${after ?? 'nothing'}`;
};

const undoMerge: Operation = async (world, chance) => {
  const view = await seen(world);
  const merged = view.records.filter((row) => row.merged);
  if (merged.length === 0) return RECORD_OPERATIONS.mergeRecords!.run(world, chance);
  const record = chance.pick(merged);
  const userId = chance.pick(world.users);
  if (!(await world.crm.restoreRecord(userId, record.id))) return null;
  await noteWhole(world, view);
  return `${userName(world, userId)} takes back that ${nameOf(record)} was merged`;
};

async function noteWhole(world: World, before: CrmView): Promise<void> {
  const after = await world.crm.look();
  noteFlags(world, before, after);
  noteKinds(world, before, after);
  noteParted(world, before, after);
  for (const { id, values } of after.records)
    if (values.photo !== pictureOf(before, id)) noteGone(world, before, id);
}

export const HISTORY_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  undoChange: { weight: 2, run: undoChange },
  undoMerge: { weight: 2, run: undoMerge },
};
