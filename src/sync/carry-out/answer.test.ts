// What the answer of a book means for a link.
import { expect, test } from 'vitest';
import {
  AGREED,
  agreedOn,
  contactWith,
  context,
  plan,
  valuesWith,
  view,
} from '../../../tests/builders/a-link.ts';
import type { Contact } from '../../contact/contact.ts';
import { applyEdits } from '../../contact/edit.ts';
import { fieldOfLabel } from '../../fields/labels.ts';
import type { Card } from '../../providers/provider.ts';
import { type LinkPlan, planLink } from '../decide/plan.ts';
import type { Base } from '../link/link.ts';
import { accountMapping, defaultMapping } from '../mapping.ts';
import type { Mapping, OwnMapping, Values } from '../model.ts';
import { adopted, answered } from './answer.ts';

const HOUR = 3_600_000;
const missed = (now: number, lookedAt: number) => {
  const given = { local: '02 1234567' };
  const asked = {
    bookId: 'book',
    mapping: defaultMapping('contact'),
    group: null,
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

test('what found no place stays in the record, and what somebody did since the write comes into it', () => {
  const given = view({});
  Object.assign(given.record.values, { mobile: '333 1234567' });
  const written = planLink(given, context());
  const { card } = given;
  const now: Card = { ...card!, id: card!.remoteId, uid: null, raw: '', marker: 'M' };
  now.contact = { ...contactWith(AGREED), notes: 'theirs' };
  const asked = { bookId: 'book', mapping: defaultMapping('contact'), group: null, now: 1, lookedAt: 1 };
  const result = { key: '', outcome: 'done', card: now, asMade: contactWith(AGREED) } as const;
  const { move } = answered(given, written, result, asked);
  expect(move).toMatchObject({ base: { fields: { mobile: { remote: null } } }, seen: null });
  const later = { ...given, link: { ...given.link, ...(move as { base: Base }) } };
  later.card = { ...card!, contact: now.contact };
  expect(planLink(later, context())).toMatchObject({
    type: 'sync',
    pull: [{ field: 'description', before: null, after: 'theirs' }],
    push: null,
  });
});

test('a creation that finds its card there agrees on nothing with it, and is compared', () => {
  const { card } = view({});
  const created: LinkPlan = { type: 'create', push: { edits: [], sent: { phone: '02 1' }, diff: [] } };
  const found: Card = { ...card!, id: card!.remoteId, uid: null, raw: '', marker: 'M' };
  const asked = {
    bookId: 'book',
    mapping: defaultMapping('contact'),
    group: null,
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
    group: null,
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

const comingIn = (field: string): Mapping =>
  defaultMapping('contact').map((entry) => (entry.field === field ? { ...entry, direction: 'in' } : entry));

/** A card that is made again from the trash, with what the record says by now; what is planned when the book has answered. */
function madeAgain(values: Values, contact: Contact, base: Base, mapping: Mapping): LinkPlan {
  const now = { ...context(), mapping };
  const fresh = view({ card: 'none', link: { state: 'new', base: null, cardId: null } });
  fresh.record.values = values;
  fresh.trashed = { raw: '', contact, base, listedBy: [] };
  const created = planLink(fresh, now);
  if (created.type !== 'create') throw new Error(created.type);
  const { card } = view({});
  const made: Card = { ...card!, id: card!.remoteId, uid: null, raw: '', marker: 'M', contact };
  made.contact = applyEdits(contact, created.push.edits);
  const asked = { bookId: 'b', mapping, group: null, now: 1, lookedAt: 1 };
  const step = answered(
    fresh,
    created,
    { key: '', outcome: 'done', card: made, asMade: made.contact },
    asked,
  );
  const after = view({ link: { base: (step.move as { base: Base }).base } });
  after.record.values = values;
  after.card = { ...card!, contact: made.contact };
  return planLink(after, now);
}

test('what comes back from the trash for a field that only comes in is of that field yet, and no other', () => {
  const mapping = comingIn('secondaryEmail');
  const card = { ...contactWith(null), emails: [{ label: 'home', value: 'anna@example.test' }] };
  const values = { ...valuesWith(null), secondaryEmail: 'anna@example.test' };
  expect(madeAgain(values, card, agreedOn(card, mapping, values), mapping)).toMatchObject({
    type: 'settle',
    base: { bound: { email: null, secondaryEmail: { key: 'anna@example.test' } } },
  });
});

const NOTED = { ...contactWith(null), notes: 'as the card had it' };
const TYPED = { ...valuesWith(null), description: 'typed meanwhile' };

test('what was typed into the record for a field that only comes in stands when its card comes back as it was', () => {
  const mapping = comingIn('description');
  expect(madeAgain(TYPED, NOTED, agreedOn(NOTED, mapping), mapping)).toMatchObject({ type: 'settle' });
});

test('a field that is mapped only since its card went is asked about where the two differ', () => {
  const mapping = defaultMapping('contact');
  const before = mapping.filter(({ field }) => field !== 'description');
  expect(madeAgain(TYPED, NOTED, agreedOn(NOTED, before), mapping)).toMatchObject({
    type: 'sync',
    pull: [],
    push: null,
    conflicts: [{ field: 'description', crm: TYPED.description, book: NOTED.notes, resolution: null }],
  });
});

test('a field that comes in only since its card went meets that for the first time: nothing is overwritten', () => {
  const mapping = comingIn('description');
  const before = mapping.filter(({ field }) => field !== 'description');
  expect(madeAgain(TYPED, NOTED, agreedOn(NOTED, before), mapping)).toMatchObject({
    type: 'sync',
    pull: [],
    push: null,
    conflicts: [{ field: 'description', resolution: null }],
  });
});

test('a field that is mapped only since its card went takes what the card has when it comes back', () => {
  const mapping = defaultMapping('contact');
  const before = mapping.filter(({ field }) => field !== 'description');
  expect(madeAgain(valuesWith(null), NOTED, agreedOn(NOTED, before), mapping)).toMatchObject({
    type: 'sync',
    pull: [{ field: 'description', before: null, after: NOTED.notes }],
    push: null,
  });
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
  const asked = { bookId: 'b', mapping, group: null, now: 1, lookedAt: 1 };
  const { base } = answered(
    creating,
    created,
    { key: '', outcome: 'done', card: made, asMade: made.contact },
    asked,
  ).move as { base: Base };
  expect(base.fields.phone).toEqual({ local: '02 1', remote: '02 1' });
  expect(base.bound).toMatchObject({ phone: { label: 'work' }, otherPhone: null });
});

test('a write says nothing of a group that lists the card, where its label waits for a right', () => {
  const field = fieldOfLabel('l-1');
  const tie = { field, slot: { property: 'groups', group: 'clients' }, direction: 'both' } as const;
  const mapping: Mapping = [...defaultMapping('contact'), tie];
  const given = view({ local: '02 999', view: { ties: [field] } });
  given.card!.listedBy = ['clients'];
  const planned = planLink(given, { ...context({}, { edit: false, delete: true }), mapping });
  expect(planned).toMatchObject({ push: { sent: { phone: '02 999' } }, withheld: [{ field }] });
  const { card } = given;
  const now: Card = { ...card!, id: card!.remoteId, uid: null, raw: '', marker: 'M' };
  now.contact = contactWith('02 999');
  const asked = { bookId: 'b', mapping, group: null, now: 1, lookedAt: 1 };
  const result = { key: '', outcome: 'done', card: now, asMade: now.contact } as const;
  const { move } = answered(given, planned, result, asked);
  expect(move).toMatchObject({ base: { fields: { phone: { local: '02 999' } } }, seen: null });
  expect((move as { base: Base }).base.fields).not.toHaveProperty(field);
});
