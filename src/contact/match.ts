// Which contacts may be one and the same: keys to find candidates by. How sure it is says match-score.ts.
import { companyKey } from './company.ts';
import type { Contact } from './contact.ts';
import { formatDate } from './date.ts';
import { emailKey } from './email.ts';
import { composeName, ownName } from './name.ts';
import { phoneMatchDigits } from './phone.ts';
import { nameKey } from './same-name.ts';
import { suggestKind } from './suggest-kind.ts';
import { hasLetterOrDigit, indexKey } from './text.ts';

/** A card with hundreds of numbers is no better found by all of them. */
const MOST_KEYS = 40;

/**
 * Keys shared by contacts that may be the same: `e:` e-mail, `p:` last digits of a phone, `n:` name with company or
 * birthday, `c:` name of a company.
 */
export function matchKeys(contact: Contact): string[] {
  const keys = new Set<string>();
  const company = companyKey(contact.organization.name ?? '');
  if (suggestKind(contact).kind === 'company') {
    const name = company || companyKey(contact.name.display ?? '');
    // Signs alone are no evidence: many leave a dash where there is no name.
    if (hasLetterOrDigit(name)) keys.add(`c:${name}`);
  }
  const called = composeName(contact.name, ['given', 'family']) || ownName(contact);
  const name = nameKey(called);
  const isTelling = hasLetterOrDigit(name);
  if (isTelling && hasLetterOrDigit(company) && company !== companyKey(called))
    keys.add(`n:${name}|${company}`);
  if (isTelling && contact.birthday) keys.add(`n:${name}|${formatDate(contact.birthday)}`);
  for (const { value } of contact.emails) {
    const email = emailKey(value);
    if (email.includes('@')) keys.add(`e:${email}`);
  }
  for (const { value } of contact.phones) {
    const digits = phoneMatchDigits(value);
    if (digits) keys.add(`p:${digits}`);
  }
  return [...keys].slice(0, MOST_KEYS).map(indexKey);
}

/** What a contact is called, wherever it says so: a display name may be a nickname, or a former name. */
export const namesOf = (contact: Pick<Contact, 'name'>, shown: string): string[] => [
  ...new Set([shown, composeName(contact.name, ['given', 'middle', 'family'])].filter(Boolean)),
];
