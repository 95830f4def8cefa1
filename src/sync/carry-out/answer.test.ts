// What the answer of a book means for a link.
import { expect, test } from 'vitest';
import { plan, view } from '../../../tests/builders/a-link.ts';
import type { Card } from '../../providers/provider.ts';
import type { LinkPlan } from '../decide/plan.ts';
import { defaultMapping } from '../mapping.ts';
import { DEFAULT_SETTINGS } from '../model.ts';
import { answered } from './answer.ts';

const HOUR = 3_600_000;
const missed = (now: number, lookedAt: number) => {
  const given = { local: '02 1234567' };
  const asked = {
    bookId: 'book',
    mapping: defaultMapping('contact'),
    settings: DEFAULT_SETTINGS,
    now,
    lookedAt,
  };
  return answered(view(given), plan(given), { key: '', outcome: 'unknown', reason: 'no answer' }, asked).move;
};

test('an answer is missed when it does not come, and asked for half a minute later', () => {
  expect(missed(HOUR + 1, HOUR)).toMatchObject({
    type: 'in-doubt',
    since: HOUR + 1,
    retryAt: HOUR + 30_001,
  });
});

test('a clock set back on the way makes it no older than what the run has seen before', () => {
  expect(missed(HOUR, 2 * HOUR)).toMatchObject({ since: 2 * HOUR, retryAt: HOUR + 30_000 });
});

test('a creation that finds its card there agrees on nothing with it, and is compared', () => {
  const { card } = view({});
  const created: LinkPlan = { type: 'create', push: { edits: [], sent: { phone: '02 1' }, diff: [] } };
  const found: Card = { ...card!, id: card!.remoteId, uid: null, raw: '', marker: 'M' };
  const asked = {
    bookId: 'book',
    mapping: defaultMapping('contact'),
    settings: DEFAULT_SETTINGS,
    now: 1,
    lookedAt: 1,
  };
  const step = answered(view({}), created, { key: '', outcome: 'done', card: found, found: true }, asked);
  expect(step.move).toMatchObject({ type: 'answered', base: { fields: {} }, seen: null });
  expect(step.journal).toMatchObject([{ type: 'create', diff: [], outcome: 'adopted' }]);
});
