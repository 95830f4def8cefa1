// What a plan makes of the card that a colleague's account has in the same address book.
import { describe, expect, test } from 'vitest';
import { fresh, plan } from '../../../tests/builders/a-link.ts';
import type { Hold } from '../link/link.ts';
import type { Beside } from '../link/view.ts';

describe('a colleague has the same address book', () => {
  const beside = {
    linkId: 'theirs',
    state: 'active',
    wanted: true,
    cardId: 'c2',
    isUnseen: false,
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
});
