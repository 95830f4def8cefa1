// What an edit means, stated once on the neutral contact. Providers patch raw cards; this says what must come out.
import type { Contact, Edit, ValueEdit } from './contact.ts';
import { applyToLists } from './properties/listed.ts';
import { applyAt } from './properties/single.ts';

/**
 * The contact after `edits`; the input is left alone. Indices refer to the contact as given. Texts arrive as
 * `cleanText` leaves them; an empty text, or an address without any part, is a removal.
 */
export function applyEdits(contact: Contact, edits: Edit[]): Contact {
  const next: Contact = structuredClone(contact);
  for (const edit of edits) {
    if ('at' in edit) continue;
    if (edit.property === 'groups') {
      if (!next.groups.includes(edit.join)) next.groups.push(edit.join);
    } else if (edit.property === 'isCompany') {
      if (edit.value) next.isCompany = true;
      else delete next.isCompany;
    } else applyAt(next, edit);
  }
  applyToLists(
    next,
    edits.filter((edit): edit is ValueEdit => 'at' in edit),
  );
  return next;
}
