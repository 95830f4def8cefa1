// What a card that is gone has become: the same one under another address has its identifier, but so has a copy, and so may
// anybody whom a careless program gave the same. Pure.
import type { Contact } from '../../contact/contact.ts';
import { matchKeys, namesOf } from '../../contact/match.ts';
import { matchReasons } from '../../contact/match-score.ts';
import { displayName } from '../../contact/name.ts';
import { nameLikeness } from '../../contact/same-name.ts';
import type { LinkView, Namesake } from '../link/view.ts';

/** The card that a link goes over to; null where the one it had is deleted. */
export function replacementOf({ card, namesakes }: Pick<LinkView, 'card' | 'namesakes'>): string | null {
  const is = ({ contact, isNew, isDecided }: Namesake): boolean =>
    isNew && !isDecided && isLike(contact, card!.contact);
  return namesakes.find(is)?.cardId ?? null;
}

/** Something in common: less than makes two contacts one, for the identifier is the same. */
function isLike(a: Contact, b: Contact): boolean {
  const [one, other] = [comparable(a), comparable(b)];
  return matchReasons(one, other).score > 0 || nameLikeness(one.names, other.names) !== 'other';
}

const comparable = (contact: Contact) => ({
  keys: matchKeys(contact),
  names: namesOf(contact, displayName(contact)),
});
