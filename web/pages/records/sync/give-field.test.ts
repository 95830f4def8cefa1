// What a value of a card may become, and what the mapping says then.
import { expect, test } from 'vitest';
import type { Entry, KindMapping } from '../../../../src/http/contract/mapping.ts';
import { alsoOnOthers, entryFor, freeFields, isMappable, typeFor } from './give-field.ts';

const phones = (field: string) => ({ field, label: null, places: [{ property: 'phones' as const }] });
const mapping = {
  fields: [
    phones('phone'),
    phones('homePhone'),
    phones('hidden'),
    { field: 'other', label: null, places: [{ property: 'addresses' }] },
    { field: 'nickname', label: null, places: [{ property: 'nickname' }] },
  ],
  found: { phones: [{ label: 'Pager', cards: 3 }], emails: [], urls: [], addresses: [] },
  leftOut: [{ place: 'name.middle', cards: 1 }],
} as unknown as KindMapping;
const pager = { property: 'phones', label: 'Pager', value: '1' };

test('free are the fields that may stand there, are shown and hold nothing', () => {
  const shown = (field: string) => field !== 'hidden';
  expect(freeFields(mapping, pager, { phone: '1' }, shown)).toEqual(['homePhone']);
  expect(freeFields(mapping, pager, {}, shown)).toEqual(['phone', 'homePhone']);
  const home = { property: 'addresses', label: 'home', value: 'Via Po' };
  expect(freeFields(mapping, home, {}, shown)).toEqual(['other']);
  expect(freeFields(mapping, home, { 'other.city': 'Torino' }, shown)).toEqual([]);
});

test('a label is asked for behind those it has, before whatever is left', () => {
  const entry = (wish: string[]): Entry => ({
    field: 'homePhone',
    slot: { property: 'phones', wish },
    direction: 'in',
  });
  expect(entryFor([entry(['home', '*'])], 'homePhone', pager)).toEqual(entry(['home', 'Pager', '*']));
  expect(entryFor([entry(['Pager', 'home'])], 'homePhone', pager)).toEqual(entry(['home', 'Pager']));
  expect(entryFor([], 'homePhone', { ...pager, label: null })).toEqual({ ...entry(['']), direction: 'both' });
  const middle = { property: 'name.middle', label: null, value: 'M.' };
  expect(entryFor([], 'custom.middle', middle).slot).toEqual({ property: 'name', part: 'middle' });
});

test.each([
  ['phones', 'phone', true],
  ['urls', 'url', true],
  ['notes', 'longText', true],
  ['nickname', 'text', true],
  ['anniversary', 'date', true],
  ['addresses', null, true],
  ['relation', null, false],
])('for %s a field would be of type %s', (property, type, mappable) => {
  const loose = { property, label: null, value: '1' };
  expect([typeFor(loose), isMappable(loose)]).toEqual([type, mappable]);
});

test('how many others have such a value', () => {
  expect(alsoOnOthers(mapping, pager)).toBe(2);
  expect(alsoOnOthers(mapping, { ...pager, label: 'Other' })).toBe(0);
  expect(alsoOnOthers(mapping, { property: 'name.middle', label: null, value: 'M.' })).toBe(0);
});
