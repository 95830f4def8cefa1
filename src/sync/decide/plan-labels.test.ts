// A label tied to a group: whether the card is in it is a value as any other, and counts as long as there are both.
import { describe, expect, test } from 'vitest';
import {
  AGREED,
  ALL_RIGHTS,
  agreed,
  contactWith,
  context,
  valuesWith,
  view,
} from '../../../tests/builders/a-link.ts';
import { fieldOfLabel, LABELLED } from '../../fields/labels.ts';
import type { Base } from '../link/link.ts';
import { tiesOf } from '../mapping.ts';
import type { AccountSettings, Mapping, OwnMapping, Rights } from '../model.ts';
import { effectsOf } from './guard.ts';
import { planLink } from './plan.ts';

const FIELD = fieldOfLabel('l-1');
const tie: Mapping[number] = {
  field: FIELD,
  slot: { property: 'groups', group: 'clients' },
  direction: 'both',
  own: true,
  moved: true,
};

interface Given {
  record: boolean;
  /** How the card says that it is in the group. */
  card: 'named' | 'listed' | false;
  base?: boolean;
  ties?: string[];
  settings?: Partial<AccountSettings>;
  rights?: Rights;
}

function planned({ record, card, base, ties = [FIELD], settings, rights = ALL_RIGHTS }: Given) {
  const held = (isIn: boolean) => (isIn ? LABELLED : null);
  const before = agreed();
  const slots = { ...before.slots, [FIELD]: 'groups|clients' };
  const both: Base =
    base === undefined
      ? before
      : {
          ...before,
          slots,
          fields: { ...before.fields, [FIELD]: { local: held(base), remote: held(base) } },
        };
  const given = view({ link: { base: both } });
  const whole = context(settings, rights);
  return planLink(
    {
      ...given,
      ties,
      record: { ...given.record, values: { ...valuesWith(AGREED), [FIELD]: held(record) } },
      card: {
        ...given.card!,
        contact: { ...contactWith(AGREED), groups: card === 'named' ? ['clients'] : [] },
        listedBy: card === 'listed' ? ['clients'] : [],
      },
    },
    { ...whole, mapping: [...whole.mapping, tie] },
  );
}

const join = [{ property: 'groups', join: 'clients' }];
const leave = [{ property: 'groups', leave: 'clients' }];

describe('a label tied to a group', () => {
  test('goes from the record to the card', () => {
    expect(planned({ record: true, card: false, base: false })).toMatchObject({
      type: 'sync',
      pull: [],
      push: { edits: join, sent: { [FIELD]: LABELLED } },
    });
    for (const card of ['named', 'listed'] as const)
      expect(planned({ record: false, card, base: true })).toMatchObject({
        pull: [],
        push: { edits: leave, diff: [{ field: FIELD, before: LABELLED, after: null }] },
      });
  });

  test('goes from the card to the record', () => {
    for (const card of ['named', 'listed'] as const)
      expect(planned({ record: false, card, base: false })).toMatchObject({
        push: null,
        pull: [{ field: FIELD, before: null, after: LABELLED }],
      });
    const taken = planned({ record: true, card: false, base: true });
    expect(taken).toMatchObject({ push: null, pull: [{ field: FIELD, after: null }] });
    expect(effectsOf(taken)).toEqual({ 'record-updates': 1, 'record-blanking': 1 });
  });

  test('is on both sides where either has it, as both meet for the first time', () => {
    expect(planned({ record: true, card: false })).toMatchObject({ push: { edits: join } });
    expect(planned({ record: false, card: 'listed' })).toMatchObject({ pull: [{ after: LABELLED }] });
    expect(planned({ record: true, card: 'named' })).toMatchObject({ type: 'settle' });
  });

  test('says nothing while it is deleted or its group is gone, and what was agreed on is forgotten', () => {
    for (const [record, card] of [
      [true, false],
      [false, 'named'],
    ] as const) {
      const plan = planned({ record, card, base: true, ties: [] });
      expect(plan).toMatchObject({ type: 'settle' });
      expect(plan.type === 'settle' && FIELD in plan.base.fields).toBe(false);
    }
  });

  test('goes one way where the account does, and waits for a right that is missing', () => {
    expect(planned({ record: true, card: false, base: false, settings: { direction: 'in' } })).toMatchObject({
      type: 'settle',
    });
    expect(
      planned({ record: false, card: 'named', base: false, rights: { edit: false, delete: true } }),
    ).toMatchObject({ pull: [], withheld: [{ field: FIELD }] });
  });

  test('is read from the mapping, and nothing else is', () => {
    const own: OwnMapping = {
      phone: null,
      [FIELD]: { slot: { property: 'groups', group: 'clients' }, direction: 'both' },
      [fieldOfLabel('l-2')]: null,
      email: { slot: { property: 'emails', wish: ['work'] }, direction: 'both' },
    };
    expect(tiesOf({ contact: own })).toEqual([{ labelId: 'l-1', group: 'clients' }]);
    expect(tiesOf({})).toEqual([]);
  });
});
