import { expect, test } from 'vitest';
import {
  type Around,
  alikeGroups,
  type Candidate,
  lookalikesOf,
  suggest,
  suggestAround,
  type UnlinkedCard,
} from './suggestions.ts';

const keys = ['e:luca@example.org'];
const aCard = (id: string, more: Partial<UnlinkedCard> = {}): UnlinkedCard => ({
  id,
  cardId: `card ${id}`,
  state: 'pending',
  recordId: null,
  reason: 'name-only',
  suggestedKind: 'contact',
  apart: [],
  keys,
  names: ['Luca Ferri'],
  ...more,
});
const aRecord = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  cardId: null,
  keys,
  names: ['Luca Ferri'],
  ...more,
});
const suggested = (cards: UnlinkedCard[], records: Candidate[] = []) =>
  Object.fromEntries(suggest(cards, records));
const second = (id: string) => ({ state: 'pending', reason: 'second-card', otherCardId: `card ${id}` });

test('who is in Rubrica is merged, who is not gets the kind of the card', () => {
  const stranger = aCard('2', { keys: ['e:rosa@example.org'], names: ['Rosa Pace'], suggestedKind: 'lead' });
  expect(suggested([aCard('1'), stranger], [aRecord('r')])).toEqual({
    'card 1': { recordId: 'r', reason: 'match' },
    'card 2': { kind: 'lead', reason: 'name-only' },
  });
});

test('a record takes one card: the second waits, also behind one that is linked already', () => {
  expect(suggested([aCard('2'), aCard('1')], [aRecord('r')])).toMatchObject({
    'card 1': { recordId: 'r' },
    'card 2': second('1'),
  });
  expect(suggested([aCard('1')], [aRecord('r', { cardId: 'card 9' })])).toEqual({ 'card 1': second('9') });
});

test('two cards of one person, of whom there is no record: the first becomes one, the second waits', () => {
  expect(suggested([aCard('1'), aCard('2'), aCard('3')])).toMatchObject({
    'card 1': { kind: 'contact' },
    'card 2': second('1'),
    'card 3': second('1'),
  });
});

test('who is only like a second card waits behind the same first one, unless somebody said that these are two', () => {
  const chain = (more: Partial<UnlinkedCard> = {}) => [
    aCard('1'),
    aCard('2', { keys: [...keys, 'p:81234567'] }),
    aCard('3', { keys: ['p:81234567'], ...more }),
  ];
  expect(suggested(chain())).toMatchObject({ 'card 2': second('1'), 'card 3': second('1') });
  expect(suggested(chain({ apart: ['card 2'] }))).toMatchObject({ 'card 3': { kind: 'contact' } });
  expect(alikeGroups(suggest(chain(), []))).toEqual([['card 1', 'card 2', 'card 3']]);
});

test('who somebody said is not the person behind a linked card is none of its second cards', () => {
  const record = aRecord('r', { cardId: 'card 9' });
  expect(suggested([aCard('1', { apart: ['card 9'] })], [record])).toMatchObject({
    'card 1': { kind: 'contact' },
  });
});

test.each<[string, Partial<Around>, object]>([
  ['nothing', {}, { suggestedKind: 'contact', reason: 'name-only', withCompany: false }],
  ['its group', { group: 'lead', domain: 'contact' }, { suggestedKind: 'lead', reason: 'group' }],
  ['its domain', { domain: 'lead' }, { suggestedKind: 'lead', reason: 'known-domain' }],
  ['a new company', { namesNewCompany: true }, { suggestedKind: 'contact', withCompany: true }],
  [
    'a group of companies',
    { group: 'company', namesNewCompany: true },
    { suggestedKind: 'company', withCompany: false },
  ],
])('a person is what %s says', (_, known, is) => {
  const around = { group: null, domain: null, namesNewCompany: false, ...known };
  expect(suggestAround({ suggestedKind: 'contact', reason: 'name-only' }, around)).toMatchObject(is);
  const company = { suggestedKind: 'company', reason: 'marked-as-company' } as const;
  expect(suggestAround(company, around)).toEqual(company);
});

test('what is decided comes before what came earlier', () => {
  expect(suggested([aCard('1'), aCard('2', { state: 'ready' })])).toMatchObject({ 'card 1': second('2') });
  const into = aCard('2', { state: 'ready', recordId: 'r', keys: [] });
  expect(suggested([aCard('1'), into], [aRecord('r')])).toMatchObject({ 'card 1': second('2') });
});

test('what somebody said it is not, it is not', () => {
  const card = aCard('1', { apart: ['r'] });
  expect(suggested([card], [aRecord('r')])).toEqual({ 'card 1': { kind: 'contact', reason: 'name-only' } });
  expect(lookalikesOf([aRecord('r')], [card]).size).toBe(0);
  expect(lookalikesOf([aRecord('r')], [aCard('1')]).get('r')).toMatchObject({ id: '1' });
});

test('the second card of a merged record is left alone', () => {
  expect(suggested([aCard('1', { reason: 'duplicate' })], [aRecord('r')])).toEqual({
    'card 1': { state: 'ignored', reason: 'duplicate' },
  });
});

test('ten thousand people behind one switchboard are told apart in no time that grows with their square', () => {
  const cards = Array.from({ length: 10_000 }, (_, index) =>
    aCard(String(index).padStart(5, '0'), { keys: ['p:25550001'], names: [`Name${index} Family${index}`] }),
  );
  const found = [...suggest(cards, []).values()];
  expect(found.every((suggestion) => 'kind' in suggestion)).toBe(true);
});
