// What a person says, as a `Contact`.
import { type Contact, emptyContact } from '../../../contact/contact.ts';
import { displayName } from '../../../contact/name.ts';
import { readExtras } from './extras.ts';
import { readProperties } from './in-person.ts';
import { groupOf, ownEntries, type Person } from './person.ts';

/** Groups of Google's own that are no labels: everybody, and what chats and blocking leave behind. */
const NOT_SHOWN = new Set(['contactGroups/all', 'contactGroups/chatBuddies', 'contactGroups/blocked']);

export function isShownGroup(resourceName: string): boolean {
  return resourceName !== '' && !NOT_SHOWN.has(resourceName);
}

export function contactFromPerson(person: Person): Contact {
  const contact = emptyContact();
  readProperties(contact, person);
  readExtras(contact, person);
  contact.groups = ownEntries(person, 'memberships').map(groupOf).filter(isShownGroup);
  // There is no flag: a contact with a company and without a name is how Google's own pages keep companies.
  if (ownEntries(person, 'names').length === 0 && contact.organization.name) contact.isCompany = true;
  const display = displayName(contact);
  if (display) contact.name.display = display;
  return contact;
}
