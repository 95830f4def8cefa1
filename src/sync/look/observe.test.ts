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

test('what no field can stand for makes no difference to what a card is taken for', () => {
  const extras = [{ kind: 'related', label: 'Spouse', value: 'Luca' }];
  const [plain, shown] = [seen({ name: { family: 'Rossi' } }), seen({ name: { family: 'Rossi' }, extras })];
  expect(shown.contact.extras).toEqual(extras);
  expect(shown.contentHash).toBe(plain.contentHash);
  expect(shown.contentHash).not.toBe(seen({ extras }).contentHash);
});
