import type { Answer } from '../../server/answer.ts';
import { badRequest, conflictingChange, invalidProperty } from '../graph-error.ts';
import type { Contact, Fields } from '../mailbox/contact.ts';
import { extendedOf, withExtended } from '../mailbox/extended.ts';
import { generatedName, normalise } from '../mailbox/normalise.ts';
import type { Call } from '../world.ts';
import { readExtensions } from './extensions.ts';
import { checkOwn, contactAt, folderAt } from './find.ts';
import { filterOf, numberOf, orderOf, viewOf } from './query.ts';
import { contactAnswer, etagOf, graphJson, show } from './render.ts';

const everything = { select: null, extended: [], extensions: [] };
const standardPage = 10;
const largestPage = 1000;

/** One page of the contacts in a folder. Further pages are counted from the front, so others' writes shift them. */
export function listContacts(call: Call): Answer {
  const { query, keys, mailbox, world, pageSize } = call;
  const folder = folderAt(call, keys[0]);
  const view = viewOf(query);
  const filter = filterOf(query.get('$filter'));
  const order = orderOf(query.get('$orderby'));
  const top = numberOf(query, '$top', Math.min(pageSize ?? standardPage, largestPage));
  if (top < 1 || top > largestPage)
    throw badRequest(`The limit of '${largestPage}' for Top query has been exceeded.`);
  const skip = numberOf(query, '$skip', 0);
  const known = folder.contacts.positionAt(world.clock.now() - world.behaviour.propagationDelayMs);
  const all = filter?.indexed ? folder.contacts.view(known) : [...folder.contacts.values()];
  const found = filter ? all.filter(filter.matches) : all;
  const sorted = order ? [...found].sort(order) : found;
  const end = skip + top;
  const count =
    query.get('$count') === 'true' ? { '@odata.count': found.length + world.behaviour.countsTooMany } : {};
  const page = sorted.slice(skip, end).map((contact) => show(contact, view, call));
  const context = `users('${mailbox.graphId}')/${keys[0] === undefined ? '' : `contactFolders('${keys[0]}')/`}contacts`;
  const next = end < sorted.length ? { '@odata.nextLink': nextLink(call, top, end) } : {};
  return graphJson(200, call, context, { ...count, value: page, ...next });
}

function nextLink({ url, query }: Call, top: number, skip: number): string {
  const parts = [...query].filter(([name]) => name !== '$top' && name !== '$skip');
  const all = [...parts, ['$top', String(top)], ['$skip', String(skip)]];
  return `${url}?${all.map(([name, value]) => `${encodeURIComponent(name!)}=${encodeURIComponent(value!)}`).join('&')}`;
}

export function getContact(call: Call): Answer {
  const view = viewOf(call.query);
  return contactAnswer(200, call, contactAt(call), view);
}

export function createContact(call: Call): Answer {
  checkOwn(call);
  const { body, keys, mailbox, world } = call;
  const folder = folderAt(call, keys[0]);
  const sent = normalise(body, {}, world.behaviour);
  if (world.behaviour.requiresGivenName && !sent.givenName)
    throw invalidProperty("The property 'GivenName' is required when creating the entity.");
  const fields = { fileAs: '', ...sent, displayName: sent.displayName || generatedName(sent) };
  const extensions = readExtensions(body);
  const contact = mailbox.create(
    { fields: () => fields, extended: withExtended(new Map(), extendedOf(body)), extensions },
    folder,
  );
  return contactAnswer(201, call, contact, { ...everything, extensions: [...extensions.keys()] });
}

/** Honours If-Match; the name is made anew where none is sent. */
export function updateContact(call: Call): Answer {
  checkOwn(call);
  const { body, mailbox, world } = call;
  const contact = contactAt(call);
  checkMatch(call, contact);
  const before = contact.fields();
  const sent = normalise(body, before, world.behaviour);
  const merged: Fields = { ...before, ...sent };
  const fields = 'displayName' in sent ? merged : { ...merged, displayName: generatedName(merged) };
  const extended = withExtended(contact.extended, extendedOf(body));
  if (extended === contact.extended && isSame(before, fields)) world.counters.emptyUpdates += 1;
  return contactAnswer(200, call, mailbox.change(contact, { fields: () => fields, extended }), everything);
}

const isSame = (before: Fields, after: Fields): boolean =>
  Object.entries(after).every(
    ([name, value]) => JSON.stringify(value ?? null) === JSON.stringify(before[name] ?? null),
  );

function checkMatch({ headers, mailbox }: Call, contact: Contact): void {
  const wanted = headers['if-match'];
  if (wanted === undefined || wanted === '*') return;
  if (wanted !== etagOf(contact, mailbox)) throw conflictingChange();
}

/** For good. */
export function eraseContact(call: Call): Answer {
  checkOwn(call);
  call.mailbox.erase(contactAt(call));
  return { status: 204 };
}

/** Into Deleted Items, whatever If-Match says. */
export function deleteContact(call: Call): Answer {
  checkOwn(call);
  call.mailbox.remove(contactAt(call));
  return { status: 204 };
}
