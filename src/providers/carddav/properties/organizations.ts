// The organisations of a card: an ORG and the TITLE that belongs to it, as many as there are.
import type { Contact, Edit, Organization } from '../../../contact/contact.ts';
import { addExtra } from '../../../contact/extras.ts';
import { cleanText } from '../../../contact/text.ts';
import type { VCard } from '../../../protocol/vcard/parse-vcard.ts';
import type { VCardLine } from '../../../protocol/vcard/vcard-line.ts';
import { type OrganizationLines, organizationLines } from '../card-lines.ts';
import { freshGroup } from '../patch/patch-lines.ts';
import { put } from './reading.ts';
import { patchComponent, patchText } from './texts.ts';

export function readOrganizations(contact: Contact, card: VCard): void {
  const lines = organizationLines(card);
  const all = lines.map(organizationFrom);
  contact.organization = { ...all[0] };
  if (all.length > 1) contact.organizations = all;
  for (const [index, { org, title }] of lines.entries()) {
    const [name, department, ...units] = org?.components() ?? [];
    if (index === 0)
      for (const value of units) addExtra(contact, { kind: 'organization.department', label: null, value });
    else {
      const parts = [name, department, ...units, title?.text()].map((part) => cleanText(part ?? ''));
      const value = parts.filter(Boolean).join(', ');
      addExtra(contact, { kind: org ? 'organization.name' : 'organization.title', label: null, value });
    }
  }
}

function organizationFrom({ org, title }: OrganizationLines): Organization {
  const one: Organization = {};
  const [name, department] = org?.components() ?? [];
  put(one, 'name', name);
  put(one, 'department', department);
  put(one, 'title', title?.text());
  return one;
}

export function patchOrganization(
  card: VCard,
  { part, value, of = 0 }: Edit & { property: 'organization' },
): void {
  const all = organizationLines(card);
  const { org, title } = all[of] ?? {};
  const stays = all.length > 1 || of > 0;
  const at = (line: VCardLine | undefined, beside: VCardLine | undefined) => {
    const isNew = line === undefined && stays && cleanText(value ?? '') !== '';
    return { line, stays, group: isNew ? groupOf(card, beside) : '' };
  };
  if (part === 'title') patchText(card, 'TITLE', value, at(title, org));
  else patchComponent(card, 'ORG', part === 'name' ? 0 : 1, value, 1, at(org, title));
}

/** Where what is new of one of several organisations stands: its place among the lines would say another one. */
function groupOf(card: VCard, beside: VCardLine | undefined): string {
  const group = beside?.group || freshGroup(card);
  if (beside && !beside.group) beside.rewrite({ group }, card.lineEnd);
  return group;
}
