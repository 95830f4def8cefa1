// Edits of a contact as the fields that change, and no others: what is not sent stays.
import { type Contact, type Edit, groupChange, type ValueEdit } from '../../../contact/contact.ts';
import { withGroup } from '../../../contact/edit.ts';
import { isRename, renamed } from '../../../contact/properties/renamed.ts';
import { isList, LISTS, placeName, type SinglePlace } from '../../../contact/properties/table.ts';
import { cleanText, isOtherName } from '../../../contact/text.ts';
import { categoriesOf, contactFromGraph } from './contact-from-graph.ts';
import { type FieldName, type Fields, type GraphContact, textOf, withCrlf } from './graph-contact.ts';
import { isCompany, READING_OF, TEXT_FIELDS, writtenBirthday } from './in-contact.ts';
import { patchList } from './slots.ts';

export interface Patch {
  /** Empty where nothing is to be sent. */
  fields: Fields;
  /** The edits that these fields carry out; the others found no place, and what they say stays where it came from. */
  sent: Edit[];
}

/** The photo is not among the fields. */
export function patchContact(graph: GraphContact, edits: Edit[]): Patch {
  const fields: Fields = {};
  const sent: Edit[] = [];
  for (const edit of edits) if (patchSingle(graph, fields, edit)) sent.push(edit);
  for (const property of LISTS) {
    const own = edits.filter(
      (edit): edit is ValueEdit => isList(edit.property) && edit.property === property,
    );
    if (own.length === 0) continue;
    const patched = patchList(graph, property, own);
    Object.assign(fields, patched.fields);
    sent.push(...patched.sent);
  }
  followCompany(graph, fields);
  if (edits.some(isRename)) followName(graph, fields);
  // Left out, it is made anew of the parts of the name, whatever somebody had written there.
  if (Object.keys(fields).length > 0) fields.displayName ??= textOf(graph, 'displayName');
  return { fields, sent };
}

/** Whether a place that holds one value could take the edit. */
function patchSingle(graph: GraphContact, fields: Fields, edit: Edit): boolean {
  if ('at' in edit || edit.property === 'photo' || edit.property === 'isCompany') return false;
  if (edit.property === 'groups') {
    const change = groupChange(edit)!;
    const categories = categoriesOf({ ...graph, ...fields });
    if (categories.includes(change.group) === change.isIn || change.group === graph.parentFolderId)
      return false;
    fields.categories = withGroup(categories, change);
    return true;
  }
  if (edit.property === 'birthday') {
    const birthday = writtenBirthday(edit.value);
    if (birthday === undefined) return false;
    if (birthday !== graph.birthday) fields.birthday = birthday;
    return true;
  }
  const field = TEXT_FIELDS.get(placeName(edit as SinglePlace));
  // There is one company on a contact.
  if (!field || ('of' in edit && edit.of)) return false;
  const text = cleanText(String(edit.value ?? ''));
  setText(graph, fields, field, field === 'personalNotes' ? withCrlf(text) : text);
  return true;
}

function setText(graph: GraphContact, fields: Fields, field: FieldName, text: string): void {
  const before = textOf(graph, field);
  if (before === cleanText(text)) return;
  fields[field] = text;
  const reading = READING_OF.get(field);
  if (reading && textOf(graph, reading) && isOtherName(before, text)) fields[reading] = '';
}

/** What stands in for the given name of a company goes with the company's name, and is nobody's who has another. */
function followCompany(graph: GraphContact, fields: Fields): void {
  if (!isCompany(graph) || !textOf(graph, 'givenName') || 'givenName' in fields) return;
  if (!isCompany({ ...graph, ...fields, givenName: '' })) fields.givenName = '';
  else if (fields.companyName) fields.givenName = fields.companyName;
}

/** What somebody is called and sorted by goes with the parts of the name. */
function followName(graph: GraphContact, fields: Fields): void {
  const [before, after] = [contactFromGraph(graph), contactFromGraph({ ...graph, ...fields })];
  const follow = (field: 'displayName' | 'fileAs'): void => {
    const current = textOf(graph, field);
    if (field === 'fileAs' && !current) return;
    const next = renamed(current, before, withoutDisplay(after));
    if (next !== current) fields[field] = next;
  };
  follow('displayName');
  follow('fileAs');
}

/** Else the name that is to be replaced would stand in for the one that is gone. */
function withoutDisplay({ name: { display: _, ...name }, ...contact }: Contact): Contact {
  return { ...contact, name };
}
