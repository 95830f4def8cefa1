// Labels of records, and which group of an account each is tied to; both sides put on and take off.
import { fieldOfLabel } from '../../../src/fields/labels.ts';
import { tiesOf } from '../../../src/sync/mapping.ts';
import type { OwnMapping, RecordKind } from '../../../src/sync/model.ts';
import { LABELS } from '../crm/crm.ts';
import { connectedTo } from '../world/world.ts';
import { nameOf, type Operation, userName } from './crm-operations.ts';
import { groupIds, groupsOf, putInto } from './group-operations.ts';

const KINDS: RecordKind[] = ['company', 'contact', 'lead'];
/** To a group of its own, or to none. */
const tie: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  const labelId = chance.pick(LABELS);
  const field = fieldOfLabel(labelId);
  const taken = tiesOf(account.mapping).filter((one) => one.labelId !== labelId);
  const free = groupIds(account).filter((id) => taken.every(({ group }) => group !== id));
  const isTied = tiesOf(account.mapping).some((one) => one.labelId === labelId);
  if (free.length === 0 && !isTied) return null;
  const group = isTied && chance.chance(0.3) ? null : (free.length > 0 && chance.pick(free)) || null;
  const { mapping } = account;
  for (const kind of KINDS) {
    const { [field]: _, ...others } = mapping[kind] ?? {};
    const own: OwnMapping =
      group === null
        ? others
        : { ...others, [field]: { slot: { property: 'groups', group }, direction: 'both' } };
    account.mapping = { ...account.mapping, [kind]: own };
    await world.crm.changeMapping(account.userId, account.id, kind, own);
  }
  for (const { id } of connectedTo(world, account.server)) if (group) world.ledger.mayTie(id, group);
  return `${userName(world, account.userId)} ties label ${LABELS.indexOf(labelId) + 1} in account ${account.index} to ${group ?? 'none'}`;
};

const label: Operation = async (world, chance) => {
  const records = (await world.crm.look()).records.filter(({ deleted }) => !deleted);
  if (records.length === 0) return null;
  const record = records.find(({ id }) => id === world.hot && chance.chance(0.5)) ?? chance.pick(records);
  const labelId = chance.pick(LABELS);
  const isOn = !record.values[fieldOfLabel(labelId)];
  const userId = chance.pick(world.users);
  if (!(await world.crm.setLabel(userId, record.id, labelId, isOn))) return null;
  return `${userName(world, userId)} ${isOn ? 'puts' : 'takes'} label ${LABELS.indexOf(labelId) + 1} ${isOn ? 'on' : 'off'} ${nameOf(record)}`;
};

/** The phone's owner, with a card that has a record and a group that has a label. */
const regroupTied: Operation = async (world, chance) => {
  const tied = world.accounts.filter(({ mapping }) => tiesOf(mapping).length > 0);
  if (tied.length === 0) return null;
  const account = chance.pick(tied);
  const { group } = chance.pick(tiesOf(account.mapping));
  const live = account.server.live();
  if (live.length === 0 || !groupIds(account).includes(group)) return null;
  const card = chance.pick(live);
  const isIn = !groupsOf(account, card).includes(group);
  putInto(world, account, card, group, isIn);
  return `the owner of account ${account.index} ${isIn ? 'puts' : 'takes'} ${card.id} ${isIn ? 'into' : 'out of'} ${group}, which has a label`;
};

export const LABEL_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  tieLabel: { weight: 3, run: tie },
  putLabel: { weight: 4, run: label },
  regroupTied: { weight: 4, run: regroupTied },
};
