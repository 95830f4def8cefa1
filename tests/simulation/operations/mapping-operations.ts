// Mappings of an account's own: labels swapped or of somebody's making, one way only, fields taken out and put back.
import { defaultMapping } from '../../../src/sync/mapping.ts';
import type { MappingEntry, OwnMapping, RecordKind } from '../../../src/sync/model.ts';
import { fieldsBetween } from '../world/excuses.ts';
import type { Random } from '../world/random.ts';
import { connectedTo } from '../world/world.ts';
import type { Operation } from './crm-operations.ts';
import { tiesInForce, withoutTies } from './label-operations.ts';

const FIELDS: Record<RecordKind, string[]> = {
  contact: ['phone', 'mobile', 'homePhone', 'email', 'secondaryEmail', 'title', 'birthday', 'description'],
  lead: ['phone', 'mobile', 'email', 'secondaryEmail', 'title'],
  company: ['phone', 'otherPhone', 'email', 'website'],
};

const usual = (kind: RecordKind, field: string): Omit<MappingEntry, 'field' | 'own'> => {
  const { slot, direction } = defaultMapping(kind).find((entry) => entry.field === field)!;
  return { slot, direction };
};

function drawMapping(kind: RecordKind, former: OwnMapping, chance: Random): OwnMapping {
  const own = { ...former };
  const field = chance.pick(FIELDS[kind]);
  switch (chance.int(5)) {
    case 0: {
      const other = kind === 'company' ? 'otherPhone' : 'mobile';
      return { ...own, phone: usual(kind, other), [other]: usual(kind, 'phone') };
    }
    case 1: {
      const { slot } = usual(kind, field);
      if (!('wish' in slot)) return own;
      return {
        ...own,
        [field]: { slot: { ...slot, wish: [chance.pick(['Skype', 'Desk', 'home'])] }, direction: 'both' },
      };
    }
    case 2:
      return { ...own, [field]: { ...usual(kind, field), direction: chance.pick(['in', 'out']) } };
    case 3:
      return { ...own, [field]: null };
    default:
      delete own[field];
      return chance.chance(0.4) ? {} : own;
  }
}

const change: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  // Two people who give one card opposite labels undo each other's work, three times a day: that is the loop's own test.
  if (connectedTo(world, account.server).length > 1) return null;
  const kind = chance.pick(['contact', 'contact', 'lead', 'company'] as const);
  // Which labels are tied to which groups is said elsewhere, for records of every kind.
  const ties = await tiesInForce(world, account);
  const own = { ...drawMapping(kind, withoutTies(account.mapping[kind]), chance), ...ties };
  const { mapping, id: accountId } = account;
  account.mapping = { ...mapping, [kind]: own };
  const fields = fieldsBetween(kind, mapping[kind] ?? {}, own);
  world.excuses.remappings.push({ accountId, recordId: null, fields, at: world.scheduler.now() });
  await world.crm.changeMapping(account.userId, account.id, kind, own);
  const words = Object.entries(own).map(([field, entry]) =>
    entry === null
      ? `${field} nowhere`
      : `${field} ${entry.direction} ${'wish' in entry.slot ? entry.slot.wish.join('/') : entry.slot.property}`,
  );
  return `user ${world.users.indexOf(account.userId) + 1} maps the ${kind}s of account ${account.index}: ${words.join(', ') || 'as usual'}`;
};

export const MAPPING_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  changeMapping: { weight: 1, run: change },
};
