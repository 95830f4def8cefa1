// What people do in the CRM. Each operation finds itself something to do in the world as it is, does it, and says so; null
// when there is nothing it could be done to.

import type { ActionClass } from '../../../src/sync/decide/guard.ts';
import { defaultMapping, fieldsOf } from '../../../src/sync/mapping.ts';
import type { FieldKey, RecordKind } from '../../../src/sync/model.ts';
import type { CrmView, RecordView } from '../crm/crm.ts';
import { typed } from '../world/ledger.ts';
import type { Random } from '../world/random.ts';
import { POISON } from '../world/simulated-book.ts';
import type { World } from '../world/world.ts';
import { noteGone } from './cleared-pictures.ts';

export type Operation = (world: World, chance: Random) => Promise<string | null>;

const FIELDS: Record<RecordKind, FieldKey[]> = {
  contact: [
    'firstName',
    'lastName',
    'companyName',
    'title',
    'email',
    'secondaryEmail',
    'phone',
    'mobile',
    'homePhone',
    'birthday',
    'description',
    'mailing.street',
    'mailing.city',
  ],
  lead: ['firstName', 'lastName', 'companyName', 'email', 'phone', 'mobile', 'mailing.city'],
  company: ['name', 'email', 'phone', 'website', 'billing.city'],
};
/** A value no simulated provider with a limit keeps whole. */
const LONG = ' International Holding Company of the North';
const KINDS: RecordKind[] = ['contact', 'contact', 'contact', 'lead', 'company'];
const SWITCHED: FieldKey[] = ['title', 'mobile', 'birthday', 'secondaryEmail'];

export function newValues(world: World, chance: Random, kind: RecordKind): Record<string, string> {
  const values: Record<string, string> = {};
  const always = kind === 'company' ? 'name' : 'lastName';
  for (const field of FIELDS[kind])
    if (field === always || chance.chance(0.4)) values[field] = typed(field, world.ledger.fresh());
  return values;
}

export const nameOf = ({ values, id }: RecordView): string =>
  values.lastName ?? values.name ?? values.firstName ?? id;
const someone = (world: World, chance: Random) => chance.pick(world.users);
export const userName = (world: World, userId: string): string => `user ${world.users.indexOf(userId) + 1}`;

async function aRecord(
  world: World,
  chance: Random,
  filter: (record: RecordView, view: CrmView) => boolean = ({ deleted }) => !deleted,
): Promise<RecordView | null> {
  const view = await world.crm.look();
  const found = view.records.filter((record) => filter(record, view));
  const hot = found.find(({ id }) => id === world.hot);
  if (hot && chance.chance(0.4)) return hot;
  return found.length === 0 ? null : chance.pick(found);
}

async function activeFields(world: World, kind: RecordKind): Promise<FieldKey[]> {
  const mappings = await world.crm.mappings();
  const active = new Set(mappings[kind].flatMap(fieldsOf));
  return FIELDS[kind].filter((field) => active.has(field));
}

const write = async (
  world: World,
  chance: Random,
  record: RecordView,
  field: FieldKey,
  value: string | null,
) => {
  const userId = someone(world, chance);
  const done = await world.crm.updateRecord(userId, record.id, { [field]: value });
  return done
    ? `${userName(world, userId)} sets ${field} of ${nameOf(record)} to ${value ?? 'nothing'}`
    : null;
};

const create: Operation = async (world, chance) => {
  const userId = someone(world, chance);
  const kind = chance.pick(KINDS);
  const fields = new Set(await activeFields(world, kind));
  const values = Object.fromEntries(
    Object.entries(newValues(world, chance, kind)).filter(([field]) => fields.has(field)),
  );
  const flagged = chance.chance(0.8);
  const id = await world.crm.createRecord(userId, kind, values, flagged);
  if (flagged) world.ledger.wanted.add(`${id} ${userId}`);
  return `${userName(world, userId)} creates the ${kind} ${values.lastName ?? values.name}${flagged ? ' and wants it on the phone' : ''}`;
};

const edit: Operation = async (world, chance) => {
  const record = await aRecord(world, chance);
  if (!record) return null;
  const field = chance.pick(await activeFields(world, record.kind));
  return write(world, chance, record, field, typed(field, world.ledger.fresh()));
};

const editSome: Operation = async (world, chance) => {
  const record = await aRecord(world, chance);
  if (!record) return null;
  const fields = await activeFields(world, record.kind);
  const values = Object.fromEntries(
    [chance.pick(fields), chance.pick(fields), chance.pick(fields)].map((field) => [
      field,
      typed(field, world.ledger.fresh()),
    ]),
  );
  const userId = someone(world, chance);
  const done = await world.crm.updateRecord(userId, record.id, values);
  return done ? `${userName(world, userId)} sets ${JSON.stringify(values)} on ${nameOf(record)}` : null;
};

const editLong: Operation = async (world, chance) => {
  const record = await aRecord(world, chance, ({ deleted, kind }) => !deleted && kind !== 'company');
  if (!record) return null;
  const value = `${typed('companyName', world.ledger.fresh())}${LONG}`;
  return write(world, chance, record, 'companyName', value);
};

/** To a value the field had before: what was sent once may be meant again. */
const revert: Operation = async (world, chance) => {
  const { changes, records } = await world.crm.look();
  const record =
    records.filter(({ deleted }) => !deleted)[0] && chance.pick(records.filter((r) => !r.deleted));
  if (!record) return null;
  const fields = new Set(await activeFields(world, record.kind));
  const former = changes.filter(
    ({ recordId, field, before }) => recordId === record.id && before !== null && fields.has(field),
  );
  if (former.length === 0) return null;
  const { field, before } = chance.pick(former);
  return write(world, chance, record, field, before);
};

const clear: Operation = async (world, chance) => {
  const record = await aRecord(world, chance);
  if (!record) return null;
  const active = await activeFields(world, record.kind);
  const filled = active.filter((field) => record.values[field] && field !== 'lastName' && field !== 'name');
  return filled.length === 0 ? null : write(world, chance, record, chance.pick(filled), null);
};

const poison: Operation = async (world, chance) => {
  const record = await aRecord(world, chance, ({ deleted, kind }) => !deleted && kind !== 'company');
  if (!record) return null;
  return write(world, chance, record, 'firstName', `${typed('firstName', world.ledger.fresh())} ${POISON}`);
};

const remove: Operation = async (world, chance) => {
  const record = await aRecord(world, chance);
  const userId = someone(world, chance);
  if (!record || !(await world.crm.deleteRecord(userId, record.id))) return null;
  for (const each of world.users) world.ledger.unwanted.add(`${record.id} ${each}`);
  return `${userName(world, userId)} deletes ${nameOf(record)}`;
};

const restore: Operation = async (world, chance) => {
  const record = await aRecord(world, chance, ({ deleted, merged }) => deleted && !merged);
  const userId = someone(world, chance);
  if (!record || !(await world.crm.restoreRecord(userId, record.id))) return null;
  return `${userName(world, userId)} restores ${nameOf(record)}`;
};

const flag =
  (on: boolean, keepCard = false): Operation =>
  async (world, chance) => {
    const userId = someone(world, chance);
    const record = await aRecord(
      world,
      chance,
      ({ id, deleted }, { flags }) =>
        !deleted && (flags.find((row) => row.recordId === id && row.userId === userId)?.on ?? false) !== on,
    );
    if (!record || !(await world.crm.setFlag(userId, record.id, on, keepCard))) return null;
    world.ledger[on ? 'wanted' : keepCard ? 'kept' : 'unwanted'].add(`${record.id} ${userId}`);
    const words = on ? 'wants' : keepCard ? 'stops syncing' : 'does not want';
    return `${userName(world, userId)} ${words} ${nameOf(record)} on the phone${keepCard ? ' but keeps the card' : ''}`;
  };

/** Off and, before anything came of it, on again. */
const flicker: Operation = async (world, chance) => {
  const userId = someone(world, chance);
  const record = await aRecord(
    world,
    chance,
    ({ id, deleted }, { flags }) =>
      !deleted && flags.some((row) => row.recordId === id && row.userId === userId && row.on),
  );
  if (!record) return null;
  world.ledger.unwanted.add(`${record.id} ${userId}`);
  await world.crm.setFlag(userId, record.id, false, false);
  const { scheduler } = world;
  scheduler.at(scheduler.now() + chance.int(4_000), async () => {
    if (!(await scheduler.outside(world.crm.setFlag(userId, record.id, true, false)))) return;
    world.tell(`${userName(world, userId)} wants ${nameOf(record)} on the phone again`);
  });
  return `${userName(world, userId)} does not want ${nameOf(record)} on the phone, for a moment`;
};

const bulkOff: Operation = async (world, chance) => {
  const userId = someone(world, chance);
  const { records, flags } = await world.crm.look();
  const ids = flags.filter((row) => row.userId === userId && row.on).map(({ recordId }) => recordId);
  const chosen = ids.filter(
    (id) => chance.chance(0.8) && records.some((record) => record.id === id && !record.deleted),
  );
  if (chosen.length === 0) return null;
  for (const id of chosen) world.ledger.unwanted.add(`${id} ${userId}`);
  const confirmed = chance.chance(0.3);
  if (confirmed) {
    await world.crm.setFlags(userId, chosen, false);
    const at = world.scheduler.now();
    const theirs = world.accounts.filter((account) => account.userId === userId);
    for (const recordId of chosen)
      for (const { id: accountId } of theirs)
        world.excuses.approvals.push({ accountId, recordId, class: 'card-deletions', at });
    for (const { id } of theirs) world.ledger.unseen.delete(id);
  } else for (const id of chosen) await world.crm.setFlag(userId, id, false, false);
  return `${userName(world, userId)} takes ${chosen.length} records off the phone${confirmed ? ', having seen the number' : ''}`;
};

/** Types a card of the queue, merges it into a record, or ignores it; then imports what is typed. */
const decide: Operation = async (world, chance) => {
  const { queue, cards, records } = await world.crm.look();
  const items = queue.filter(({ state }) => state === 'pending' || state === 'ignored' || state === 'failed');
  if (items.length === 0) return null;
  const { cardId, accountId } = chance.pick(items);
  const account = world.accounts.find(({ id }) => id === accountId)!;
  const card = cards.find(({ id }) => id === cardId)!;
  const who = userName(world, account.userId);
  const alive = records.filter(({ deleted }) => !deleted);
  if (chance.chance(0.15)) {
    await world.crm.decide(account.userId, accountId, cardId, { state: 'ignored' });
    return `${who} ignores ${card.remoteId} of account ${account.index}`;
  }
  if (alive.length > 0 && chance.chance(0.2)) {
    const record = chance.pick(alive);
    if (!(await world.crm.decide(account.userId, accountId, cardId, { recordId: record.id }))) return null;
    return `${who} merges ${card.remoteId} of account ${account.index} into ${nameOf(record)}`;
  }
  const kind = chance.pick(KINDS);
  await world.crm.decide(account.userId, accountId, cardId, { kind });
  return `${who} types ${card.remoteId} of account ${account.index} as ${kind}`;
};

const importTyped: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  const typedAll = chance.chance(0.5);
  if (typedAll) {
    const { queue } = await world.crm.look();
    for (const { cardId, accountId, state } of queue)
      if (accountId === account.id && state === 'pending')
        await world.crm.decide(account.userId, accountId, cardId, { kind: 'contact' });
  }
  if (!(await world.crm.importQueue(account.userId, account.id))) return null;
  return `${userName(world, account.userId)} imports ${typedAll ? 'everything' : 'what is typed'} of account ${account.index}`;
};

const settings: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  const changed = {
    conflicts: chance.pick(['crm', 'book', 'ask'] as const),
    direction: chance.pick(['both', 'both', 'both', 'in', 'out'] as const),
    remoteDelete: chance.pick(['unlink', 'unlink', 'trash', 'ask'] as const),
  };
  const { oneWay } = world.excuses;
  if (changed.direction !== 'both' && !oneWay.has(account.id)) oneWay.set(account.id, world.scheduler.now());
  if (changed.remoteDelete === 'trash') world.ledger.trashing.add(account.id);
  await world.crm.updateSettings(account.userId, account.id, changed);
  return `${userName(world, account.userId)} sets account ${account.index} to ${Object.values(changed).join(', ')}`;
};

const switchField: Operation = async (world, chance) => {
  const field = chance.pick(SWITCHED);
  const mappings = await world.crm.mappings();
  const kinds = (['contact', 'lead'] as const).filter((kind) =>
    defaultMapping(kind).some((entry) => entry.field === field),
  );
  const kind = chance.pick(kinds);
  const active = mappings[kind].some((entry) => entry.field === field);
  await world.crm.setFieldActive(kind, field, !active);
  return `the administrator switches ${field} of ${kind}s ${active ? 'off' : 'on'}`;
};

const resolve: Operation = async (world, chance) => {
  const { conflicts, links } = await world.crm.look();
  const open = conflicts.filter(
    ({ resolution, linkId }) =>
      resolution === null && links.some(({ id, state }) => id === linkId && state !== 'closed'),
  );
  if (open.length === 0) return null;
  const { id, accountId, field } = chance.pick(open);
  const account = world.accounts.find((each) => each.id === accountId)!;
  const choice = chance.pick(['crm', 'book'] as const);
  await world.crm.resolveConflict(account.userId, id, choice);
  return `${userName(world, account.userId)} settles a conflict about ${field}: ${choice}`;
};

/** Says yes or no to what waits. */
export const decideWaiting: Operation = (world, chance) => sayTo(world, chance, 0.5);
export const approveWaiting: Operation = (world, chance) => sayTo(world, chance, 1);

async function sayTo(world: World, chance: Random, approval: number): Promise<string | null> {
  const view = await world.crm.look();
  const { waiting, actions, cards } = view;
  if (waiting.length === 0) return null;
  const { id, accountId } = chance.pick(waiting);
  const account = world.accounts.find((each) => each.id === accountId)!;
  const held = actions.filter((action) => action.accountId === accountId && action.outcome === 'held');
  const yes = chance.chance(approval);
  world.ledger.unseen.delete(accountId);
  if (yes) {
    if (!(await world.crm.approveRun(account.userId, id))) return null;
    for (const { recordId, linkId, class: name } of held)
      world.excuses.approvals.push({
        accountId,
        recordId: recordId ?? linkId!,
        class: name as ActionClass,
        at: world.scheduler.now(),
      });
  } else {
    if (!(await world.crm.discardRun(account.userId, id))) return null;
    // Where pictures are left as they are, taking one away is meant for both.
    for (const { recordId, diff, pull } of held)
      if ([...diff, ...(pull ?? [])].some(({ field }) => field === 'photo')) noteGone(world, view, recordId!);
    for (const { cardId, diff, pull } of held)
      for (const { field } of [...diff, ...(pull ?? [])])
        world.ledger.differing.add(`${accountId} ${cards.find(({ id }) => id === cardId)?.uid} ${field}`);
    for (const { recordId, class: name } of held.filter((action) => action.recordId !== null))
      world.ledger[name === 'card-creations' ? 'unwanted' : 'wanted'].add(`${recordId} ${account.userId}`);
  }
  return `${userName(world, account.userId)} ${yes ? 'approves' : 'discards'} ${held.length} held actions of account ${account.index}`;
}

export const CRM_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  create: { weight: 3, run: create },
  edit: { weight: 8, run: edit },
  editSome: { weight: 3, run: editSome },
  editLong: { weight: 1, run: editLong },
  revert: { weight: 2, run: revert },
  clear: { weight: 2, run: clear },
  poison: { weight: 0.5, run: poison },
  remove: { weight: 1, run: remove },
  restore: { weight: 1, run: restore },
  flagOn: { weight: 3, run: flag(true) },
  flagOff: { weight: 2, run: flag(false) },
  flagKeep: { weight: 0.5, run: flag(false, true) },
  flicker: { weight: 1, run: flicker },
  bulkOff: { weight: 0.5, run: bulkOff },
  decide: { weight: 4, run: decide },
  import: { weight: 3, run: importTyped },
  settings: { weight: 0.7, run: settings },
  switchField: { weight: 0.7, run: switchField },
  resolve: { weight: 1.5, run: resolve },
  decideWaiting: { weight: 0.7, run: decideWaiting },
};
