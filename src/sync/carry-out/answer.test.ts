// What the answer of a book means for a link.
import { expect, test } from 'vitest';
import { contactWith, context, plan, valuesWith, view } from '../../../tests/builders/a-link.ts';
import type { Card } from '../../providers/provider.ts';
import { type LinkPlan, planLink } from '../decide/plan.ts';
import type { Base } from '../link/link.ts';
import { accountMapping, defaultMapping } from '../mapping.ts';
import { DEFAULT_SETTINGS, type OwnMapping } from '../model.ts';
import { adopted, answered } from './answer.ts';

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

test('a card that is found in part shows nothing new once it arrives whole', () => {
  const values = { ...valuesWith(null), secondaryEmail: 'anna@example.test' };
  const creating = view({ link: { state: 'creating', base: null } });
  creating.record.values = values;
  creating.link.intent = { type: 'create', sent: values, at: 1 };
  const { card } = creating;
  const found: Card = { ...card!, id: card!.remoteId, uid: null, raw: '', marker: 'M', loss: 'damaged' };
  found.contact = contactWith(null);
  const asked = {
    bookId: 'b',
    mapping: defaultMapping('contact'),
    settings: DEFAULT_SETTINGS,
    now: 1,
    lookedAt: 1,
  };
  const { base } = adopted(creating, found, asked).move as { base: Base };
  const whole = { ...contactWith(null), emails: [{ label: 'home', value: 'anna@example.test' }] };
  const later = view({ link: { base } });
  later.record.values = values;
  later.card = { ...card!, contact: whole };
  expect(planLink(later, context())).toMatchObject({ type: 'settle' });
});

test('a new card is made by the mapping of its account: a number it shows under another label is of no other field', () => {
  const own = {
    phone: { slot: { property: 'phones', wish: ['other', '*'] }, direction: 'both' },
    otherPhone: { slot: { property: 'phones', wish: ['work'] }, direction: 'both' },
  } as const;
  const mapping = accountMapping('contact', own as unknown as OwnMapping);
  const creating = view({ link: { state: 'creating', base: null } });
  creating.record.values = { phone: '02 1' };
  const { card } = creating;
  const made: Card = { ...card!, id: card!.remoteId, uid: null, raw: '', marker: 'M' };
  made.contact = { ...contactWith(null), phones: [{ label: 'work', value: '02 1' }] };
  const created: LinkPlan = {
    type: 'create',
    push: { edits: [], sent: { phone: '02 1' }, diff: [] },
  };
  const asked = { bookId: 'b', mapping, settings: DEFAULT_SETTINGS, now: 1, lookedAt: 1 };
  const { base } = answered(creating, created, { key: '', outcome: 'done', card: made, asMade: true }, asked)
    .move as { base: Base };
  expect(base.fields.phone).toEqual({ local: '02 1', remote: '02 1' });
  expect(base.bound).toMatchObject({ phone: { label: 'work' }, otherPhone: null });
});
