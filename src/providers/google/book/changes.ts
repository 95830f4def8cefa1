// Listings as pages of the seam: what is known is named, what is older than known is left out, what moved is told by both
// its names, and groups come along when they may have changed.

import { createPaging } from '../../../protocol/http/paging.ts';
import {
  type Card,
  type Cursor,
  type KnownVersions,
  type Page,
  ProviderError,
  type RemoteId,
} from '../../provider.ts';
import { ApiRefusal } from '../api/api-error.ts';
import type { PeopleApi } from '../api/people-api.ts';
import { ownEntries, type Person } from '../person/person.ts';
import { asCut, isNews, isSameVersion } from '../person/version.ts';
import { cardFrom } from './card.ts';
import { type Connections, LIST_CUT, listConnections } from './connections.ts';
import { formatCursor, type Position, parseCursor } from './cursor.ts';
import { listGroups } from './groups.ts';
import { readPeopleMap } from './read-people.ts';

/** A label's new name changes no contact: it is seen when the labels are listed again. */
const GROUPS_EVERY_MS = 3 * 3_600_000;

type Content = Pick<Page, 'cards' | 'removed' | 'unchanged'> & Required<Pick<Page, 'renamed'>>;

/** @throws ProviderError 'cursor-expired' */
export async function* readChanges(
  api: PeopleApi,
  cursor: Cursor | null,
  known: KnownVersions,
): AsyncGenerator<Page> {
  const begun = api.io.now();
  const from = cursor === null ? null : parseCursor(cursor, begun);
  let groups = from ? null : await groupsNow(api, []);
  const seen = new Set<string>();
  let pageToken: string | null = null;
  let expected: number | undefined;
  const paging = createPaging(api.host);
  for (;;) {
    const answer: Connections = await listPage(api, from, pageToken);
    const content = await contentOf(api, answer.connections ?? [], known, from === null);
    for (const { contact } of content.cards) for (const id of contact.groups) seen.add(id);
    if (from === null) expected ??= answer.totalItems ?? answer.totalPeople;
    const page: Page = {
      ...content,
      groups: groups?.fresh ?? [],
      removedGroups: [],
      full: from === null,
      ...(expected === undefined ? {} : { expected }),
    };
    groups = groups && { ...groups, fresh: [] };
    if (answer.nextPageToken) {
      pageToken = answer.nextPageToken;
      paging.goOn(pageToken, (answer.connections ?? []).length > 0);
      yield page;
      continue;
    }
    if (!answer.nextSyncToken) {
      if (!answer.connections?.length)
        throw new ProviderError('unexpected-response', 'the last page of the listing carries no sync token');
      // What it brought is good; the next listing begins where this one did.
      api.io.log('google.no-sync-token');
      yield page;
      return;
    }
    if (from && areGroupsDue(from, seen, begun)) {
      groups = await groupsNow(api, from.groups);
      Object.assign(page, { groups: groups.fresh, removedGroups: groups.removed });
    }
    const next: Position = {
      syncToken: answer.nextSyncToken,
      fullAt: from?.fullAt ?? begun,
      groupsAt: groups ? begun : from!.groupsAt,
      groups: groups?.ids ?? from!.groups,
    };
    yield { ...page, next: formatCursor(next) };
    return;
  }
}

async function listPage(
  api: PeopleApi,
  from: Position | null,
  pageToken: string | null,
): Promise<Connections> {
  try {
    return await listConnections(api, { syncToken: from?.syncToken ?? null, pageToken });
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    // INVALID_ARGUMENT is said to tokens that are garbage, or of other parameters (google.md 2.2).
    // 410 is what Google's guide says of expired ones.
    const isExpired =
      error.reason === 'EXPIRED_SYNC_TOKEN' || (from !== null && [400, 410].includes(error.httpStatus));
    throw new ProviderError(isExpired ? 'cursor-expired' : 'unexpected-response', error.message, {
      cause: error,
    });
  }
}

function areGroupsDue(from: Position, seen: Set<string>, now: number): boolean {
  if (now - from.groupsAt >= GROUPS_EVERY_MS) return true;
  const known = new Set(from.groups);
  return [...seen].some((id) => !known.has(id));
}

async function groupsNow(api: PeopleApi, before: string[]) {
  const found = await listGroups(api);
  const ids = found.map(({ id }) => id);
  const fresh = found.map(({ size: _, ...group }) => group);
  return { ids, fresh, removed: before.filter((id) => !ids.includes(id)) };
}

async function contentOf(
  api: PeopleApi,
  people: Person[],
  known: KnownVersions,
  full: boolean,
): Promise<Content> {
  const content: Content = { cards: [], removed: [], unchanged: [], renamed: [] };
  const cards = await wholeCards(
    api,
    people.filter(({ metadata }) => !metadata?.deleted),
  );
  const removed = new Set<string>();
  for (const { resourceName, metadata } of people) {
    if (metadata?.deleted) removed.add(resourceName ?? '');
    // Gone under these names; a merge leaves tombstones as well.
    for (const former of metadata?.previousResourceNames ?? []) {
      removed.add(former);
      content.renamed.push({ from: former as RemoteId, to: resourceName as RemoteId });
    }
  }
  const versions = await known(cards.map(({ id }) => id));
  for (const card of cards) {
    removed.delete(card.id);
    const version = versions.get(card.id);
    if (version === undefined || isNews(card.version, version)) content.cards.push(card);
    else if (full) content.unchanged.push(card.id);
    else if (!isSameVersion(card.version, version)) api.io.log('google.late', { id: card.id });
  }
  content.removed = [...removed] as RemoteId[];
  return content;
}

/** Not all of it is known, and the next listing that shows it brings news. */
function cutCard(person: Person): Card {
  const card = cardFrom(person);
  return { ...card, loss: 'damaged', version: asCut(card.version) };
}

/** Contacts with more numbers or addresses than a listing shows are read by name; where that fails, what is cut is not whole. */
async function wholeCards(api: PeopleApi, people: Person[]): Promise<Card[]> {
  const cut = people.filter((person) =>
    (['emailAddresses', 'phoneNumbers'] as const).some(
      (field) => ownEntries(person, field).length >= LIST_CUT,
    ),
  );
  if (cut.length === 0) return people.map((person) => cardFrom(person));
  const whole = await readPeopleMap(
    api,
    cut.map(({ resourceName }) => resourceName!),
  );
  return people.map((person) => {
    const read = whole.get(person.resourceName!);
    // By name nothing is told of former names.
    const { previousResourceNames } = person.metadata ?? {};
    if (!read) return cutCard(person);
    return cardFrom({
      ...read,
      metadata: { ...read.metadata, ...(previousResourceNames && { previousResourceNames }) },
    });
  });
}
