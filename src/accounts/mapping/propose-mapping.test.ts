import { expect, test } from 'vitest';
import type { Label } from '../../contact/contact.ts';
import { defaultMapping } from '../../sync/mapping.ts';
import type { LabelSequence } from './find-labels.ts';
import { proposeMapping } from './propose-mapping.ts';
import { weighLabels } from './weigh-labels.ts';

const mapping = defaultMapping('contact');

const carrying = (cards: number, ...labels: Label[]): LabelSequence => ({
  kind: 'contact',
  property: 'phones',
  labels,
  preferred: [],
  cards,
  sample: '',
});
const propose = (sequences: LabelSequence[], fields: Parameters<typeof proposeMapping>[0]['fields'] = []) =>
  proposeMapping({ property: 'phones', sequences, mapping, fields });

test('every value is counted under its label, with the field that takes it, and the rest as left over', () => {
  const found = weighLabels('phones', [carrying(5, 'mobile', 'work', 'mobile'), carrying(2, null)], mapping);
  expect(found).toMatchObject([
    { label: 'mobile', cards: 5, values: 10, untaken: 0 },
    { label: 'work', cards: 5, values: 5, takenBy: [{ field: 'phone', values: 5 }] },
    { label: null, cards: 2, takenBy: [{ field: 'phone', values: 2 }] },
  ]);
  expect(found[0]!.takenBy).toEqual([
    { field: 'mobile', values: 5 },
    { field: 'otherPhone', values: 5 },
  ]);
  expect(weighLabels('phones', [carrying(4, 'Porta', 'Cancello', 'Citofono')], mapping)).toMatchObject([
    { label: 'Cancello', untaken: 4 },
    { label: 'Citofono', untaken: 4 },
    { label: 'Porta', untaken: 0 },
  ]);
});

test('one label in several languages and spellings: each as it is written, and what it stands for', () => {
  const found = weighLabels(
    'phones',
    [carrying(3, 'Móvil'), carrying(2, 'MOVIL'), carrying(1, 'Cellulare')],
    mapping,
  );
  expect(found).toMatchObject([
    { label: 'Móvil', builtIn: 'mobile', cards: 5, takenBy: [{ field: 'mobile', values: 5 }] },
    { label: 'Cellulare', builtIn: 'mobile', cards: 1 },
  ]);
});

test('the preferred value is the one a field takes', () => {
  const sequence = { ...carrying(1, 'mobile', 'Cell 2', 'Cell 3'), preferred: ['Cell 3'] };
  expect(weighLabels('phones', [sequence], mapping)).toMatchObject([
    { label: 'Cell 2', untaken: 1 },
    { label: 'Cell 3', untaken: 0 },
    { label: 'mobile', untaken: 0 },
  ]);
});

test('a label on many cards that a field takes only as whatever is left is proposed for it', () => {
  expect(propose([carrying(40, 'work', 'Ufficio 2'), carrying(5, 'Citofono')])).toEqual([
    {
      field: 'otherPhone',
      slot: { property: 'phones', wish: ['Ufficio 2', 'other', '*'] },
      direction: 'both',
      label: 'Ufficio 2',
      cards: 40,
    },
  ]);
});

test('a label that a field is called by is proposed for that field alone', () => {
  const fields = [
    { field: 'custom.ufficio', label: { it: 'Ufficio 2' }, places: [{ property: 'phones' as const }] },
  ];
  expect(propose([carrying(9, 'work', 'UFFICIO 2')], fields)).toMatchObject([
    { field: 'custom.ufficio', slot: { wish: ['UFFICIO 2'] } },
  ]);
});

test('nothing is proposed where the defaults fit, for a habit of few, or where labels are all different', () => {
  expect(propose([carrying(90, 'Móvil', 'Oficina', 'Casa')])).toEqual([]);
  expect(propose([carrying(2, 'work', 'Ufficio 2')])).toEqual([]);
  expect(propose([carrying(4, 'Porta'), carrying(4, 'Cancello')])).toEqual([]);
});

test('a field without a place is given the label it is called by', () => {
  const fields = [
    {
      field: 'custom.ufficio2',
      label: { it: 'Ufficio 2', en: 'Office 2' },
      places: [{ property: 'phones' as const }],
    },
    { field: 'assistantPhone', label: null, places: [{ property: 'phones' as const }] },
  ];
  const proposed = propose([carrying(9, 'work', 'Porta', 'UFFICIO 2', 'Assistant')], fields);
  expect(proposed).toMatchObject([
    { field: 'otherPhone', label: 'Porta' },
    { field: 'custom.ufficio2', slot: { wish: ['UFFICIO 2'] } },
    { field: 'assistantPhone', slot: { wish: ['Assistant'] } },
  ]);
});
