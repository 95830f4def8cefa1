// From a person to what the engine holds.
import type { Card, RemoteId } from '../../provider.ts';
import { keptCard } from '../../rest/kept-card.ts';
import { contactFromPerson } from '../person/contact-from-person.ts';
import { contactSource, MARKER_KEY, ownEntries, type Person, textOf } from '../person/person.ts';
import { versionOf } from '../person/version.ts';

/**
 * A person goes by its resource name, and Google may give it another one (when it gets linked to a profile, or others are
 * merged into it). What lasts is our marker, or the name it had first; `former` is one that it was just asked for by.
 */
export function cardFrom(person: Person, former?: string): Card {
  const id = (person.resourceName ?? '') as RemoteId;
  const marker = markerOf(person);
  const card: Card = {
    id,
    version: versionOf(person),
    uid: marker ?? person.metadata?.previousResourceNames?.[0] ?? former ?? id,
    raw: JSON.stringify(person),
    contact: contactFromPerson(person),
    marker,
  };
  // A profile alone: nothing of it is the contact's, and none of it can be changed.
  return contactSource(person) ? keptCard(card, person) : { ...card, loss: 'profile' };
}

function markerOf(person: Person): string | null {
  const entry = ownEntries(person, 'clientData').find((each) => textOf(each, 'key') === MARKER_KEY);
  return textOf(entry, 'value') || null;
}

/** The card as it came; its raw form is the person. */
export function personOf(card: Card): Person {
  return JSON.parse(card.raw) as Person;
}
