import { expect, test } from 'vitest';
import { BUILT_IN_LABELS } from './contact.ts';
import { labelAlias, sameLabel } from './label.ts';

test('one label in five languages', () => {
  for (const text of ['Móvil', 'Cellulare', 'Mobile', 'iPhone', 'Handy', 'PORTABLE'])
    expect(labelAlias(text)).toBe('mobile');
  for (const text of ['Lavoro', 'trabajo', 'Büro', 'Travail', 'Work']) expect(labelAlias(text)).toBe('work');
  expect(labelAlias('Fax (travail)')).toBe('workFax');
  expect(labelAlias('Casa al mare')).toBeNull();
  expect(labelAlias('')).toBeNull();
});

test('a built-in label is its own alias', () => {
  for (const label of BUILT_IN_LABELS) expect(labelAlias(label)).toBe(label);
});

test('labels that differ in case and accents are the same; no label is not a label', () => {
  expect(sameLabel('Movil', 'MÓVIL')).toBe(true);
  expect(sameLabel('Cell 2', 'Cell 3')).toBe(false);
  expect(sameLabel(null, null)).toBe(true);
  expect(sameLabel(null, 'home')).toBe(false);
});
