// What a card most likely is, with the reason a person is shown.
import { companyKey } from './company.ts';
import type { Contact } from './contact.ts';
import { ownName } from './name.ts';

export type KindReason =
  | 'marked-as-company'
  | 'organization-without-name'
  | 'name-with-organization'
  | 'name-only'
  | 'no-name';

/** Company when the card says so or names an organisation and nobody in it; contact otherwise. */
export function suggestKind(contact: Contact): { kind: 'company' | 'contact'; reason: KindReason } {
  const organization = contact.organization.name ?? '';
  const name = ownName(contact);
  if (contact.isCompany) return { kind: 'company', reason: 'marked-as-company' };
  // A name of one part that is the organisation's: some programs write a company's name where a family name stands.
  const unnamed = !name || (!hasSeveralParts(contact) && companyKey(name) === companyKey(organization));
  if (organization && unnamed) return { kind: 'company', reason: 'organization-without-name' };
  if (!name) return { kind: 'contact', reason: 'no-name' };
  return { kind: 'contact', reason: organization ? 'name-with-organization' : 'name-only' };
}

function hasSeveralParts({ name }: Contact): boolean {
  return [name.given, name.middle, name.family].filter(Boolean).length > 1;
}
