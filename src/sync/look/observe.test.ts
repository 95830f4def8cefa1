import { expect, test } from 'vitest';
import { emptyContact } from '../../contact/contact.ts';
import type { Card } from '../../providers/provider.ts';
import { observe } from './observe.ts';

test('what no field can stand for makes no difference to what a card is taken for', () => {
  const card = { contact: { ...emptyContact(), name: { family: 'Rossi' } } } as Card;
  const extras = [{ kind: 'related', label: 'Spouse', value: 'Luca' }];
  const shown = observe({ ...card, contact: { ...card.contact, extras } });
  expect(shown.contact.extras).toEqual(extras);
  expect(shown.contentHash).toBe(observe(card).contentHash);
  expect(shown.contentHash).not.toBe(observe({ ...card, contact: emptyContact() }).contentHash);
});
