// Records that become another kind, or one record.
import type { RecordKind } from '../../../src/sync/model.ts';
import { nameOf, type Operation } from './crm-operations.ts';

const KINDS: RecordKind[] = ['contact', 'contact', 'lead', 'company'];

const convert: Operation = async (world, chance) => {
  const records = (await world.crm.look()).records.filter(({ deleted }) => !deleted);
  if (records.length === 0) return null;
  const record = chance.pick(records);
  const kind = chance.pick(KINDS.filter((each) => each !== record.kind));
  const userId = chance.pick(world.users);
  if (!(await world.crm.convertRecord(userId, record.id, kind))) return null;
  const at = world.scheduler.clock();
  world.excuses.remappings.push({ accountId: null, recordId: record.id, fields: null, at });
  return `user ${world.users.indexOf(userId) + 1} makes the ${record.kind} ${nameOf(record)} a ${kind}`;
};

const merge: Operation = async (world, chance) => {
  const { records, flags, links, cards } = await world.crm.look();
  const alive = records.filter(({ deleted }) => !deleted);
  if (alive.length < 2) return null;
  const stays = chance.pick(alive);
  const alike = alive.filter(
    ({ id, kind }) => id !== stays.id && (kind === 'company') === (stays.kind === 'company'),
  );
  if (alike.length === 0) return null;
  const goes = chance.pick(alike);
  const userId = chance.pick(world.users);
  if (!(await world.crm.mergeRecords(userId, stays.id, goes.id))) return null;
  const { wanted, unwanted, kept } = world.ledger;
  for (const flag of flags) if (flag.recordId === goes.id && flag.on) wanted.add(`${goes.id} ${flag.userId}`);
  for (const pairs of [wanted, unwanted, kept])
    for (const each of world.users) if (pairs.has(`${goes.id} ${each}`)) pairs.add(`${stays.id} ${each}`);
  const { approvals, remappings, merged } = world.excuses;
  const since = world.scheduler.now();
  for (const { recordId, accountId, cardId, marker } of links) {
    const remoteId = cards.find(({ id }) => id === cardId)?.remoteId ?? null;
    if (recordId === goes.id) merged.push({ recordId: stays.id, accountId, remoteId, marker, since });
  }
  // What goes becomes one of the other kind first.
  if (goes.kind !== stays.kind)
    remappings.push({ accountId: null, recordId: stays.id, fields: null, at: world.scheduler.clock() });
  for (const rows of [approvals, remappings, merged] as { recordId: string | null }[][])
    rows.push(
      ...rows.filter(({ recordId }) => recordId === goes.id).map((row) => ({ ...row, recordId: stays.id })),
    );
  return `user ${world.users.indexOf(userId) + 1} merges ${nameOf(goes)} into ${nameOf(stays)}`;
};

export const RECORD_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  convert: { weight: 2, run: convert },
  mergeRecords: { weight: 2, run: merge },
};
