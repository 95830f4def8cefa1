// Labels of records, and which group of an account each is tied to; both sides put on and take off.
import { fieldOfLabel, labelOfField } from '../../../src/fields/labels.ts';
import { isTie, tiesOf } from '../../../src/sync/mapping.ts';
import type { OwnMapping, RecordKind } from '../../../src/sync/model.ts';
import { LABELS } from '../crm/crm.ts';
import { type Account, connectedTo, type World } from '../world/world.ts';
import { nameOf, type Operation, userName } from './crm-operations.ts';
import { groupIds, groupsOf, putInto } from './group-operations.ts';

const KINDS: RecordKind[] = ['company', 'contact', 'lead'];

/** The ties of an account's own mapping: a plan that was discarded has brought back those before. */
export async function tiesInForce({ crm }: World, { id }: Account): Promise<OwnMapping> {
  const ties = (await crm.mappings(id)).contact.filter(isTie);
  return Object.fromEntries(ties.map(({ field, slot, direction }) => [field, { slot, direction }]));
}

/** What a mapping says of fields alone. */
export const withoutTies = (own: OwnMapping = {}): OwnMapping =>
  Object.fromEntries(Object.entries(own).filter(([field]) => labelOfField(field) === null));

/** To a group of its own, or to none. */
const tie: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  const labelId = chance.pick(LABELS);
  const field = fieldOfLabel(labelId);
  const { [field]: known, ...others } = await tiesInForce(world, account);
  const taken = tiesOf({ contact: others });
  const free = groupIds(account).filter((id) => taken.every(({ group }) => group !== id));
  const isTied = known !== undefined;
  if (free.length === 0 && !isTied) return null;
  const group = isTied && chance.chance(0.3) ? null : (free.length > 0 && chance.pick(free)) || null;
  const tied: OwnMapping =
    group === null ? {} : { [field]: { slot: { property: 'groups', group }, direction: 'both' } };
  for (const kind of KINDS) {
    const own = { ...withoutTies(account.mapping[kind]), ...others, ...tied };
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
  const ties = new Map<Account, ReturnType<typeof tiesOf>>();
  for (const account of world.accounts) {
    const own = tiesOf({ contact: await tiesInForce(world, account) });
    if (own.length > 0) ties.set(account, own);
  }
  if (ties.size === 0) return null;
  const account = chance.pick([...ties.keys()]);
  const { group } = chance.pick(ties.get(account)!);
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
