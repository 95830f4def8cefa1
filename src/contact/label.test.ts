import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BUILT_IN_LABELS } from './contact.ts';
import { labelAlias, sameLabel } from './label.ts';

test('one label in eight languages', () => {
  for (const text of [
    'Móvil',
    'Cellulare',
    'Mobile',
    'iPhone',
    'Handy',
    'PORTABLE',
    'Telemóvel',
    'Mobiel',
    'Komórka',
  ])
    expect(labelAlias(text)).toBe('mobile');
  for (const text of ['Lavoro', 'trabajo', 'Büro', 'Travail', 'Work']) expect(labelAlias(text)).toBe('work');
  expect(labelAlias('Służbowy')).toBe('work');
  expect(labelAlias('Fax (travail)')).toBe('workFax');
  for (const text of ['_$!<Home>!$_', '_$!<WorkFAX>!$_']) expect(labelAlias(text)).toMatch(/home|workFax/);
  expect(labelAlias('Casa al mare')).toBeNull();
  expect(labelAlias('')).toBeNull();
});

test('no word stands for two labels', () => {
  const table = readFileSync(new URL('./label.ts', import.meta.url), 'utf8');
  const lists = table.slice(table.indexOf('= {'), table.indexOf('};')).matchAll(/'([^'\n]+)'/g);
  const words = [...lists].flatMap(([, list]) => list!.split(','));
  expect(words.length).toBeGreaterThan(100);
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
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
