// Where fields stand in Layout Studio and where a step leads: places that are switched off stand between those one sees.
import { expect, test } from 'vitest';
import type { Field } from '../records/fields/use-fields.ts';
import { keyFrom } from './key-from.ts';
import { moveInto, moveTo, placedBefore, placesIn, step } from './placed.ts';

const at = (section: string, ...keys: string[]) =>
  keys.map((key) => ({ key, section, kind: 'contact' }) as Field);
const FIELDS = [
  ...at('name', 'firstName', 'nickname', 'lastName'),
  ...at('mailing', 'mailing.street', 'mailing.city'),
  ...at('other', 'description'),
];
const places = placesIn(FIELDS, ({ key }) => key !== 'nickname');
const sections = ['name', 'work', 'mailing', 'other'];
const place = (key: string) => places.find((one) => one.key === key)!;

test('an address is one place, and what is left out none', () => {
  expect(places.map(({ key }) => key)).toEqual(['firstName', 'lastName', 'mailing', 'description']);
  expect(placedBefore(FIELDS, place('mailing').field)).toBe(3);
});

test.each([
  ['over a neighbour', 'lastName', -1, { position: 0, section: 'name' }],
  ['behind a neighbour, past what is switched off', 'firstName', 1, { position: 2, section: 'name' }],
  ['into a section that is empty', 'lastName', 1, { position: 5, section: 'work' }],
  ['back into the section before, behind its last', 'description', -1, { position: 5, section: 'mailing' }],
  ['an address as a whole', 'mailing', 1, { position: 3, section: 'other' }],
  ['no further than the first', 'firstName', -1, null],
  ['no further than the last', 'description', 1, null],
] as const)('a step leads %s', (_, key, direction, move) => {
  expect(step(FIELDS, places, sections, place(key), direction)).toEqual(move);
});

test('dropped, it stands on the side of what it was dropped on', () => {
  expect(moveTo(FIELDS, place('description'), place('mailing'), 'after')).toEqual({
    position: 5,
    section: 'mailing',
  });
  expect(moveTo(FIELDS, place('description'), place('mailing'), 'before')).toEqual({
    position: 3,
    section: 'mailing',
  });
  expect(moveInto(FIELDS, place('firstName'), 'work')).toEqual({ position: 5, section: 'work' });
});

test('a key is made of a name', () => {
  expect(keyFrom('Annual  Budget (€)')).toBe('annual-budget');
  expect(keyFrom('1. Città')).toBe('citta');
  expect(keyFrom('名前')).toBe('');
});
