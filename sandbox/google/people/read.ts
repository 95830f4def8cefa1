import { invalidArgument, notFound } from '../api-error.ts';
import type { Call } from '../call.ts';
import { listPage } from '../listing.ts';
import type { Entry } from './fields.ts';
import { requireMask } from './mask.ts';
import { displayNames } from './names.ts';
import { render, renderOwner, renderTombstone, type View } from './render.ts';
import { emailsOf, idOf, type Snapshot } from './snapshot.ts';
import { everything, readView, sourcesOf } from './views.ts';

/** A contact as single reads see it, which may lag behind writes. */
function found(call: Call, name: string): Snapshot | undefined {
  const { account, behaviour, clock, stale } = call;
  const current = account.find(idOf(name) ?? '');
  if (!current) return undefined;
  if (stale) return account.people.before(current.id) ?? current;
  if (behaviour.staleGetMs === 0) return current;
  return account.people.at(current.id, clock.now() - behaviour.staleGetMs) ?? current;
}

function isOwner(call: Call, name: string): boolean {
  return name === 'people/me' || name === `people/${call.account.sub}`;
}

export function getPerson(call: Call): object {
  const view = readView(call, 'people/get');
  if (isOwner(call, call.target)) return renderOwner(call.account, view);
  const contact = found(call, call.target);
  if (!contact) throw notFound();
  return render(contact, view, call.account, call);
}

const mostInBatchGet = 200;

export function getPeople(call: Call): object {
  const view = readView(call, 'people/getBatchGet');
  const names = call.query.getAll('resourceNames');
  if (names.length === 0 || names.length > mostInBatchGet) throw invalidArgument();
  const responses = names.map((requestedResourceName) => {
    if (isOwner(call, requestedResourceName)) {
      return {
        httpStatusCode: 200,
        person: renderOwner(call.account, view),
        requestedResourceName,
        status: {},
      };
    }
    const contact = found(call, requestedResourceName);
    return contact
      ? {
          httpStatusCode: 200,
          person: render(contact, view, call.account, call),
          requestedResourceName,
          status: {},
        }
      : { httpStatusCode: 404, requestedResourceName, status: notFound().rpcStatus };
  });
  return { responses };
}

const sortOrders: Readonly<Record<string, (a: Snapshot, b: Snapshot) => number>> = {
  LAST_MODIFIED_ASCENDING: (a, b) => a.sequence - b.sequence,
  LAST_MODIFIED_DESCENDING: (a, b) => b.sequence - a.sequence,
  FIRST_NAME_ASCENDING: (a, b) => compareNames(a, b, 'displayName'),
  LAST_NAME_ASCENDING: (a, b) => compareNames(a, b, 'displayNameLastFirst'),
};

function compareNames(a: Snapshot, b: Snapshot, which: string): number {
  const name = (contact: Snapshot): string =>
    String(displayNames(contact.fields().names?.[0] ?? {})[which] ?? '');
  return name(a).localeCompare(name(b));
}

/** True for the first page of a full sync, which has a quota of its own. */
export const beginsFullSync = (query: URLSearchParams): boolean =>
  query.get('requestSyncToken') === 'true' && !query.get('syncToken') && !query.get('pageToken');

export function listConnections(call: Call): object {
  if (call.target !== 'people/me') throw invalidArgument();
  const { query, account } = call;
  const view = readView(call, 'people.connections/list');
  const givesToken = query.get('requestSyncToken') === 'true';
  const order = query.get('sortOrder');
  const compare = sortOrders[order ?? 'LAST_MODIFIED_ASCENDING'];
  if (!compare || (order !== null && (givesToken || query.get('syncToken')))) throw invalidArgument();
  const listed = listPage(call, {
    name: 'connections',
    history: account.people,
    defaultPageSize: 100,
    params: ['personFields', 'requestMask.includeField', 'sources', 'requestSyncToken', 'sortOrder'],
    givesToken,
    compare,
  });
  const shown: View = { ...view, list: true, formerNames: listed.incremental };
  const connections = listed.items
    // A contact that goes on under another name names its former one instead of leaving a tombstone.
    .filter(({ key, item }) => item || !account.renamed.has(key))
    .map(({ key, item }) => (item ? render(item, shown, account, call) : renderTombstone(key, shown)));
  const { total } = listed;
  return {
    ...(connections.length > 0 ? { connections } : {}),
    ...listed.tokens,
    ...(total === undefined ? {} : { totalPeople: total, totalItems: total }),
  };
}

const mostFound = 30;

/** Prefixes of words in names, nicknames, organizations, of addresses and numbers; as of the last empty query. */
export function searchContacts(call: Call): object {
  const { query, account } = call;
  const mask = requireMask(query.get('readMask'), { name: 'readMask', page: 'people/searchContacts' });
  const size = Number(query.get('pageSize') ?? 10) || 10;
  const wanted = query.get('query');
  if (size > mostFound || size < 0 || !Number.isInteger(size)) throw invalidArgument();
  if (!wanted) {
    account.searchedUpTo = account.people.position;
    return {};
  }
  const sources = query.getAll('sources');
  const view: View = {
    mask,
    sources: sources.length === 0 ? { contact: true, profile: false } : sourcesOf(sources),
    language: call.language,
  };
  const matches = account.people
    .view(account.searchedUpTo)
    .filter((one) => isMatch(one, wanted.toLowerCase()));
  const results = matches.slice(0, size).map((one) => ({ person: render(one, view, account, call) }));
  return results.length > 0 ? { results } : {};
}

function isMatch(contact: Snapshot, prefix: string): boolean {
  const fields = contact.fields();
  const texts = [
    ...Object.values(displayNames(fields.names?.[0] ?? {})),
    ...(fields.nicknames ?? []).map((entry: Entry) => entry.value),
    ...(fields.organizations ?? []).map((entry: Entry) => entry.name),
    ...(fields.phoneNumbers ?? []).map((entry: Entry) => entry.value),
    ...emailsOf(fields),
  ];
  return texts.some((text) => {
    const words = String(text ?? '').toLowerCase();
    return words.startsWith(prefix) || words.split(/\s+/).some((word) => word.startsWith(prefix));
  });
}

export const readEverything = (language: string): View => ({
  mask: everything,
  sources: { contact: true, profile: false },
  language,
});
