// What a plan makes of the card that a colleague's account has in the same address book.
import { describe, expect, test } from 'vitest';
import { agreed, context, fresh, plan, view } from '../../../tests/builders/a-link.ts';
import { keyOf } from '../../contact/properties/keys.ts';
import type { Base, Hold } from '../link/link.ts';
import type { Beside } from '../link/view.ts';
import { planLink } from './plan.ts';

describe('a colleague has the same address book', () => {
  const beside = {
    linkId: 'theirs',
    state: 'active',
    wanted: true,
    cardId: 'c2',
    isUnseen: false,
    base: null,
  } as const;
  const made = (over: Partial<Beside>, hold: Hold | null = null) =>
    plan({ card: 'none', link: { ...fresh, hold }, view: { beside: [{ ...beside, ...over }] } });

  test('and the record has a card there: that one is taken, nothing is made', () => {
    expect(made({})).toEqual({ type: 'repoint', cardId: 'c2' });
  });

  test('and has left a card of the record there: that is taken, unless the record has one of its own here', () => {
    expect(made({ state: 'closed', wanted: false })).toEqual({ type: 'repoint', cardId: 'c2' });
    expect(made({ state: 'closed', wanted: false, cardId: null })).toMatchObject({ type: 'create' });
  });

  test('and the card is being made or deleted for them: nothing is made before it is there or gone', () => {
    const nowhere = { cardId: null, isUnseen: true };
    expect(made({ state: 'creating', ...nowhere })).toEqual({ type: 'hold', code: 'beside' });
    expect(made({ state: 'deleting' })).toEqual({ type: 'hold', code: 'beside' });
  });

  test('and a card that the book does not show yet: it is waited for as long as that may take', () => {
    const unseen = { cardId: null, isUnseen: true };
    const since = (ms: number): Hold => ({ code: 'beside', detail: String(ms) });
    expect(made(unseen)).toEqual({ type: 'hold', code: 'beside' });
    expect(made(unseen, since(1))).toEqual({ type: 'hold', code: 'beside' });
    expect(made(unseen, since(-1))).toMatchObject({ type: 'create' });
  });

  test('and that card is another record’s here, or has gone: one of its own', () => {
    expect(made({ cardId: null })).toMatchObject({ type: 'create' });
  });

  test('and wants the record yet: the card stays, when it is not wanted here any more', () => {
    const given = (over: Partial<Beside>) => ({
      wanted: false,
      view: { beside: [{ ...beside, cardId: 'c', ...over }] },
    });
    expect(plan(given({}))).toMatchObject({ type: 'close', reason: 'kept' });
    expect(plan(given({ wanted: false }))).toMatchObject({ type: 'remove' });
    expect(plan(given({ cardId: 'c2' }))).toMatchObject({ type: 'remove' });
  });

  test('and both have the card: the older link says which value is which, and what is settled there is settled', () => {
    const phones = [
      { label: 'work', value: '02 1' },
      { label: 'mobile', value: '333 2' },
    ];
    const saying = (phone: string, mobile: string, isExchanged: boolean): Base => ({
      ...agreed(),
      fields: {
        ...agreed().fields,
        phone: { local: phone, remote: phone },
        mobile: { local: mobile, remote: mobile },
      },
      bound: {
        ...agreed().bound,
        phone: { key: keyOf('phones', phone), label: isExchanged ? 'mobile' : 'work' },
        mobile: { key: keyOf('phones', mobile), label: isExchanged ? 'work' : 'mobile' },
      },
    });
    const theirs = saying('02 1', '333 2', false);
    const seen = view({ local: '02 1', link: { base: saying('333 2', '02 1', true) } });
    const record = { ...seen.record, values: { ...seen.record.values, mobile: '333 2' } };
    const both = { ...seen, record, card: { ...seen.card!, contact: { ...seen.card!.contact, phones } } };
    const older = { ...beside, linkId: '', cardId: 'c', base: theirs };
    expect(planLink({ ...both, beside: [older] }, context())).toMatchObject({
      type: 'settle',
      base: { bound: { phone: theirs.bound.phone } },
    });
    expect(planLink(both, context())).not.toMatchObject({ type: 'settle' });
  });
});
