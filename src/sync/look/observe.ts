// A card as it arrives, with what lists, matching and change detection need of it. Pure.
import { createHash } from 'node:crypto';
import type { Contact } from '../../contact/contact.ts';
import { comparedContact } from '../../contact/extras.ts';
import { matchKeys } from '../../contact/match.ts';
import { composeName, displayName } from '../../contact/name.ts';
import { phoneSearchForms } from '../../contact/phone.ts';
import { suggestKind } from '../../contact/suggest-kind.ts';
import { searchText } from '../../contact/text.ts';
import type { Card } from '../../providers/provider.ts';
import type { Observation } from '../model.ts';

/** @see Observation */
export function observe(card: Card): Observation {
  const { contact } = card;
  const suggestion = suggestKind(contact);
  return {
    ...card,
    contentHash: createHash('sha256')
      .update(JSON.stringify(comparedContact(contact)) + (card.loss ?? ''))
      .digest('base64url'),
    displayName: displayName(contact),
    searchText: searchTextOf(contact),
    matchKeys: matchKeys(contact),
    suggestedKind: suggestion.kind,
    suggestedReason: suggestion.reason,
  };
}

/** What else somebody is called: a reading, a second surname. */
const NAMES = new Set(['phonetic', 'maidenName', 'name.family', 'nickname']);

function searchTextOf(contact: Contact): string {
  return searchText([
    displayName(contact),
    ...Object.values(contact.name),
    composeName(contact.name),
    contact.nickname,
    ...(contact.extras ?? []).filter(({ kind }) => NAMES.has(kind)).map(({ value }) => value),
    contact.organization.name,
    ...contact.emails.map(({ value }) => value),
    ...contact.phones.flatMap(({ value }) => phoneSearchForms(value)),
    ...contact.urls.map(({ value }) => value),
    ...contact.addresses.map(({ city }) => city),
  ]);
}
