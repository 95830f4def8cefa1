import type { Answer } from '../../server/answer.ts';
import type { Difference, History } from '../../server/history.ts';
import { badRequest, GraphError, idMalformed, syncStateNotFound } from '../graph-error.ts';
import type { Contact } from '../mailbox/contact.ts';
import type { DeadLink, Rounds } from '../mailbox/folder.ts';
import { properties, readOnly } from '../mailbox/properties.ts';
import type { Call } from '../world.ts';
import { folderAt } from './find.ts';
import { selectOf } from './query.ts';
import { graphJson, idFor, show } from './render.ts';

/** What a link stands for. Opaque to clients. */
interface Token {
  /** Mailbox and folder. */
  of: string;
  select: readonly string[] | null;
  /** What was seen before; null in a first round. */
  since: number | null;
  /** The round shows the history up to here; it is set when the round begins. */
  until: number | null;
  offset: number;
  round: number;
}

/** What a round shows: written out page by page. */
interface Rows {
  readonly length: number;
  show(from: number, end: number): object[];
}

interface Tracked<Item> {
  readonly of: string;
  readonly history: History<Item>;
  readonly rounds: Rounds;
  readonly type: string;
  readonly names: readonly string[];
  /** As it is, with what was selected. */
  show(item: Item, select: readonly string[] | null): object;
  id(item: Item): string;
  compare(a: Item, b: Item): number;
}

/** What changed among the contacts of one folder. */
export function contactDelta(call: Call): Answer {
  const folder = folderAt(call, call.keys[0]);
  return delta<Contact>(call, {
    of: folder.id,
    history: folder.contacts,
    rounds: folder.rounds,
    type: 'contact',
    names: [...readOnly, ...Object.keys(properties)],
    show: (contact, select) => show(contact, { select, extended: [], extensions: [] }, call),
    id: (contact) => idFor(contact, call.immutable),
    compare: (a, b) => a.number - b.number,
  });
}

/** What changed among the folders below the default one. */
export function folderDelta(call: Call): Answer {
  const { mailbox } = call;
  return delta(call, {
    of: mailbox.oid,
    history: mailbox.folderStates,
    rounds: mailbox.folderRounds,
    type: 'contactFolder',
    names: ['id', 'displayName', 'parentFolderId'],
    show: (state, select) =>
      Object.fromEntries(
        Object.entries(state).filter(([name]) => name === 'id' || !select || select.includes(name)),
      ),
    id: ({ id }) => id,
    compare: (a, b) => (a.id < b.id ? -1 : 1),
  });
}

const refused = ['$top', '$skip', '$filter', '$orderby', '$search', '$count'];

function delta<Item>(call: Call, tracked: Tracked<Item>): Answer {
  const { query, world, pageSize, clientId } = call;
  if (query.has('$expand')) throw badRequest('Parsing OData Select and Expand failed.');
  const wrong = refused.find((name) => query.has(name));
  if (wrong !== undefined)
    throw new GraphError(
      400,
      'ErrorInvalidUrlQuery',
      `The following parameters are not supported with change tracking over the 'Contacts' resource: '${wrong}'.`,
    );
  const { behaviour, clock } = world;
  const { largestPage, emptyPages, replays } = behaviour.delta;
  const token = tokenOf(call, tracked);
  const visible = tracked.history.positionAt(clock.now() - behaviour.propagationDelayMs);
  const until = token.until ?? Math.max(visible, token.since ?? 0);
  const rows = rowsOf(tracked, token, until, world.behaviour.delta);
  if (emptyPages && token.until === null) return pageOf(call, tracked, [], { ...token, until });
  const size = Math.max(1, Math.min(pageSize ?? standardPage, largestPage));
  const end = token.offset + size;
  const from = replays ? Math.max(0, token.offset - 1) : token.offset;
  const page = rows.show(from, end);
  // A full page may be the last one: who asks finds out by asking for the next.
  if (token.offset + size <= rows.length)
    return pageOf(call, tracked, page, { ...token, until, offset: end });
  const round = tracked.rounds.finish(clientId);
  return pageOf(call, tracked, page, { ...token, since: until, until: null, offset: 0, round });
}

const standardPage = 10;

function rowsOf<Item>(
  tracked: Tracked<Item>,
  { since, select }: Token,
  until: number,
  { reversed, unheardOfRemovals }: Call['world']['behaviour']['delta'],
): Rows {
  const type = { '@odata.type': `#microsoft.graph.${tracked.type}` };
  const there = (item: Item): object => ({ ...type, ...tracked.show(item, select) });
  const gone = (item: Item): object => ({ ...type, id: tracked.id(item), '@removed': { reason: 'deleted' } });
  if (since === null) {
    const items = sorted(tracked.history.view(until), tracked.compare);
    return { length: items.length, show: (from, end) => items.slice(from, end).map(there) };
  }
  const rowsFor = ({ first, before, after }: Difference<Item>): object[] => {
    if (!after) return [gone((first ?? before)!)];
    // What left and came back has another classic id: the one it had is gone.
    const left = first && tracked.id(first) !== tracked.id(after) ? [gone(first)] : [];
    return [...left, there(after)];
  };
  const rows = tracked.history.changes(since, until, { unheardOf: unheardOfRemovals }).flatMap(rowsFor);
  if (reversed) rows.reverse();
  return { length: rows.length, show: (from, end) => rows.slice(from, end) };
}

/** A history shows the same list until it changes: each is sorted once, not for every page. */
const sortedLists = new WeakMap<readonly unknown[], readonly unknown[]>();

function sorted<Item>(items: readonly Item[], compare: (a: Item, b: Item) => number): readonly Item[] {
  const known = sortedLists.get(items) as readonly Item[] | undefined;
  const list = known ?? items.toSorted(compare);
  if (!known) sortedLists.set(items, list);
  return list;
}

function pageOf<Item>(call: Call, tracked: Tracked<Item>, value: readonly object[], token: Token): Answer {
  const text = Buffer.from(JSON.stringify(token)).toString('base64url');
  const root = linkRoot(call, tracked.of);
  const link =
    token.until === null
      ? { '@odata.deltaLink': `${root}?$deltatoken=${text}` }
      : { '@odata.nextLink': `${root}?$skiptoken=${text}` };
  return graphJson(200, call, `Collection(${tracked.type})`, { ...link, value });
}

/** Links name their folder in the second form of a key. */
function linkRoot({ world, url, keys, caller, mailbox }: Call, folder: string): string {
  if (keys[0] === undefined) return url;
  const owner = caller === mailbox ? 'me' : `users('${mailbox.graphId}')`;
  return `${world.origin}/v1.0/${owner}/contactfolders('${folder}')/contacts/delta`;
}

function tokenOf<Item>(call: Call, { of, rounds, names, type }: Tracked<Item>): Token {
  const { query, clientId, world } = call;
  const sent = query.get('$skiptoken') ?? query.get('$deltatoken');
  const first = {
    of,
    select: selectOf(query.get('$select'), names, type),
    since: null,
    until: null,
    offset: 0,
    round: rounds.current(clientId),
  };
  if (!sent) return first;
  const token = parse(sent);
  if (token?.of !== of) throw badRequest('Badly formed token.');
  const death = rounds.deathOf(token.round, clientId, world.behaviour.delta.generationsKept);
  if (death) throw dead(death, call, token.round, rounds.current(clientId));
  return token;
}

function dead(how: DeadLink, { url }: Call, round: number, highest: number): GraphError {
  switch (how) {
    case 'SyncStateNotFound':
      return syncStateNotFound(round, highest);
    case 'resyncRequired':
      return new GraphError(
        410,
        'resyncRequired',
        "Resync required. Replace any local items with the server's version (including deletes) if you're sure that the service was up to date with your local changes when you last sync'd. Upload any local changes that the server doesn't know about.",
        { Location: `${url}?$deltatoken=` },
      );
    case 'BadRequest':
      return badRequest('Badly formed token.');
    case 'ErrorInvalidIdMalformed':
      return idMalformed();
  }
}

function parse(text: string): Token | undefined {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Token;
  } catch {
    return undefined;
  }
}
