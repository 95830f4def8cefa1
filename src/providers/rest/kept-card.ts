// A card that came as JSON, as far as it can be kept and written.
import { type Contact, emptyContact } from '../../contact/contact.ts';
import { displayName } from '../../contact/name.ts';
import { type Card, MOST_CARD_BYTES } from '../provider.ts';

/** The card, with what keeps it from being written. @param source what it was read from */
export function keptCard(card: Card, source: unknown): Card {
  if (Buffer.byteLength(card.raw) > MOST_CARD_BYTES)
    return { ...card, raw: '{}', loss: 'too-large', contact: nameOf(card.contact) };
  return isWhole(source) ? card : { ...card, loss: 'damaged' };
}

/** Of a contact that is not kept. */
function nameOf(contact: Contact): Contact {
  return { ...emptyContact(), name: { display: displayName(contact).slice(0, 200) } };
}

/** Whether every text in it, at any depth, is one that was sent so. */
function isWhole(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isWhole);
}
