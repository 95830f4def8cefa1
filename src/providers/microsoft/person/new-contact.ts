// A contact that we create: from nothing, or from what a contact in the trash held.
import type { Edit } from '../../../contact/contact.ts';
import { displayName } from '../../../contact/name.ts';
import { contactFromGraph } from './contact-from-graph.ts';
import { type Fields, type GraphContact, textOf, valuesOf, WRITABLE } from './graph-contact.ts';
import { isCompany, NO_GIVEN_NAME } from './in-contact.ts';
import { patchContact } from './patch-contact.ts';

/** Under which a contact is found again whose creation was not answered: one name for all, mailboxes keep few of them. */
export const MARKER_PROPERTY = 'String {6f5a7c2e-4d0b-4c1e-9a58-2b7d3e1f0c94} Name Rubrica';

export interface NewContact {
  fields: Fields;
  sent: Edit[];
}

/** `edits` refer to the template's own values. @param needsGivenName the mailbox takes nobody without one */
export function newContact(edits: Edit[], template: string | null, needsGivenName: boolean): NewContact {
  const earlier = template === null ? {} : (JSON.parse(template) as GraphContact);
  const { parentFolderId: _, ...kept } = earlier;
  const fields: Fields = {};
  for (const field of WRITABLE) if (hasContent(kept, field)) fields[field] = kept[field];
  const patch = patchContact(kept, edits);
  Object.assign(fields, patch.fields);
  const made = fields as GraphContact;
  if (isCompany(made)) {
    fields.givenName = fields.companyName;
    fields.fileAs ??= fields.companyName;
  } else if (needsGivenName && !textOf(made, 'givenName')) fields.givenName = NO_GIVEN_NAME;
  const display = displayName(contactFromGraph(made));
  if (display) fields.displayName = display;
  return { fields: Object.fromEntries(Object.entries(fields).filter(isFilled)), sent: patch.sent };
}

/** An address that says nothing is refused where there was none. */
function hasContent(contact: GraphContact, field: (typeof WRITABLE)[number]): boolean {
  return valuesOf(contact, field).some(
    (value) => typeof value !== 'object' || Object.values(value ?? {}).some(Boolean),
  );
}

const isFilled = ([, value]: [string, unknown]): boolean => value !== '' && value !== null;
