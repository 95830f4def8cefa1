// What a contact of Graph says, as a `Contact`.
import { type Contact, emptyContact } from '../../../contact/contact.ts';
import { displayName } from '../../../contact/name.ts';
import { LISTS } from '../../../contact/properties/table.ts';
import { readExtras } from './extras.ts';
import { asText, type GraphContact, photoOf, textOf, valuesOf } from './graph-contact.ts';
import { isCompany, readBirthday, readTexts } from './in-contact.ts';
import { readList } from './slots.ts';

/** Its folder is a group to choose it by, as its categories are. */
export function contactFromGraph(graph: GraphContact): Contact {
  const contact = emptyContact();
  readTexts(contact, graph);
  for (const property of LISTS) Object.assign(contact, { [property]: readList(graph, property) });
  const birthday = readBirthday(graph);
  if (birthday) contact.birthday = birthday;
  contact.photo = photoOf(graph);
  contact.groups = [...(graph.parentFolderId ? [graph.parentFolderId] : []), ...categoriesOf(graph)];
  if (isCompany(graph)) contact.isCompany = true;
  readExtras(contact, graph);
  const display = textOf(graph, 'displayName') || displayName(contact);
  if (display) contact.name.display = display;
  return contact;
}

export const categoriesOf = (graph: GraphContact): string[] =>
  valuesOf(graph, 'categories').map(asText).filter(Boolean);
