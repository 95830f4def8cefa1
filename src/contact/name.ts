// What a contact is called.
import { type Contact, NAME_PARTS, type NamePart, type PersonName } from './contact.ts';

/** The name in reading order: prefix, given, middle, family, suffix, or those of `parts` in their order. */
export function composeName(name: PersonName, parts: readonly NamePart[] = NAME_PARTS): string {
  return parts
    .map((part) => name[part]?.trim())
    .filter(Boolean)
    .join(' ');
}

/** The first of the card's own name, name parts, organisation, nickname, e-mail, phone; `''` for an empty contact. */
export function displayName(contact: Contact): string {
  const candidates = [
    contact.name.display,
    composeName(contact.name),
    contact.organization.name,
    contact.nickname,
    contact.emails[0]?.value,
    contact.phones[0]?.value,
  ];
  for (const candidate of candidates) {
    const name = candidate?.trim();
    if (name) return name;
  }
  return '';
}

/** What the card calls its person or company: the name parts, else a display name that is not merely an e-mail or phone. */
export function ownName(contact: Contact): string {
  const composed = composeName(contact.name, ['given', 'middle', 'family']);
  if (composed) return composed;
  const display = contact.name.display?.trim() ?? '';
  const standIns = [...contact.emails, ...contact.phones].map(({ value }) => value.trim());
  return standIns.includes(display) ? '' : display;
}
