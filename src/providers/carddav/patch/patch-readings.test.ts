import { expect, test } from 'vitest';
import type { Edit } from '../../../contact/contact.ts';
import { patchVCard } from './patch-vcard.ts';

const CARD = [
  ...['BEGIN:VCARD', 'VERSION:3.0', 'N;SORT-AS="ヤマダ,タロウ":山田;太郎;;;', 'FN:山田 太郎', 'ORG:青空'],
  ...[
    'X-PHONETIC-LAST-NAME:ヤマダ',
    'X-PHONETIC-FIRST-NAME:タロウ',
    'X-PHONETIC-ORG:アオゾラ',
    'SORT-STRING:ヤマダ',
  ],
  ...['END:VCARD', ''],
].join('\r\n');
const readings = (...edits: Edit[]) => patchVCard(CARD, edits).match(/X-PHONETIC-\w+|SORT-\w+/g) ?? [];
const ALL = ['SORT-AS', 'X-PHONETIC-LAST', 'X-PHONETIC-FIRST', 'X-PHONETIC-ORG', 'SORT-STRING'];

test.each<[string, Edit, string[]]>([
  [
    'another family name',
    { property: 'name', part: 'family', value: '佐藤' },
    ['X-PHONETIC-FIRST', 'X-PHONETIC-ORG'],
  ],
  [
    'a family name taken away',
    { property: 'name', part: 'family', value: null },
    ['X-PHONETIC-FIRST', 'X-PHONETIC-ORG'],
  ],
  [
    'another first name',
    { property: 'name', part: 'given', value: '次郎' },
    ['X-PHONETIC-LAST', 'X-PHONETIC-ORG'],
  ],
  [
    'another company',
    { property: 'organization', part: 'name', value: '山川' },
    ALL.filter((one) => !/ORG/.test(one)),
  ],
  ['the same name', { property: 'name', part: 'family', value: ' 山田 ' }, ALL],
  ['a title', { property: 'name', part: 'prefix', value: '様' }, ALL],
  ['a number', { property: 'phones', at: null, label: null, value: '1' }, ALL],
])('%s leaves the readings of all else', (_, edit, left) => {
  expect(readings(edit)).toEqual(left);
});
