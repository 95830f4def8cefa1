// The planner against the named rows of the decision table in docs/sync.md. Every combination: plan-table.test.ts.
import { describe, expect, test } from 'vitest';
import { AGREED, agreed, aNamesake, contactWith, fresh, plan, view } from '../../../tests/builders/a-link.ts';
import { emptyContact } from '../../contact/contact.ts';
import { applyEdits } from '../../contact/edit.ts';
import type { LinkView } from '../link/view.ts';

/** The record has another last name meanwhile. */
const renamed = () => {
  const { record } = view({});
  return { record: { ...record, values: { ...record.values, lastName: 'Neri' } } };
};

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

  test('1: a company gets a company’s card; one that comes back stays what it was', () => {
    const record = { ...view({}).record, kind: 'company' as const };
    const trashed = { raw: 'raw', contact: contactWith(AGREED), base: null, listedBy: [] };
    const marked = (more: Partial<LinkView>) => {
      const made = plan({ card: 'none', link: fresh, view: { record, ...more } });
      return made.type === 'create' && made.push.edits.some(({ property }) => property === 'isCompany');
    };
    expect([marked({}), marked({ trashed })]).toEqual([true, false]);
  });

  test('2: not wanted and not there: nothing', () => {
    expect(plan({ card: 'none', link: fresh, wanted: false })).toMatchObject({
      type: 'close',
      flagOff: false,
    });
  });

  test('5: a card in the queue looks like the record: nothing is created before a person says so', () => {
    expect(plan({ card: 'none', link: fresh, view: { lookalike: { cardId: 'c2', name: 'Anna' } } })).toEqual({
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
    const byColleague = { removedByColleague: true };
    expect(plan({ card: 'gone', view: byColleague }, { remoteDelete: 'trash' })).toEqual(expected);
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

  test('13: and where the record was edited too, the value of the card is kept in a conflict that the record wins', () => {
    for (const conflicts of ['crm', 'book', 'ask'] as const)
      expect(plan({ wanted: false, local: '02 999', remote: '02 888' }, { conflicts })).toMatchObject({
        type: 'remove',
        pull: [],
        conflicts: [{ field: 'phone', crm: '02 999', book: '02 888', resolution: 'crm' }],
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
    expect(plan({ card: 'gone', view: { namesakes: [aNamesake()] } })).toEqual({
      type: 'repoint',
      cardId: 'c2',
    });
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
    expect(plan({ loss: 'several-cards', local: '02 999' })).toMatchObject({
      type: 'hold',
      code: 'read-only-card',
      detail: 'several-cards',
    });
    expect(plan({ loss: 'profile', remote: '02 888' })).toMatchObject({
      type: 'sync',
      push: null,
      pull: [{ after: '02 888' }],
    });
    expect(plan({ loss: 'profile', wanted: false })).toMatchObject({ type: 'close', reason: 'kept' });
  });

  test('a card that cannot be read says nothing: no value is emptied, nothing is written', () => {
    expect(plan({ loss: 'truncated', remote: null })).toEqual({
      type: 'hold',
      code: 'unreadable-card',
      detail: 'truncated',
    });
    expect(plan({ loss: 'too-large', remote: null, wanted: false })).toMatchObject({
      type: 'close',
      reason: 'kept',
    });
  });

  test('of a card that is not ours to write the rest is taken first, and then it is said what it cannot be given', () => {
    expect(plan({ loss: 'profile', remote: '02 888', view: renamed() })).toMatchObject({
      type: 'sync',
      pull: [{ after: '02 888' }],
      push: null,
      unsent: true,
    });
  });

  describe.each(['damaged', 'encoding'] as const)('a card that is not whole (%s)', (loss) => {
    const held = { type: 'hold', code: 'read-only-card', detail: loss };

    test('says nothing by what it lacks, and is not given what the record says', () => {
      expect(plan({ loss })).toMatchObject({ type: 'wait' });
      expect(plan({ loss, remote: null })).toMatchObject(held);
      expect(plan({ loss, local: '02 999' })).toMatchObject(held);
      expect(plan({ loss, local: '02 999', remote: null })).toMatchObject(held);
      expect(plan({ loss, local: null })).toMatchObject(held);
    });

    test('is read as far as it goes: an edit is taken, and only of that field both sides agree anew', () => {
      const taken = plan({ loss, remote: '02 888', view: renamed() });
      expect(taken).toMatchObject({ type: 'sync', push: null, conflicts: [], unsent: true });
      expect(taken).toMatchObject({ pull: [{ field: 'phone', before: AGREED, after: '02 888' }] });
      expect(taken).toMatchObject({
        base: {
          fields: {
            phone: { local: '02 888', remote: '02 888' },
            lastName: { local: 'Bianchi', remote: 'Bianchi' },
          },
        },
      });
      expect(plan({ loss, remote: '02 888' })).not.toHaveProperty('unsent');
    });

    test('what it lacks keeps its place on the card, whatever the record says by then', () => {
      const made = plan({ loss, local: '02 999', remote: null });
      expect(made).toMatchObject({ ...held, base: { bound: { phone: agreed().bound.phone } } });
    });

    test('a value with a character nobody knows takes the place of none', () => {
      expect(plan({ loss, remote: '02 8\ufffd8' })).toMatchObject(held);
      expect(plan({ loss, local: '02 999', remote: '02 8\ufffd8' }, { conflicts: 'book' })).toMatchObject(
        held,
      );
      expect(plan({ loss, local: '02 999', remote: '02 8\ufffd8' }, { conflicts: 'ask' })).toMatchObject(
        held,
      );
    });

    test.each([
      [
        'book',
        { type: 'sync', pull: [{ after: '02 888' }], push: null, conflicts: [{ resolution: 'book' }] },
      ],
      ['ask', { type: 'sync', pull: [], push: null, conflicts: [{ resolution: null }] }],
      ['crm', held],
    ] as const)('where both sides changed, the account decides as ever: %s', (conflicts, expected) => {
      expect(plan({ loss, local: '02 999', remote: '02 888' }, { conflicts })).toMatchObject(expected);
    });

    test('stays where it is when nobody wants it any more, whatever it says and whoever asks', () => {
      for (const remote of [AGREED, '02 888', null])
        for (const edit of [true, false])
          expect(plan({ loss, remote, wanted: false }, {}, { edit, delete: true })).toMatchObject({
            type: 'close',
            reason: 'kept',
          });
    });

    test('without the right to edit records its edits wait, and what it lacks does not', () => {
      const rights = { edit: false, delete: true };
      expect(plan({ loss, remote: '02 888' }, {}, rights)).toMatchObject({
        type: 'sync',
        pull: [],
        push: null,
        withheld: [{ field: 'phone', before: AGREED, after: '02 888' }],
      });
      expect(plan({ loss, remote: null }, {}, rights)).toMatchObject({
        type: 'hold',
        code: 'read-only-card',
      });
      expect(plan({ loss, remote: '02 8\ufffd8' }, {}, rights)).not.toHaveProperty('withheld');
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

describe('without the right to edit records', () => {
  const rights = { edit: false, delete: true };

  test('what the card says waits, what the record says is sent, and both stand once the right is there', () => {
    const remote = '02 777';
    const { record } = view({});
    const given = { remote, view: { record: { ...record, values: { ...record.values, lastName: 'Neri' } } } };
    const withheld = [{ field: 'phone', before: AGREED, after: remote }];
    expect(plan(given, {}, rights)).toMatchObject({
      type: 'sync',
      pull: [],
      push: { sent: { lastName: 'Neri' } },
      withheld,
    });
    expect(plan(given)).toMatchObject({ type: 'sync', pull: withheld, push: { sent: { lastName: 'Neri' } } });
  });

  test('a card that is to go stays with an edit nobody has taken in, and goes without one', () => {
    expect(plan({ remote: null, wanted: false }, {}, rights)).toMatchObject({
      type: 'hold',
      code: 'may-not-edit',
    });
    expect(plan({ wanted: false }, {}, rights)).toMatchObject({ type: 'remove', pull: [] });
  });

  test('a conflict that the book would win is told of when it is carried out', () => {
    const both = { local: '02 888', remote: '02 777' };
    expect(plan(both, { conflicts: 'book' }, rights)).toMatchObject({
      conflicts: [],
      push: null,
      withheld: [{ field: 'phone', before: '02 888', after: '02 777' }],
    });
    expect(plan(both, { conflicts: 'crm' }, rights)).toEqual(plan(both, { conflicts: 'crm' }));
  });
});

test('without the right to delete records, a deleted card deletes none', () => {
  const rights = { edit: true, delete: false };
  expect(plan({ card: 'gone' }, { remoteDelete: 'trash' }, rights)).toMatchObject({
    type: 'hold',
    code: 'may-not-delete',
  });
  expect(plan({ card: 'gone' }, {}, rights)).toMatchObject({
    type: 'close',
    flagOff: true,
    trashRecord: false,
  });
});
