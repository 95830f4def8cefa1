// Records that become another kind, or one record.
import type { RecordKind } from '../../../src/sync/model.ts';
import type { CrmView } from '../crm/crm.ts';
import { isCarriedOut } from '../world/excuses.ts';
import type { World } from '../world/world.ts';
import { noteGone } from './cleared-pictures.ts';
import { nameOf, type Operation } from './crm-operations.ts';

const KINDS: RecordKind[] = ['contact', 'contact', 'lead', 'company'];

const convert: Operation = async (world, chance) => {
  const records = (await world.crm.look()).records.filter(({ deleted }) => !deleted);
  if (records.length === 0) return null;
  const record = chance.pick(records);
  const kind = chance.pick(KINDS.filter((each) => each !== record.kind));
  const userId = chance.pick(world.users);
  if (!(await world.crm.convertRecord(userId, record.id, kind))) return null;
  const at = world.scheduler.now();
  world.excuses.remappings.push({ accountId: null, recordId: record.id, fields: null, at });
  return `user ${world.users.indexOf(userId) + 1} makes the ${record.kind} ${nameOf(record)} a ${kind}`;
};

const merge: Operation = async (world, chance) => {
  const view = await world.crm.look();
  const alive = view.records.filter(({ deleted }) => !deleted);
  if (alive.length < 2) return null;
  const stays = chance.pick(alive);
  const alike = alive.filter(
    ({ id, kind }) => id !== stays.id && (kind === 'company') === (stays.kind === 'company'),
  );
  if (alike.length === 0) return null;
  const goes = chance.pick(alike);
  const userId = chance.pick(world.users);
  if (!(await world.crm.mergeRecords(userId, stays.id, goes.id))) return null;
  noteMerged(world, view, { staysId: stays.id, goesId: goes.id });
  return `user ${world.users.indexOf(userId) + 1} merges ${nameOf(goes)} into ${nameOf(stays)}`;
};

/** What was said of the one that goes is said of the other. */
export function noteMerged(
  world: World,
  view: CrmView,
  { staysId, goesId }: { staysId: string; goesId: string },
): void {
  const { records, flags, links, cards } = view;
  const kindOf = (each: string) => records.find(({ id }) => id === each)!.kind;
  const { wanted, unwanted, kept, left } = world.ledger;
  for (const key of [...left]) if (key.startsWith(`${goesId} `)) left.add(key.replace(goesId, staysId));
  for (const flag of flags) if (flag.recordId === goesId && flag.on) wanted.add(`${goesId} ${flag.userId}`);
  for (const pairs of [wanted, unwanted, kept])
    for (const each of world.users) if (pairs.has(`${goesId} ${each}`)) pairs.add(`${staysId} ${each}`);
  const { approvals, remappings, merged } = world.excuses;
  const since = world.scheduler.now();
  for (const { recordId, accountId, cardId, marker } of links) {
    const remoteId = cards.find(({ id }) => id === cardId)?.remoteId ?? null;
    if (recordId === goesId) merged.push({ recordId: staysId, accountId, remoteId, marker, since });
  }
  // Of two pictures one stands: the other was put aside by whoever made the two one, also on a card that is taken up later.
  const pictureOf = (each: string) => records.find(({ id }) => id === each)!.values.photo;
  if (pictureOf(staysId)) noteGone(world, view, goesId);
  // What was chosen of a card that has its link goes with that; of one in the queue nobody compares it with the other record.
  const { choices } = world.excuses;
  const going = choices.filter((each) => each.recordId === goesId && isCarriedOut(each, view));
  choices.push(...going.map((each) => ({ formerId: goesId, ...each, recordId: staysId })));
  // What goes becomes one of the other kind first.
  if (kindOf(goesId) !== kindOf(staysId))
    remappings.push({ accountId: null, recordId: staysId, fields: null, at: world.scheduler.now() });
  for (const rows of [approvals, remappings, merged] as { recordId: string | null }[][])
    rows.push(
      ...rows.filter(({ recordId }) => recordId === goesId).map((row) => ({ ...row, recordId: staysId })),
    );
}

export const RECORD_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  convert: { weight: 2, run: convert },
  mergeRecords: { weight: 2, run: merge },
};
