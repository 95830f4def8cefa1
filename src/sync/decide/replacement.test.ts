import { expect, test } from 'vitest';
import { aNamesake, contactWith, view } from '../../../tests/builders/a-link.ts';
import { emptyContact } from '../../contact/contact.ts';
import type { Namesake } from '../link/view.ts';
import { replacementOf } from './replacement.ts';

const named = (given: string, family: string, phone: string) => ({
  ...emptyContact(),
  name: { given, family },
  phones: [{ label: 'work', value: phone }],
});

const ROWS: [fact: string, namesake: Partial<Namesake>, goesOver: boolean][] = [
  ['the same under another address', {}, true],
  ['another name, the same number', { contact: named('Ann', 'White', '02 1234567') }, true],
  ['another number, half of the name', { contact: named('Anna', 'Verdi', '06 7654321') }, true],
  ['nothing but the identifier', { contact: named('Luca', 'Verdi', '06 7654321') }, false],
  ['beside the other one before that went', { isNew: false }, false],
  ['ignored, typed or linked once', { isDecided: true }, false],
];

test.each(ROWS)('a card that is gone, and one with its identifier: %s', (_, namesake, goesOver) => {
  const gone = view({ card: 'gone', view: { namesakes: [aNamesake(namesake)] } });
  expect(replacementOf(gone)).toBe(goesOver ? 'c2' : null);
});

test('of several the first that may be it', () => {
  const namesakes = [aNamesake({ isDecided: true }), aNamesake({ cardId: 'c3', contact: contactWith(null) })];
  expect(replacementOf(view({ card: 'gone', view: { namesakes } }))).toBe('c3');
});
