import { expect, test } from 'vitest';
import { type Contact, emptyContact } from '../../contact/contact.ts';
import type { Card } from '../../providers/provider.ts';
import { observe } from './observe.ts';

const seen = (contact: Partial<Contact>) =>
  observe({ contact: { ...emptyContact(), ...contact }, loss: null } as Card);

test('a card is found by its names as they are written, by their parts, by readings and by a second surname', () => {
  const { displayName, searchText } = seen({
    name: { family: '山田', given: '太郎', display: '太郎 山田' },
    extras: [
      { kind: 'phonetic', label: 'Last', value: 'ヤマダ' },
      { kind: 'name.family', label: null, value: 'López' },
      { kind: 'related', label: 'Spouse', value: 'Eva' },
    ],
  });
  expect(displayName).toBe('太郎 山田');
  for (const word of ['山田太郎', '山田', '太郎', 'lopez']) expect(searchText).toContain(word);
  expect(searchText).toContain('ヤマタ');
  expect(searchText).not.toContain('eva');
});
