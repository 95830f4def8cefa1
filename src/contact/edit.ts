// What an edit means, stated once on the neutral contact. Providers patch raw cards; this says what must come out.
import { type Contact, type Edit, type GroupChange, groupChange, type ValueEdit } from './contact.ts';
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
    if (edit.property === 'groups') next.groups = withGroup(next.groups, groupChange(edit)!);
    else if (edit.property === 'isCompany') {
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

/** Groups as they are once a card has joined one or left it. */
export const withGroup = (groups: readonly string[], { group, isIn }: GroupChange): string[] =>
  groups.includes(group) === isIn
    ? [...groups]
    : isIn
      ? [...groups, group]
      : groups.filter((one) => one !== group);
