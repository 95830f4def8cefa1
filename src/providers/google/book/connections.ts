// The list of contacts, page by page. All parameters are the same in every call of a listing and of those that go on from
// it, as Google demands; a change of them is told from the hash that a cursor keeps.
import { createHash } from 'node:crypto';
import { createPaging } from '../../../protocol/http/paging.ts';
import { COST } from '../api/budget.ts';
import type { PeopleApi } from '../api/people-api.ts';
import { CONTACT_SOURCE, type Person, READ_MASK } from '../person/person.ts';

const PATH = '/v1/people/me/connections';
const PAGE_SIZE = '1000';

const SYNC_PARAMETERS = {
  personFields: READ_MASK,
  sources: CONTACT_SOURCE,
  pageSize: PAGE_SIZE,
  requestSyncToken: 'true',
};

/** Emails and phone numbers are cut at this many in listings. */
export const LIST_CUT = 100;

/** What a sync token belongs to. */
export const PARAMETERS_HASH = createHash('sha256')
  .update(JSON.stringify(SYNC_PARAMETERS))
  .digest('base64url')
  .slice(0, 16);

export interface Connections {
  connections?: Person[];
  nextPageToken?: string;
  nextSyncToken?: string;
  totalItems?: number;
  totalPeople?: number;
}

/** One page of everything, or of what changed since a sync token. */
export function listConnections(
  api: PeopleApi,
  from: { syncToken: string | null; pageToken: string | null },
): Promise<Connections> {
  const { syncToken, pageToken } = from;
  return api.read({
    kind: 'people.connections.list',
    method: 'GET',
    path: PATH,
    size: 'large',
    query: { ...SYNC_PARAMETERS, ...(syncToken && { syncToken }), ...(pageToken && { pageToken }) },
    cost: COST.read,
  });
}

/** Pages without sync tokens show what was just written; the latest changes come first. */
export async function* listMarkers(api: PeopleApi): AsyncGenerator<Person[]> {
  const paging = createPaging(api.host);
  let pageToken = '';
  do {
    const page: Connections = await api.read({
      kind: 'people.connections.list',
      method: 'GET',
      path: PATH,
      size: 'large',
      query: {
        personFields: 'clientData,metadata',
        sources: CONTACT_SOURCE,
        pageSize: PAGE_SIZE,
        sortOrder: 'LAST_MODIFIED_DESCENDING',
        ...(pageToken && { pageToken }),
      },
      cost: COST.read,
    });
    yield page.connections ?? [];
    pageToken = page.nextPageToken ?? '';
    if (pageToken) paging.goOn(pageToken, (page.connections ?? []).length > 0);
  } while (pageToken);
}

/** How many contacts there are; null when Google does not say. */
export async function countConnections(api: PeopleApi): Promise<number | null> {
  const page: Connections = await api.read({
    kind: 'people.connections.list',
    method: 'GET',
    path: PATH,
    query: { personFields: 'metadata', sources: CONTACT_SOURCE, pageSize: '1' },
    cost: COST.read,
  });
  return page.totalItems ?? page.totalPeople ?? null;
}
