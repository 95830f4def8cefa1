import { expect, test } from 'vitest';
import type { Entry, KindMapping } from '../../../../src/http/contract/mapping.ts';
import { firstEntry, sameEntries, withDefault, withEntry, withoutField } from './draft.ts';

const phone = (field: string, ...wish: string[]): Entry => ({
  field,
  slot: { property: 'phones', wish },
  direction: 'both',
});
const mapping = {
  defaults: [phone('mobile', 'mobile')],
  fields: [{ field: 'custom.cell', label: null, places: [{ property: 'phones' }] }],
} as unknown as KindMapping;

test('a field is changed in its place, and a new one comes last', () => {
  const entries = [phone('phone', 'work'), phone('mobile', 'mobile')];
  expect(withEntry(entries, phone('phone', 'main')).map(({ field }) => field)).toEqual(['phone', 'mobile']);
  expect(withEntry(entries, phone('fax', 'workFax')).at(-1)!.field).toBe('fax');
});

test('two lists are the same whatever their order, and differ by a label, a direction or a field', () => {
  const entries = [phone('phone', 'work'), phone('mobile', 'mobile')];
  expect(sameEntries(entries, entries.toReversed())).toBe(true);
  expect(sameEntries(entries, withEntry(entries, phone('phone', 'main')))).toBe(false);
  expect(sameEntries(entries, withEntry(entries, { ...entries[0]!, direction: 'in' }))).toBe(false);
  expect(sameEntries(entries, withoutField(entries, 'mobile'))).toBe(false);
});

test('back to the default is no place at all for a field that has none', () => {
  expect(withDefault([phone('mobile', 'Cell 2')], mapping, 'mobile')).toEqual([phone('mobile', 'mobile')]);
  expect(withDefault([phone('custom.cell', 'Cell 2')], mapping, 'custom.cell')).toEqual([]);
  expect(firstEntry(mapping, 'custom.cell', 'in')).toEqual({ ...phone('custom.cell', '*'), direction: 'in' });
});
