// What a contact of Microsoft 365 is, for the simulation: production's own mapping, over the server's own rules as the sandbox
// has them. What has no place there is not held, whoever types it; names, labels and lines read as Outlook keeps them.
import { generatedName, normalise } from '../../../sandbox/microsoft/mailbox/normalise.ts';
import {
  type Contact,
  type Edit,
  NAME_PARTS,
  ORGANIZATION_PARTS,
  type ValueEdit,
} from '../../../src/contact/contact.ts';
import { LISTS } from '../../../src/contact/properties/table.ts';
import { contactFromGraph } from '../../../src/providers/microsoft/person/contact-from-graph.ts';
import type { Fields, GraphContact } from '../../../src/providers/microsoft/person/graph-contact.ts';
import { newContact } from '../../../src/providers/microsoft/person/new-contact.ts';
import { patchContact } from '../../../src/providers/microsoft/person/patch-contact.ts';

/** The contact as the mailbox holds it. */
export const held = (contact: Contact): Contact => shown(graphOf(contact), contact.photo);

/** The contact after edits; null where none of them has a place, and nothing is sent. */
export function edited(contact: Contact, edits: Edit[]): Contact | null {
  const graph = graphOf(contact);
  const { fields } = patchContact(graph, edits);
  const picture = edits.find((edit) => edit.property === 'photo');
  if (Object.keys(fields).length === 0 && !picture) return null;
  return shown(kept(graph, fields), picture ? picture.value : contact.photo);
}

function graphOf(contact: Contact): GraphContact {
  const { fields } = newContact(editsOf(contact), null, false);
  const { display } = contact.name;
  return kept({}, { ...fields, ...(display && { displayName: display }) });
}

/** As the server keeps what is written: a name that is left out it makes itself. */
function kept(before: GraphContact, fields: Fields): GraphContact {
  const stored = normalise(fields, {}, { keepsEmailNames: false });
  const after = { ...before, ...stored };
  return { ...after, displayName: stored.displayName ?? generatedName(after as never) };
}

const shown = (graph: GraphContact, photo: string | null): Contact => ({ ...contactFromGraph(graph), photo });

function editsOf({ name, organization, nickname, notes, birthday, groups, ...contact }: Contact): Edit[] {
  return [
    ...NAME_PARTS.map((part): Edit => ({ property: 'name', part, value: name[part] ?? null })),
    ...ORGANIZATION_PARTS.map(
      (part): Edit => ({ property: 'organization', part, value: organization[part] ?? null }),
    ),
    { property: 'nickname', value: nickname ?? null },
    { property: 'notes', value: notes ?? null },
    { property: 'birthday', value: birthday ?? null },
    ...LISTS.flatMap((property) =>
      contact[property].map(({ label, ...parts }) => {
        const value = 'value' in parts ? parts.value : parts;
        return { property, at: null, label, value } as ValueEdit;
      }),
    ),
    ...groups.map((join): Edit => ({ property: 'groups', join })),
  ];
}
