import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MergeInput, mergeField } from './merge.ts';
import type { Comparison } from './same-value.ts';

const same = (a: string | null, b: string | null): boolean =>
  (a ?? '').replace(/\s/g, '') === (b ?? '').replace(/\s/g, '');

/** Stored with its first two characters by a provider that cuts what is longer than that. */
const comparison: Comparison = {
  same,
  alike: (a, b) => same(a?.replace('+', '') ?? null, b?.replace('+', '') ?? null),
  isCut: (sent, stored) => (sent?.length ?? 0) > 2 && stored === sent?.slice(0, 2),
};

const input = (over: Partial<MergeInput>): MergeInput => ({
  record: null,
  card: null,
  base: { local: 'a', remote: 'a' },
  sent: [],
  ...comparison,
  mayPush: true,
  mayPull: true,
  policy: 'crm',
  ...over,
});

describe('one field, three ways', () => {
  test('neither side moved: nothing', () => {
    expect(mergeField(input({ record: 'a', card: 'a' }))).toEqual({
      action: 'keep',
      base: { local: 'a', remote: 'a' },
      conflict: false,
    });
  });

  test('the card was only formatted differently: nothing is written, the base remembers', () => {
    expect(mergeField(input({ record: 'a', card: ' a' }))).toEqual({
      action: 'keep',
      base: { local: 'a', remote: ' a' },
      conflict: false,
    });
  });

  test('the record moved: push', () => {
    expect(mergeField(input({ record: 'b', card: 'a' })).action).toBe('push');
  });

  test('the record moved to what the card already holds: nothing', () => {
    expect(mergeField(input({ record: 'b', card: 'b', base: { local: 'a', remote: 'b' } })).action).toBe(
      'keep',
    );
  });

  test('the card moved: pull', () => {
    expect(mergeField(input({ record: 'a', card: 'b' })).action).toBe('pull');
  });

  test('the card was emptied: the emptiness is pulled', () => {
    expect(mergeField(input({ record: 'a', card: null })).action).toBe('pull');
  });

  test('the record was emptied: the emptiness is pushed', () => {
    expect(mergeField(input({ record: null, card: 'a' })).action).toBe('push');
  });

  test('a provider that stores another form than ours is no change', () => {
    expect(
      mergeField(input({ record: 'long value', card: 'long', base: { local: 'long value', remote: 'long' } }))
        .action,
    ).toBe('keep');
  });

  test('both sides moved to the same value: nothing', () => {
    expect(mergeField(input({ record: 'b', card: 'b' })).action).toBe('keep');
  });

  test.each([
    ['crm', 'push'],
    ['book', 'pull'],
    ['ask', 'ask'],
  ] as const)('both sides moved apart under policy %s: %s, and the conflict is told', (policy, action) => {
    expect(mergeField(input({ record: 'b', card: 'c', policy }))).toMatchObject({ action, conflict: true });
  });

  test('an edit outlives a removal, whichever side made it', () => {
    expect(mergeField(input({ record: 'b', card: null }))).toMatchObject({
      action: 'push',
      conflict: false,
    });
    expect(mergeField(input({ record: null, card: 'c' }))).toMatchObject({
      action: 'pull',
      conflict: false,
    });
  });

  test('our own write whose answer was lost is not somebody’s edit', () => {
    expect(mergeField(input({ record: 'b', card: 'b2', sent: ['b2'] }))).toMatchObject({
      action: 'push',
      conflict: false,
    });
    expect(mergeField(input({ record: 'b', card: 'b', sent: ['b'] })).action).toBe('keep');
  });

  test('what a provider keeps of a write whose answer was lost is our own write, and what somebody shortened is not', () => {
    const base = { local: 'x', remote: 'x' };
    const cut = { base, sent: ['bcde'], record: 'bcde' };
    expect(mergeField(input({ ...cut, card: 'bc' }))).toEqual({
      action: 'keep',
      base: { local: 'bcde', remote: 'bc' },
      conflict: false,
    });
    expect(mergeField(input({ ...cut, card: 'bcd' }))).toMatchObject({ action: 'push', conflict: true });
  });

  test('a value that never agreed and is one as far as both say it: each side keeps its own, nobody is asked', () => {
    const settled = { action: 'keep', base: { local: 'a', remote: '+a' }, conflict: false };
    expect(mergeField(input({ base: undefined, record: 'a', card: '+a' }))).toEqual(settled);
    expect(mergeField(input({ base: { local: 'x', remote: 'x' }, record: 'a', card: '+a' }))).toEqual(
      settled,
    );
  });

  test('whoever adds to a value what it left open has edited it', () => {
    expect(mergeField(input({ record: '+a', card: 'a' })).action).toBe('push');
    expect(mergeField(input({ record: 'a', card: '+a' })).action).toBe('pull');
  });

  test('a first pairing is the union; what differs is asked, never overwritten', () => {
    expect(mergeField(input({ base: undefined, record: 'a', card: null })).action).toBe('push');
    expect(mergeField(input({ base: undefined, record: null, card: 'a' })).action).toBe('pull');
    expect(mergeField(input({ base: undefined, record: 'a', card: ' a' })).action).toBe('keep');
    expect(mergeField(input({ base: undefined, record: 'a', card: 'b' }))).toMatchObject({
      action: 'ask',
      conflict: true,
    });
  });

  test('what a person left on one side alone is written over only as a conflict, once the other side has a value', () => {
    const left = { local: 'a', remote: null };
    expect(mergeField(input({ base: left, record: 'a', card: null })).action).toBe('keep');
    expect(mergeField(input({ base: left, record: 'b', card: null }))).toMatchObject({ action: 'push' });
    expect(mergeField(input({ base: left, record: null, card: null })).action).toBe('keep');
    for (const record of ['a', 'b'])
      expect(mergeField(input({ base: left, record, card: 'c', policy: 'book' }))).toMatchObject({
        action: 'pull',
        conflict: true,
      });
    expect(mergeField(input({ base: { local: null, remote: 'a' }, record: 'b', card: 'a' }))).toMatchObject({
      action: 'push',
      conflict: true,
    });
  });

  test('one-way fields never write against their direction', () => {
    expect(mergeField(input({ record: 'b', card: 'a', mayPush: false })).action).toBe('keep');
    expect(mergeField(input({ record: 'a', card: 'b', mayPull: false })).action).toBe('keep');
    expect(mergeField(input({ record: 'b', card: 'c', mayPush: false }))).toMatchObject({
      action: 'pull',
      conflict: false,
    });
    expect(mergeField(input({ record: 'b', card: 'c', mayPull: false }))).toMatchObject({
      action: 'push',
      conflict: false,
    });
  });
});

describe('whatever the values', () => {
  const value = fc.constantFrom(null, 'a', 'b', 'c', ' a', 'b ');
  const any = fc.record({
    record: value,
    card: value,
    base: fc.option(fc.record({ local: value, remote: value }), { nil: undefined }),
    sent: fc.array(value, { maxLength: 2 }),
    mayPush: fc.boolean(),
    mayPull: fc.boolean(),
    policy: fc.constantFrom('crm', 'book', 'ask') as fc.Arbitrary<'crm' | 'book' | 'ask'>,
  });

  test('carrying the outcome out leaves nothing to do', () => {
    fc.assert(
      fc.property(any, (values) => {
        const merge = mergeField({ ...values, ...comparison });
        if (merge.action === 'ask') return;
        const record = merge.action === 'pull' ? values.card : values.record;
        const card = merge.action === 'push' ? values.record : values.card;
        const base = merge.action === 'keep' ? merge.base : { local: record, remote: card };
        const again = mergeField({ ...values, record, card, base, sent: [], ...comparison });
        expect(again.action === 'keep' || again.action === 'ask').toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  test('a value that only one side has is never emptied by a first pairing', () => {
    fc.assert(
      fc.property(any, (values) => {
        const merge = mergeField({ ...values, base: undefined, ...comparison });
        const differ = values.record !== null && values.card !== null && !same(values.record, values.card);
        expect(merge.action === 'ask').toBe(differ);
      }),
    );
  });

  test('both sides are treated alike but for the policy', () => {
    const mirror = { push: 'pull', pull: 'push', keep: 'keep', ask: 'ask' } as const;
    fc.assert(
      fc.property(any, (values) => {
        const one = mergeField({ ...values, policy: 'ask', sent: [], ...comparison }).action;
        const swapped = {
          record: values.card,
          card: values.record,
          base: values.base && { local: values.base.remote, remote: values.base.local },
          mayPush: values.mayPull,
          mayPull: values.mayPush,
        };
        expect(mergeField({ ...swapped, policy: 'ask', sent: [], ...comparison }).action).toBe(mirror[one]);
      }),
      { numRuns: 5000 },
    );
  });
});
