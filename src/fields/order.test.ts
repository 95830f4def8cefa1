// Fields move one by one, an address as a whole, and nothing is lost or doubled.
import { expect, test } from 'vitest';
import { movedTo } from './order.ts';

const at = (section: string, ...keys: string[]) => keys.map((key) => ({ key, section }));
const FIELDS = [
  ...at('name', 'firstName', 'lastName'),
  ...at('mailing', 'mailing.street', 'mailing.city', 'mailing.country'),
  ...at('other', 'description'),
];

test.each([
  ['forward, behind as many others', 'firstName', 'name', 1, 'lastName firstName mailing description'],
  ['back to the front', 'description', 'name', 0, 'description firstName lastName mailing'],
  [
    'never into the midst of an address',
    'description',
    'mailing',
    3,
    'firstName lastName mailing description',
  ],
  ['an address as a whole', 'mailing.city', 'mailing', 0, 'mailing firstName lastName description'],
  ['beyond the end, to the end', 'lastName', 'name', 99, 'firstName mailing description lastName'],
  [
    'without a position behind its section',
    'description',
    'name',
    undefined,
    'firstName lastName description mailing',
  ],
  [
    'into a section that is empty, to the end',
    'lastName',
    'work',
    undefined,
    'firstName mailing description lastName',
  ],
])('%s', (_, key, section, position, order) => {
  const moved = movedTo(FIELDS, key, section, position);
  expect([...moved].sort()).toEqual(FIELDS.map((field) => field.key).sort());
  expect([...new Set(moved.map((each) => each.split('.')[0]))].join(' ')).toBe(order);
});
