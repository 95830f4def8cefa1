import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MergeInput, mergeField } from './merge.ts';

const same = (a: string | null, b: string | null): boolean =>
  (a ?? '').replace(/\s/g, '') === (b ?? '').replace(/\s/g, '');

const input = (over: Partial<MergeInput>): MergeInput => ({
  local: null,
  remote: null,
  base: { local: 'a', remote: 'a' },
  sent: [],
  same,
  mayPush: true,
  mayPull: true,
  policy: 'crm',
  ...over,
});

describe('one field, three ways', () => {
  test('neither side moved: nothing', () => {
    expect(mergeField(input({ local: 'a', remote: 'a' }))).toEqual({
      action: 'keep',
      base: { local: 'a', remote: 'a' },
      conflict: false,
    });
  });

  test('the card was only formatted differently: nothing is written, the base remembers', () => {
    expect(mergeField(input({ local: 'a', remote: ' a' }))).toEqual({
      action: 'keep',
      base: { local: 'a', remote: ' a' },
      conflict: false,
    });
  });

  test('the record moved: push', () => {
    expect(mergeField(input({ local: 'b', remote: 'a' })).action).toBe('push');
  });

  test('the record moved to what the card already holds: nothing', () => {
    expect(mergeField(input({ local: 'b', remote: 'b', base: { local: 'a', remote: 'b' } })).action).toBe(
      'keep',
    );
  });

  test('the card moved: pull', () => {
    expect(mergeField(input({ local: 'a', remote: 'b' })).action).toBe('pull');
  });

  test('the card was emptied: the emptiness is pulled', () => {
    expect(mergeField(input({ local: 'a', remote: null })).action).toBe('pull');
  });

  test('the record was emptied: the emptiness is pushed', () => {
    expect(mergeField(input({ local: null, remote: 'a' })).action).toBe('push');
  });

  test('a provider that stores another form than ours is no change', () => {
    expect(
      mergeField(
        input({ local: 'long value', remote: 'long', base: { local: 'long value', remote: 'long' } }),
      ).action,
    ).toBe('keep');
  });

  test('both sides moved to the same value: nothing', () => {
    expect(mergeField(input({ local: 'b', remote: 'b' })).action).toBe('keep');
  });

  test.each([
    ['crm', 'push'],
    ['book', 'pull'],
    ['ask', 'ask'],
  ] as const)('both sides moved apart under policy %s: %s, and the conflict is told', (policy, action) => {
    expect(mergeField(input({ local: 'b', remote: 'c', policy }))).toMatchObject({ action, conflict: true });
  });

  test('an edit outlives a removal, whichever side made it', () => {
    expect(mergeField(input({ local: 'b', remote: null }))).toMatchObject({
      action: 'push',
      conflict: false,
    });
    expect(mergeField(input({ local: null, remote: 'c' }))).toMatchObject({
      action: 'pull',
      conflict: false,
    });
  });

  test('our own write whose answer was lost is not somebody’s edit', () => {
    expect(mergeField(input({ local: 'b', remote: 'b2', sent: ['b2'] }))).toMatchObject({
      action: 'push',
      conflict: false,
    });
    expect(mergeField(input({ local: 'b', remote: 'b', sent: ['b'] })).action).toBe('keep');
  });

  test('a first pairing is the union; what differs is asked, never overwritten', () => {
    expect(mergeField(input({ base: undefined, local: 'a', remote: null })).action).toBe('push');
    expect(mergeField(input({ base: undefined, local: null, remote: 'a' })).action).toBe('pull');
    expect(mergeField(input({ base: undefined, local: 'a', remote: ' a' })).action).toBe('keep');
    expect(mergeField(input({ base: undefined, local: 'a', remote: 'b' }))).toMatchObject({
      action: 'ask',
      conflict: true,
    });
  });

  test('what a person left on one side alone is written over only as a conflict, once the other side has a value', () => {
    const left = { local: 'a', remote: null };
    expect(mergeField(input({ base: left, local: 'a', remote: null })).action).toBe('keep');
    expect(mergeField(input({ base: left, local: 'b', remote: null }))).toMatchObject({ action: 'push' });
    expect(mergeField(input({ base: left, local: null, remote: null })).action).toBe('keep');
    for (const local of ['a', 'b'])
      expect(mergeField(input({ base: left, local, remote: 'c', policy: 'book' }))).toMatchObject({
        action: 'pull',
        conflict: true,
      });
    expect(mergeField(input({ base: { local: null, remote: 'a' }, local: 'b', remote: 'a' }))).toMatchObject({
      action: 'push',
      conflict: true,
    });
  });

  test('one-way fields never write against their direction', () => {
    expect(mergeField(input({ local: 'b', remote: 'a', mayPush: false })).action).toBe('keep');
    expect(mergeField(input({ local: 'a', remote: 'b', mayPull: false })).action).toBe('keep');
    expect(mergeField(input({ local: 'b', remote: 'c', mayPush: false }))).toMatchObject({
      action: 'pull',
      conflict: false,
    });
    expect(mergeField(input({ local: 'b', remote: 'c', mayPull: false }))).toMatchObject({
      action: 'push',
      conflict: false,
    });
  });
});

describe('whatever the values', () => {
  const value = fc.constantFrom(null, 'a', 'b', 'c', ' a', 'b ');
  const any = fc.record({
    local: value,
    remote: value,
    base: fc.option(fc.record({ local: value, remote: value }), { nil: undefined }),
    sent: fc.array(value, { maxLength: 2 }),
    mayPush: fc.boolean(),
    mayPull: fc.boolean(),
    policy: fc.constantFrom('crm', 'book', 'ask') as fc.Arbitrary<'crm' | 'book' | 'ask'>,
  });

  test('carrying the outcome out leaves nothing to do', () => {
    fc.assert(
      fc.property(any, (values) => {
        const merge = mergeField({ ...values, same });
        if (merge.action === 'ask') return;
        const local = merge.action === 'pull' ? values.remote : values.local;
        const remote = merge.action === 'push' ? values.local : values.remote;
        const base = merge.action === 'keep' ? merge.base : { local, remote };
        const again = mergeField({ ...values, local, remote, base, sent: [], same });
        expect(again.action === 'keep' || again.action === 'ask').toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  test('a value that only one side has is never emptied by a first pairing', () => {
    fc.assert(
      fc.property(any, (values) => {
        const merge = mergeField({ ...values, base: undefined, same });
        const differ = values.local !== null && values.remote !== null && !same(values.local, values.remote);
        expect(merge.action === 'ask').toBe(differ);
      }),
    );
  });

  test('both sides are treated alike but for the policy', () => {
    const mirror = { push: 'pull', pull: 'push', keep: 'keep', ask: 'ask' } as const;
    fc.assert(
      fc.property(any, (values) => {
        const one = mergeField({ ...values, policy: 'ask', sent: [], same }).action;
        const swapped = {
          local: values.remote,
          remote: values.local,
          base: values.base && { local: values.base.remote, remote: values.base.local },
          mayPush: values.mayPull,
          mayPull: values.mayPush,
        };
        expect(mergeField({ ...swapped, policy: 'ask', sent: [], same }).action).toBe(mirror[one]);
      }),
      { numRuns: 5000 },
    );
  });
});
