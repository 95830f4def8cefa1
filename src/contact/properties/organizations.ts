// A card may name several organisations. The first is shown as its own; which of them the fields of a record stand for is the engine's to say.
import { type Contact, ORGANIZATION_PARTS, type Organization, type OrganizationPart } from '../contact.ts';
import { cleanText } from '../text.ts';

export const isNoOrganization = (one: Organization): boolean =>
  ORGANIZATION_PARTS.every((part) => !one[part]);

/** All of them, in the order in which edits count them. */
export function organizationsOf({ organization, organizations }: Contact): Organization[] {
  return organizations ?? (isNoOrganization(organization) ? [] : [organization]);
}

/** What an organisation says, in a line. */
export const organizationLine = (one: Organization): string =>
  ORGANIZATION_PARTS.flatMap((part) => one[part] || []).join(', ');

/** Sets a part of one of several organisations, the first unless told; one past the last is a new one. */
export function editOrganization(
  contact: Contact,
  { of = 0, part, value }: { of?: number; part: OrganizationPart; value: string | null },
): void {
  const all = organizationsOf(contact).map((one) => ({ ...one }));
  while (all.length <= of) all.push({});
  const text = cleanText(value ?? '');
  if (text) all[of]![part] = text;
  else delete all[of]![part];
  if (all.length > 1) contact.organizations = all;
  const { current: _, ...first } = all[0]!;
  contact.organization = first;
}
