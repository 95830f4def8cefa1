import { ApiError, batchRefused, invalidArgument, notFound } from '../api-error.ts';
import type { Call } from '../call.ts';
import { updatePaths } from './fields.ts';
import { requireMask } from './mask.ts';
import { render } from './render.ts';
import { idOf, resourceName, type Snapshot } from './snapshot.ts';
import { bodyView } from './views.ts';
import { applyUpdate, checkCreation, checkRoom, checkUpdate } from './write.ts';

/** Most contacts in one batch. */
const batchLimits = { write: 200, remove: 500 } as const;

/** Checks every item before any is done: a batch happens as a whole or not at all. */
function checkAll<Item, Checked>(
  kind: 'Create' | 'Update',
  items: readonly [string, Item][],
  check: (key: string, item: Item) => Checked,
): Checked[] {
  const errors = new Map<string, ApiError>();
  const checked: Checked[] = [];
  for (const [key, item] of items) {
    try {
      checked.push(check(key, item));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      errors.set(key, error);
    }
  }
  if (errors.size > 0) throw batchRefused(kind, errors);
  return checked;
}

export function batchCreate(call: Call): object {
  const view = bodyView(call, 'readMask', 'people/batchCreateContacts');
  const { contacts } = call.body;
  if (!Array.isArray(contacts) || contacts.length === 0 || contacts.length > batchLimits.write)
    throw invalidArgument();
  const items = contacts.map((one, index): [string, unknown] => [String(index), one?.contactPerson]);
  const creations = checkAll('Create', items, (_, person) => checkCreation(call, person));
  checkRoom(call, creations.length);
  const made = creations.map(({ fields, groups }) => call.account.create(fields, groups));
  if (!view) return {};
  const answer = (contact: Snapshot): object => ({
    httpStatusCode: 200,
    person: render(contact, view, call.account, call),
    requestedResourceName: resourceName(contact.id),
    status: {},
  });
  return { createdPeople: made.map(answer) };
}

export function batchUpdate(call: Call): object {
  const { contacts, updateMask = null } = call.body;
  if (updateMask !== null && typeof updateMask !== 'string') throw invalidArgument();
  const mask = requireMask(updateMask, {
    name: 'updateMask',
    page: 'people/batchUpdateContacts',
    paths: updatePaths,
  });
  const view = bodyView(call, 'readMask', 'people/batchUpdateContacts');
  if (typeof contacts !== 'object' || contacts === null) throw invalidArgument();
  const items = Object.entries(contacts);
  if (items.length === 0 || items.length > batchLimits.write) throw invalidArgument();
  const updates = checkAll('Update', items, (name, person) => checkUpdate(call, name, person, mask));
  const updated = updates.map((update, index): [string, Snapshot] => [
    items[index]![0],
    applyUpdate(call, update),
  ]);
  if (!view) return {};
  const answer = ([requestedResourceName, contact]: [string, Snapshot]): [string, object] => {
    const person = render(contact, view, call.account, call);
    return [requestedResourceName, { httpStatusCode: 200, person, requestedResourceName, status: {} }];
  };
  return { updateResult: Object.fromEntries(updated.map(answer)) };
}

export function batchDelete(call: Call): object {
  const { resourceNames } = call.body;
  if (!Array.isArray(resourceNames) || resourceNames.length === 0) throw invalidArgument();
  if (resourceNames.length > batchLimits.remove) throw invalidArgument();
  const contacts = new Set<Snapshot>();
  for (const name of resourceNames) {
    const contact = call.account.find(idOf(String(name)) ?? '');
    if (contact) contacts.add(contact);
    else if (call.behaviour.unknownInBatchDelete === 'refused') throw notFound();
  }
  for (const contact of contacts) call.account.remove(contact);
  return {};
}
