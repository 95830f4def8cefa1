// The planner in every combination, against a second, plainly written statement of the table in docs/sync.md.
import { expect, test } from 'vitest';
import { AGREED, type Given, plan } from '../../../tests/builders/a-link.ts';
import { ENGINE } from '../../access/doors.ts';
import type { AccountSettings, Rights } from '../model.ts';
import { type ActionClass, effectsOf } from './guard.ts';
import type { LinkPlan } from './plan.ts';

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

interface Combination {
  local: State;
  remote: State;
  card: 'live' | 'missing' | 'gone';
  /** With the record not in the trash. */
  wanted: boolean;
  state: 'active' | 'deleting' | 'creating';
  direction: AccountSettings['direction'];
  policy: AccountSettings['conflicts'];
}

/** All of them, each with what the planner is given for it. */
function* combinations(): Generator<[given: Given, combination: Combination]> {
  for (const local of Object.keys(STATES) as State[])
    for (const remote of Object.keys(STATES) as State[])
      for (const card of ['live', 'missing', 'gone'] as const)
        for (const wanted of [true, false])
          for (const deleted of [true, false])
            for (const state of ['active', 'deleting', 'creating'] as const)
              for (const direction of ['both', 'in', 'out'] as const)
                for (const policy of ['crm', 'book', 'ask'] as const) {
                  const link = { state };
                  const given = { local: STATES[local], remote: STATES[remote], card, wanted, deleted, link };
                  yield [
                    given,
                    { local, remote, card, wanted: wanted && !deleted, state, direction, policy },
                  ];
                }
}

test('every combination of both sides, wish, record, link, direction and policy does what the table says', () => {
  let checked = 0;
  for (const [given, combination] of combinations()) {
    const { direction, policy } = combination;
    const label = JSON.stringify({ ...combination, deleted: given.deleted });
    checkOne(plan(given, { direction, conflicts: policy }), combination, label);
    checked += 1;
  }
  expect(checked).toBe(8100);
});

/** What a plan does that takes a right, by the table of doors. */
const needed = (made: LinkPlan): (keyof Rights)[] => {
  const effects: (ActionClass | 'record-trash')[] = Object.keys(effectsOf(made)) as ActionClass[];
  if (made.type === 'close' && made.trashRecord) effects.push('record-trash');
  return effects.flatMap((effect) => (ENGINE[effect]?.replace('records.', '') ?? []) as keyof Rights);
};
const cardSide = (made: LinkPlan) => (made.type === 'sync' ? made.push?.sent : undefined);

test('in every combination nothing is done that the owner may not do, what takes no right is done all the same, and the rest waits', () => {
  const lacking: Rights[] = [
    { edit: false, delete: true },
    { edit: true, delete: false },
  ];
  let withheld = 0;
  for (const [given, { direction, policy }] of combinations())
    for (const remoteDelete of given.card === 'gone'
      ? (['unlink', 'trash'] as const)
      : (['trash'] as const)) {
      const settings = { direction, conflicts: policy, remoteDelete };
      const full = plan(given, settings);
      for (const rights of lacking) {
        const made = plan(given, settings, rights);
        const isMissing = (right: keyof Rights): boolean => !rights[right];
        const asIf = needed(full).some(isMissing)
          ? [true, false, JSON.stringify(cardSide(full))]
          : [false, false, JSON.stringify(full)];
        const actual = [
          'withheld' in made,
          needed(made).some(isMissing),
          JSON.stringify(asIf[0] ? cardSide(made) : made),
        ];
        if (actual.some((part, index) => part !== asIf[index]))
          throw new Error(`${JSON.stringify({ ...given, ...settings, rights })}: ${JSON.stringify(made)}`);
        withheld += asIf[0] ? 1 : 0;
      }
    }
  expect(withheld).toBeGreaterThan(400);
});

function checkOne(actual: LinkPlan, c: Combination, label: string): void {
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
        pull: field === 'pull' && !contested(c.local, c.remote, c.direction) ? [{ field: 'phone' }] : [],
      });
    return;
  }
  if (c.state === 'deleting') {
    expect(actual.type, label).toBe('look-again');
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

/** Both sides said something else: on the way to the trash the record keeps its own word. */
const contested = (local: State, remote: State, direction: AccountSettings['direction']): boolean =>
  direction === 'both' &&
  [local, remote].every((state) => state === 'changed' || state === 'other') &&
  local !== remote;
