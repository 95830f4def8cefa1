// Edits of a contact as changes of a person: every field that changes comes out whole, because a field that is written
// replaces all of its values.
import type { Edit } from '../../../contact/contact.ts';
import { changedEntries, type Draft, draftOf } from './draft.ts';
import { inPerson } from './in-person.ts';
import type { FieldName, Fields, Person } from './person.ts';

/** Fields that `edits` change, as they are to be sent: an empty one is to be taken away. Photo and groups are not among them. */
export function patchPerson(person: Person, edits: Edit[]): Fields {
  const drafts = new Map<FieldName, Draft>();
  for (const edit of edits) {
    // A company is a contact without a name; groups go their own way.
    if (edit.property === 'isCompany' || edit.property === 'groups') continue;
    const { field, isShown, patch } = inPerson(edit);
    if (!field) continue;
    const draft = drafts.get(field) ?? draftOf(person, field, isShown);
    drafts.set(field, draft);
    patch(draft, edit);
  }
  const changed: Fields = {};
  for (const [field, draft] of drafts) {
    const entries = changedEntries(draft);
    if (entries) changed[field] = entries;
  }
  return changed;
}
