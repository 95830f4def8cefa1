// The planner against the decision table of docs/sync.md: named rows, then every combination against a second, plainly
// written statement of the table.
import { describe, expect, test } from 'vitest';
import { type Contact, emptyContact } from '../contact/contact.ts';
import { applyEdits } from '../contact/edit.ts';
import type { Capabilities, RemoteId, Version } from '../providers/provider.ts';
import { defaultMapping } from './mapping.ts';
import { type LinkPlan, type PlanContext, planLink } from './plan.ts';
import { project } from './slots.ts';
import type { AccountSettings, Base, LinkView, Values } from './store.ts';

const mapping = defaultMapping('contact');
const capabilities: Capabilities = {
  limits: { emails: null, phones: null, urls: null, addresses: null },
  labels: 'custom',
  notes: true,
  nickname: true,
  birthdayWithoutYear: true,
  photo: true,
  parallelWrites: 4,
  visibleAfterMs: 0,
};
const context = (over: Partial<AccountSettings> = {}): PlanContext => ({
  settings: { direction: 'both', conflicts: 'crm', remoteDelete: 'unlink', ...over },
  capabilities,
  mapping,
});

const contactWith = (phone: string | null): Contact => ({
  ...emptyContact(),
  name: { given: 'Anna', family: 'Bianchi' },
  phones: phone === null ? [] : [{ label: 'work', value: phone }],
});
const valuesWith = (phone: string | null): Values => ({
  firstName: 'Anna',
  lastName: 'Bianchi',
  ...(phone === null ? {} : { phone }),
});

/** What both sides agreed on: Anna Bianchi, 02 1234567. */
const AGREED = '02 1234567';
function agreed(): Base {
  const { values, bound, others } = project(contactWith(AGREED), mapping);
  return {
    fields: Object.fromEntries(
      Object.entries(values).map(([field, value]) => [field, { local: value, remote: value }]),
    ),
    bound,
    others,
  };
}

interface Given {
  local?: string | null;
  remote?: string | null;
  card?: 'live' | 'missing' | 'gone' | 'none';
  wanted?: boolean;
  deleted?: boolean;
  link?: Partial<LinkView['link']>;
  view?: Partial<LinkView>;
  readOnly?: boolean;
  unreadable?: boolean;
}

function view({
  local = AGREED,
  remote = AGREED,
  card = 'live',
  wanted = true,
  deleted = false,
  link,
  view: more,
  readOnly = false,
  unreadable = false,
}: Given): LinkView {
  return {
    link: {
      id: 'l',
      state: 'active',
      marker: 'M',
      base: agreed(),
      intent: null,
      outbox: [],
      touched: 2,
      hold: null,
      failures: 0,
      keepCard: false,
      ...link,
    },
    record: { id: 'r', kind: 'contact', values: valuesWith(local), version: 7, deleted },
    card:
      card === 'none'
        ? null
        : {
            id: 'c',
            bookId: 'b',
            remoteId: '/c.vcf' as RemoteId,
            version: '"1"' as Version,
            contact: contactWith(remote),
            readOnly,
            unreadable,
            state: card,
          },
    wanted: wanted && !deleted,
    replacement: null,
    lookalike: null,
    trashed: null,
    ...more,
  };
}

const plan = (given: Given, settings: Partial<AccountSettings> = {}): LinkPlan =>
  planLink(view(given), context(settings));
const fresh = { state: 'new' as const, base: null };

describe('rows of the table', () => {
  test('1: wanted and not there: create, with every value the record has', () => {
    const created = plan({ card: 'none', link: fresh });
    expect(created).toMatchObject({
      type: 'create',
      push: { sent: { firstName: 'Anna', lastName: 'Bianchi', phone: AGREED } },
    });
    if (created.type === 'create')
      expect(applyEdits(emptyContact(), created.push.edits)).toEqual(contactWith(AGREED));
  });

  test('2: not wanted and not there: nothing', () => {
    expect(plan({ card: 'none', link: fresh, wanted: false })).toMatchObject({
      type: 'close',
      flagOff: false,
    });
  });

  test('5: a card in the queue looks like the record: nothing is created before a person says so', () => {
    expect(plan({ card: 'none', link: fresh, view: { lookalike: 'q' } })).toEqual({
      type: 'hold',
      code: 'match-in-queue',
    });
  });

  test('5: paired without a common past: the union, and what differs is asked', () => {
    const paired = plan({ local: '02 1', remote: '02 2', link: { base: null } });
    expect(paired).toMatchObject({
      type: 'sync',
      pull: [],
      push: null,
      conflicts: [{ field: 'phone', crm: '02 1', book: '02 2', resolution: null }],
    });
    expect(plan({ local: null, remote: '02 2', link: { base: null } })).toMatchObject({
      type: 'sync',
      pull: [{ field: 'phone', after: '02 2' }],
      push: null,
    });
    expect(plan({ local: '02 1', remote: null, link: { base: null } })).toMatchObject({
      type: 'sync',
      pull: [],
      push: { sent: { phone: '02 1' } },
    });
  });

  test('6: nothing changed: nothing is written', () => {
    expect(plan({})).toEqual({ type: 'settle', base: agreed() });
  });

  test('7: the record changed: only the changed field is pushed, onto the value it came from', () => {
    expect(plan({ local: '02 999' })).toMatchObject({
      type: 'sync',
      pull: [],
      push: {
        sent: { phone: '02 999' },
        edits: [{ property: 'phones', at: 0, label: 'work', value: '02 999' }],
      },
    });
  });

  test('8: the card changed: only the changed field is pulled', () => {
    expect(plan({ remote: '02 888' })).toMatchObject({
      type: 'sync',
      push: null,
      pull: [{ field: 'phone', before: AGREED, after: '02 888' }],
    });
  });

  test('9: both changed: the record wins by default, and the loser is kept', () => {
    expect(plan({ local: '02 999', remote: '02 888' })).toMatchObject({
      type: 'sync',
      pull: [],
      push: { sent: { phone: '02 999' } },
      conflicts: [{ field: 'phone', crm: '02 999', book: '02 888', base: AGREED, resolution: 'crm' }],
    });
  });

  test('10 and 11: the card was deleted: the record stays, the flag goes off for this user', () => {
    const expected = { type: 'close', reason: 'card-deleted', flagOff: true, trashRecord: false };
    expect(plan({ card: 'gone' })).toEqual(expected);
    expect(plan({ card: 'gone', local: '02 999' })).toEqual(expected);
    expect(plan({ card: 'gone' }, { remoteDelete: 'trash' })).toMatchObject({
      type: 'close',
      trashRecord: true,
    });
    expect(plan({ card: 'gone' }, { remoteDelete: 'ask' })).toEqual({ type: 'hold', code: 'card-deleted' });
  });

  test('12: the flag is off: the card is removed', () => {
    expect(plan({ wanted: false })).toMatchObject({ type: 'remove', pull: [] });
  });

  test('13: the flag is off and the card holds an edit nobody has seen: the edit is taken first', () => {
    expect(plan({ wanted: false, remote: '02 888' })).toMatchObject({
      type: 'remove',
      pull: [{ field: 'phone', after: '02 888' }],
    });
  });

  test('14: the flag is off and the card is gone: done', () => {
    expect(plan({ wanted: false, card: 'gone' })).toMatchObject({ type: 'close', flagOff: false });
  });

  test('15: the record was deleted: its card is removed, unseen edits first', () => {
    expect(plan({ deleted: true, remote: '02 888' })).toMatchObject({
      type: 'remove',
      pull: [{ after: '02 888' }],
    });
  });

  test('16: a creation whose answer was lost is found out first, wanted or not', () => {
    expect(plan({ card: 'none', link: { ...fresh, state: 'creating' } })).toEqual({ type: 'resolve' });
    expect(plan({ card: 'none', link: { ...fresh, state: 'creating' }, wanted: false })).toEqual({
      type: 'resolve',
    });
  });

  test('24: the card came back under another address: the link follows it', () => {
    expect(plan({ card: 'gone', view: { replacement: 'c2' } })).toEqual({ type: 'repoint', cardId: 'c2' });
  });

  test('absence that is not verified is no reason for anything', () => {
    expect(plan({ card: 'missing' })).toEqual({ type: 'wait' });
    expect(plan({ card: 'missing', wanted: false })).toEqual({ type: 'wait' });
  });

  test('keeping the card when the flag goes off leaves it alone', () => {
    expect(plan({ wanted: false, link: { keepCard: true } })).toMatchObject({
      type: 'close',
      reason: 'kept',
    });
  });

  test('an account that only reads is never written to', () => {
    expect(plan({ local: '02 999' }, { direction: 'in' }).type).toBe('settle');
    expect(plan({ wanted: false }, { direction: 'in' })).toMatchObject({ type: 'close', reason: 'kept' });
    expect(plan({ card: 'none', link: fresh }, { direction: 'in' })).toEqual({ type: 'wait' });
  });

  test('a card that may not be patched is held, and what it says is still taken', () => {
    expect(plan({ readOnly: true, local: '02 999' })).toEqual({ type: 'hold', code: 'read-only-card' });
    expect(plan({ readOnly: true, remote: '02 888' })).toMatchObject({
      type: 'sync',
      push: null,
      pull: [{ after: '02 888' }],
    });
    expect(plan({ readOnly: true, wanted: false })).toMatchObject({ type: 'close', reason: 'kept' });
  });

  test('a card that cannot be read says nothing: no value is emptied, nothing is written', () => {
    expect(plan({ unreadable: true, remote: null })).toEqual({ type: 'hold', code: 'unreadable-card' });
    expect(plan({ unreadable: true, remote: null, wanted: false })).toMatchObject({
      type: 'close',
      reason: 'kept',
    });
  });

  test('our own write, its answer lost, is recognised', () => {
    expect(plan({ local: '02 999', remote: '02 999', link: { outbox: [{ phone: '02 999' }] } }).type).toBe(
      'settle',
    );
    expect(
      plan({ local: '02 777', remote: '02 999', link: { outbox: [{ phone: '02 999' }] } }),
    ).toMatchObject({
      type: 'sync',
      conflicts: [],
      push: { sent: { phone: '02 777' } },
    });
  });
});

/** Field states as edits of AGREED; two spellings of one number are one value. */
const STATES = { same: AGREED, formatted: '02 123 45 67', changed: '02 888', other: '02 777', cleared: null };
type State = keyof typeof STATES;

/** The field table once more, written for reading: what must happen to a value both sides know. */
function expectedField(
  local: State,
  remote: State,
  policy: AccountSettings['conflicts'],
  direction: AccountSettings['direction'],
): 'none' | 'push' | 'pull' | 'ask' {
  const moved = (state: State): boolean => state !== 'same' && state !== 'formatted';
  const mayPush = direction !== 'in';
  const mayPull = direction !== 'out';
  if (!moved(local) && !moved(remote)) return 'none';
  if (local === remote) return 'none';
  if (!moved(remote)) return mayPush ? 'push' : 'none';
  if (!moved(local)) return mayPull ? 'pull' : 'none';
  if (!mayPull) return 'push';
  if (!mayPush) return 'pull';
  if (remote === 'cleared') return 'push';
  if (local === 'cleared') return 'pull';
  return policy === 'ask' ? 'ask' : policy === 'crm' ? 'push' : 'pull';
}

test('every combination of both sides, wish, record, link, direction and policy does what the table says', () => {
  let checked = 0;
  for (const local of Object.keys(STATES) as State[])
    for (const remote of Object.keys(STATES) as State[])
      for (const card of ['live', 'missing', 'gone'] as const)
        for (const wanted of [true, false])
          for (const deleted of [true, false])
            for (const state of ['active', 'deleting', 'creating'] as const)
              for (const direction of ['both', 'in', 'out'] as const)
                for (const policy of ['crm', 'book', 'ask'] as const) {
                  const given = {
                    local: STATES[local],
                    remote: STATES[remote],
                    card,
                    wanted,
                    deleted,
                    link: { state },
                  };
                  const actual = plan(given, { direction, conflicts: policy });
                  const label = JSON.stringify({
                    local,
                    remote,
                    card,
                    wanted,
                    deleted,
                    state,
                    direction,
                    policy,
                  });
                  checkOne(
                    actual,
                    { local, remote, card, wanted: wanted && !deleted, state, direction, policy },
                    label,
                  );
                  checked += 1;
                }
  expect(checked).toBe(8100);
});

function checkOne(
  actual: LinkPlan,
  c: {
    local: State;
    remote: State;
    card: string;
    wanted: boolean;
    state: string;
    direction: AccountSettings['direction'];
    policy: AccountSettings['conflicts'];
  },
  label: string,
): void {
  if (c.state === 'creating') {
    expect(actual.type, label).toBe('resolve');
    return;
  }
  if (c.card === 'missing') {
    expect(actual.type, label).toBe('wait');
    return;
  }
  if (c.card === 'gone') {
    expect(actual, label).toMatchObject({ type: 'close', flagOff: c.state !== 'deleting' && c.wanted });
    return;
  }
  const field = expectedField(c.local, c.remote, c.policy, c.direction);
  if (!c.wanted) {
    if (c.direction === 'in') expect(actual, label).toMatchObject({ type: 'close', reason: 'kept' });
    else
      expect(actual, label).toMatchObject({
        type: 'remove',
        // What both sides changed stays as the record has it; the card goes to the trash with the rest.
        pull: field === 'pull' && !(c.local === 'changed' && c.remote === 'changed') ? [{ field: 'phone' }] : [],
      });
    return;
  }
  if (field === 'none') {
    expect(actual.type, label).toBe('settle');
    return;
  }
  if (actual.type !== 'sync') throw new Error(`${label}: ${actual.type}`);
  expect(actual.pull.length > 0, label).toBe(field === 'pull');
  expect(actual.push !== null, label).toBe(field === 'push');
  expect(
    actual.conflicts.some(({ resolution }) => resolution === null),
    label,
  ).toBe(field === 'ask');
  // Nothing but the one field moves, whatever is done.
  for (const diff of [...actual.pull, ...(actual.push?.diff ?? [])]) expect(diff.field, label).toBe('phone');
}
