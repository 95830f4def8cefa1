// What a plan makes of the card that a colleague's account has in the same address book.
import { describe, expect, test } from 'vitest';
import { AGREED, agreed, context, fresh, type Given, plan, view } from '../../../tests/builders/a-link.ts';
import { keyOf } from '../../contact/properties/keys.ts';
import { stepsOf } from '../carry-out/apply.ts';
import { type Base, type Hold, type Intent, withAgreed } from '../link/link.ts';
import type { Beside, LinkView } from '../link/view.ts';
import { withOneAgreement } from './beside.ts';
import { planLink } from './plan.ts';

const planTogether = (seen: LinkView, under = context()) => planLink(withOneAgreement(seen, under), under);

describe('a colleague has the same address book', () => {
  const beside = {
    linkId: 'theirs',
    state: 'active',
    wanted: true,
    cardId: 'c2',
    isUnseen: false,
    isAlike: true,
    base: null,
    intent: null,
  } as const;
  const made = (over: Partial<Beside>, hold: Hold | null = null) =>
    plan({ card: 'none', link: { ...fresh, hold }, view: { beside: [{ ...beside, outbox: [], ...over }] } });

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
    const left = (agreedAt?: number) => {
      const base = { ...agreed(), ...(agreedAt === undefined ? {} : { agreedAt }) };
      return made({ ...unseen, state: 'closed', wanted: false, base }, since(-1));
    };
    const { certain } = context().look;
    expect(left(certain)).toEqual({ type: 'hold', code: 'beside' });
    expect(left(certain - 1)).toMatchObject({ type: 'create' });
    expect(left()).toMatchObject({ type: 'create' });
  });

  test('and that card is another record’s here, or has gone: one of its own', () => {
    expect(made({ cardId: null })).toMatchObject({ type: 'create' });
  });

  test('and wants the record yet: the card stays, when it is not wanted here any more', () => {
    const given = (over: Partial<Beside>) => ({
      wanted: false,
      view: { beside: [{ ...beside, outbox: [], cardId: 'c', ...over }] },
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
    const older = { ...beside, outbox: [], linkId: '', cardId: 'c', base: theirs };
    const planned = (others: Beside[]) => planTogether({ ...both, beside: others });
    expect(planned([older])).toMatchObject({
      type: 'settle',
      base: { bound: { phone: theirs.bound.phone } },
    });
    const elsewhere = {
      ...older,
      base: { ...theirs, slots: { phone: 'phones|main', mobile: 'phones|main' } },
    };
    for (const others of [[], [elsewhere]]) expect(planned(others)).not.toMatchObject({ type: 'settle' });
  });
});

describe('a colleague has the same card of the record: of all that was agreed on the last counts', () => {
  const [FIRST, SECOND, THIRD] = [AGREED, '02 2222222', '02 3333333'];
  /** What the `serial`th agreement says. */
  const saying = (phone: string, serial: number): Base => {
    const key = keyOf('phones', phone);
    const { fields, bound } = agreed();
    return {
      ...agreed(),
      fields: { ...fields, phone: { local: phone, remote: phone } },
      bound: { ...bound, phone: { key, label: 'work' } },
      serial,
      agreedAt: -1,
    };
  };
  const theirs = (over: Partial<Beside>): Beside => ({
    linkId: 'theirs',
    state: 'active',
    wanted: true,
    cardId: 'c',
    isUnseen: false,
    isAlike: true,
    base: saying(SECOND, 2),
    intent: null,
    outbox: [],
    ...over,
  });
  const planned = (given: Given, over: Partial<Beside>, under = context()) => {
    const own = { base: saying(FIRST, 1), ...given.link };
    return planTogether(view({ ...given, link: own, view: { beside: [theirs(over)] } }), under);
  };
  const sending = (phone: string, more: Partial<Intent> = {}) => ({
    intent: { type: 'update', sent: { phone }, at: 0, serial: 3, ...more } as Intent,
    outbox: [{ phone }],
  });
  const written = (phone: string) => ({ type: 'sync', pull: [], conflicts: [], push: { sent: { phone } } });
  const waits = { type: 'wait-for-answer' };
  const until = (ms: number) => ({ ...context(), look: { at: ms, certain: ms, visible: ms } });

  test('what they have written is no edit of the phone, also where the record has changed again', () => {
    expect(planned({ local: THIRD, remote: SECOND }, {})).toMatchObject(written(THIRD));
    expect(planned({ local: THIRD, remote: SECOND }, { base: saying(SECOND, 1) })).toMatchObject({
      conflicts: [{ book: SECOND }],
    });
  });

  test('an edit back to what stood before is one', () => {
    expect(planned({ local: SECOND, remote: FIRST }, {})).toMatchObject({ pull: [{ after: FIRST }] });
  });

  test('nothing is decided by what was seen of the card before that; once the book shows it, it is', () => {
    const behind = { isAlike: false, base: { ...saying(SECOND, 2), agreedAt: 5 } };
    expect(planned({ local: SECOND, remote: FIRST }, behind)).toEqual({
      type: 'wait-for-answer',
      since: 0,
      until: 60_000,
    });
    expect(planned({ local: SECOND, remote: THIRD }, behind, until(6))).toMatchObject({
      pull: [{ before: SECOND, after: THIRD }],
    });
  });

  test('what they are writing is no edit either, and nothing is written over it before it is answered', () => {
    expect(
      planned({ local: SECOND, remote: SECOND }, { base: saying(FIRST, 2), ...sending(SECOND) }),
    ).toMatchObject({
      type: 'settle',
      base: { serial: 4, fields: { phone: { local: SECOND } } },
    });
    for (const at of [SECOND, FIRST]) {
      const over = { base: saying(FIRST, 2), ...sending(SECOND, { at: 1 }) };
      expect(planned({ local: THIRD, remote: at }, over)).toMatchObject(waits);
      // Nor is it waited for longer than a write may take: their account may not be signed in any more.
      expect(planned({ local: THIRD, remote: at }, over, until(1))).toMatchObject(written(THIRD));
      const doubted = sending(SECOND, { at: 0, doubtedAt: 2 });
      expect(planned({ local: THIRD, remote: at }, { ...over, ...doubted }, until(1))).toMatchObject(waits);
    }
  });

  test('while they write, nothing else is agreed on by what the card said before; what is agreed on already is', () => {
    const writing = { base: saying(FIRST, 2), ...sending(THIRD, { at: 1 }) };
    expect(planned({ local: SECOND, remote: SECOND }, writing)).toMatchObject(waits);
    expect(planned({ local: FIRST, remote: FIRST }, writing)).toMatchObject({
      type: 'settle',
      base: { serial: 2 },
    });
  });

  test('what somebody said of a field comes before what was sent by then: that is no edit as it arrives', () => {
    const said = withAgreed(saying(FIRST, 2), { phone: { local: FIRST, remote: FIRST } });
    const returned = { local: FIRST, remote: SECOND };
    const own = { base: said, ...sending(SECOND, { doubtedAt: 0 }) };
    expect(planned({ ...returned, link: own }, { base: saying(FIRST, 2) })).toMatchObject(written(FIRST));
    const theirWrite = { base: saying(FIRST, 2), ...sending(SECOND) };
    expect(planned({ ...returned, link: { base: said } }, theirWrite)).toMatchObject(written(FIRST));
    // For a colleague it is later than what was agreed on, and said once.
    const settled = planned(
      { local: FIRST, remote: FIRST, link: { base: saying(FIRST, 2) } },
      { base: said },
    );
    expect(settled).toMatchObject({ type: 'settle', base: { serial: 2, said: { times: 1 } } });
    const after = planned({ local: SECOND, remote: SECOND }, { base: said });
    expect(after).toMatchObject({ type: 'settle', base: { serial: 3 } });
    expect(after).not.toHaveProperty('base.said');
  });

  test('what somebody said of a field stands, though they have agreed on something else since; what they agreed on of it since, stands as well', () => {
    // A conflict of THIRD and SECOND, settled for the record.
    const own = { base: withAgreed(saying(FIRST, 1), { phone: { local: SECOND, remote: SECOND } }) };
    const later = { base: saying(FIRST, 2) };
    expect(planned({ local: THIRD, remote: SECOND, link: own }, later)).toMatchObject(written(THIRD));
    expect(planned({ local: THIRD, remote: SECOND, link: own }, { base: saying(THIRD, 2) })).toMatchObject({
      pull: [{ before: THIRD, after: SECOND }],
    });
  });

  test('what was sent before the last agreement is part of it, or did not come', () => {
    const over = { base: saying(THIRD, 4), ...sending(SECOND) };
    const taken = { pull: [{ before: THIRD, after: SECOND }] };
    expect(planned({ local: THIRD, remote: SECOND }, over)).toMatchObject(taken);
    const own = { base: saying(FIRST, 1), ...sending(SECOND, { doubtedAt: 0 }) };
    expect(planned({ local: THIRD, remote: SECOND, link: own }, { base: saying(THIRD, 4) })).toMatchObject(
      taken,
    );
  });

  test('whatever the two accounts say who wins, they come to rest with one value', () => {
    const [crm, book] = [context({ conflicts: 'crm' }), context({ conflicts: 'book' })];
    const first = planned({ local: SECOND, remote: THIRD }, { base: saying(FIRST, 1) }, book);
    expect(first).toMatchObject({ pull: [{ after: THIRD }], base: { serial: 2 } });
    const { base } = first as { base: Base };
    expect(planned({ local: THIRD, remote: THIRD }, { base }, crm)).toMatchObject({
      type: 'settle',
      base: { serial: 2 },
    });
  });

  test('what was chosen as the link was made is carried out first', () => {
    const { serial: _, agreedAt: __, ...uncounted } = saying(FIRST, 0);
    const first = (base: Base) =>
      planned({ local: SECOND, remote: FIRST, link: { base, settled: 0 } }, { base: saying(SECOND, 1) });
    expect(first({ ...uncounted, chosen: true })).toMatchObject(written(SECOND));
    expect(first({ ...uncounted, chosen: true })).not.toHaveProperty('base.chosen');
    // What an import or an earlier link of the record left was chosen by nobody.
    expect(first(uncounted)).toMatchObject({ pull: [{ after: FIRST }] });
  });

  test('where the two put fields in other places, those in the same are shared, and a value of the others is no news', () => {
    const base = { ...saying(SECOND, 2), slots: { email: 'emails|home' } };
    expect(planned({ local: THIRD, remote: SECOND }, { base })).toMatchObject(written(THIRD));
    const elsewhere = { ...saying(SECOND, 2), slots: { phone: 'phones|main' } };
    expect(planned({ local: THIRD, remote: SECOND }, { base: elsewhere })).toMatchObject(written(THIRD));
  });

  test('what is agreed on, or sent, is counted after all else and stands on what they had', () => {
    const given = view({ local: SECOND, remote: SECOND, link: { base: saying(FIRST, 1) } });
    const together = withOneAgreement({ ...given, beside: [theirs({ base: saying(FIRST, 2) })] }, context());
    const plan = planLink(together, context());
    expect(plan).toMatchObject({ type: 'settle', base: { serial: 3, agreedAt: 0 } });
    expect(stepsOf(together, plan, context())).toMatchObject([{ beside: together.beside }]);
  });
});
