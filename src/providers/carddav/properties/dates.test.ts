// Anniversaries as programs write them: the standard's line, older ones, and Apple's line for any date, told by its label.
import { describe, expect, test } from 'vitest';
import type { PlainDate } from '../../../contact/contact.ts';
import { contactFromVCard } from '../contact-from-vcard.ts';
import { patchVCard } from '../patch/patch-vcard.ts';

const aCard = (version: string, ...lines: string[]): string =>
  ['BEGIN:VCARD', `VERSION:${version}`, 'FN:Ada', ...lines, 'END:VCARD', ''].join('\r\n');
const WEDDING = { year: 2010, month: 6, day: 12 };
const APPLE = ['item1.X-ABDATE;type=pref:2010-06-12', 'item1.X-ABLabel:_$!<Anniversary>!$_'];

test.each<[string[], PlainDate | undefined]>([
  [['ANNIVERSARY:20100612'], WEDDING],
  [['ANNIVERSARY;VALUE=date-and-or-time:--0612'], { month: 6, day: 12 }],
  [['X-ANNIVERSARY:2010-06-12'], WEDDING],
  [APPLE, WEDDING],
  [APPLE.toReversed(), WEDDING],
  [
    ['ITEM1.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-06-12', 'ITEM1.X-ABLABEL:Anniversary'],
    { month: 6, day: 12 },
  ],
  [['item1.X-ABDATE:2010-06-12', 'item1.X-ABLabel:Onomastico'], undefined],
  [['X-ABDATE:2010-06-12'], undefined],
  [['ANNIVERSARY:in June'], undefined],
  [['item1.X-ABDATE:2001-01-01', 'item1.X-ABLabel:_$!<Other>!$_', 'ANNIVERSARY:20100612'], WEDDING],
  [['ANNIVERSARY:20100612', 'X-ANNIVERSARY:2011-01-01'], WEDDING],
])('%j is read', (lines, anniversary) => {
  expect(contactFromVCard(aCard('3.0', ...lines)).contact.anniversary).toEqual(anniversary);
});

describe('an anniversary is written', () => {
  const other = { month: 3, day: 1 };
  test.each<[string, string, string[], PlainDate | null, string[]]>([
    [
      'on a card of Apple’s version, as Apple does',
      '3.0',
      [],
      WEDDING,
      ['item1.X-ABDATE:2010-06-12', 'item1.X-ABLabel:_$!<Anniversary>!$_'],
    ],
    [
      'without a year',
      '3.0',
      ['item1.TEL:1'],
      other,
      [
        'item1.TEL:1',
        'item2.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-03-01',
        'item2.X-ABLabel:_$!<Anniversary>!$_',
      ],
    ],
    ['on a card of version 4, as the standard says', '4.0', [], WEDDING, ['ANNIVERSARY:20100612']],
    ['in the line that is there', '4.0', ['ANNIVERSARY:20100612'], other, ['ANNIVERSARY:--0301']],
    [
      'in the form of an older program',
      '3.0',
      ['X-ANNIVERSARY:2010-06-12'],
      { ...WEDDING, year: 2011 },
      ['X-ANNIVERSARY:2011-06-12'],
    ],
    [
      'in Apple’s line',
      '3.0',
      APPLE,
      { ...WEDDING, day: 13 },
      ['item1.X-ABDATE;type=pref:2010-06-13', APPLE[1]!],
    ],
    ['and taken away with its label', '3.0', APPLE, null, []],
    [
      'and no second one takes its place',
      '3.0',
      ['ANNIVERSARY:20100612', 'X-ANNIVERSARY:2010-06-12'],
      null,
      ['ANNIVERSARY:', 'X-ANNIVERSARY:2010-06-12'],
    ],
    [
      'and another date of Apple’s stays',
      '3.0',
      ['item1.X-ABDATE:2001-01-01', 'item1.X-ABLabel:Laurea'],
      WEDDING,
      [
        'item1.X-ABDATE:2001-01-01',
        'item1.X-ABLabel:Laurea',
        'item2.X-ABDATE:2010-06-12',
        'item2.X-ABLabel:_$!<Anniversary>!$_',
      ],
    ],
  ])('%s', (_, version, before, value, after) => {
    const written = patchVCard(aCard(version, ...before), [{ property: 'anniversary', value }]);
    expect(written).toBe(aCard(version, ...after));
    expect(contactFromVCard(written).contact.anniversary ?? null).toEqual(value);
  });
});

test('a date of Apple’s that no label tells is nobody’s: a birthday is written beside it', () => {
  const card = aCard('3.0', 'X-ABDATE:2001-01-01');
  const written = patchVCard(card, [{ property: 'birthday', value: WEDDING }]);
  expect(written).toBe(aCard('3.0', 'X-ABDATE:2001-01-01', 'BDAY:2010-06-12'));
  expect(patchVCard(card, [{ property: 'birthday', value: null }])).toBe(card);
});
