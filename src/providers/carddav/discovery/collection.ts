// Asks collections and principals about themselves.

import { resolveHref } from '../../../protocol/webdav/href.ts';
import { type DavResponse, descendants, readMultistatus } from '../../../protocol/webdav/multistatus.ts';
import { propfind } from '../../../protocol/webdav/requests.ts';
import { CALENDARSERVER, cardName, davName, type Name } from '../../../protocol/webdav/xml.ts';
import type { ProviderError } from '../../provider.ts';
import { failureFrom } from '../errors.ts';
import type { Session } from '../session.ts';
import type { BookState, ChangeFeed } from '../state.ts';

export const PRINCIPAL = davName('current-user-principal');
export const HOME_SET = cardName('addressbook-home-set');
const RESOURCETYPE = davName('resourcetype');
const DISPLAYNAME = davName('displayname');
const SYNC_TOKEN = davName('sync-token');
const GETCTAG: Name = `{${CALENDARSERVER}}getctag`;
const REPORTS = davName('supported-report-set');
const MAX_SIZE = cardName('max-resource-size');
const PRIVILEGES = davName('current-user-privilege-set');

export const ENTRY_PROPS = [PRINCIPAL, HOME_SET, RESOURCETYPE, DISPLAYNAME];
export const BOOK_PROPS = [RESOURCETYPE, DISPLAYNAME, SYNC_TOKEN, GETCTAG, REPORTS, MAX_SIZE, PRIVILEGES];

export type Asked =
  | { found: true; url: string; responses: DavResponse[] }
  | { found: false; status: number; failure: ProviderError };

/** @throws ProviderError when there is no answer, or it asks for a sign-in or a pause */
export async function ask(session: Session, url: string, props: Name[]): Promise<Asked> {
  const response = await session.send(propfind(url, '0', props));
  if (response.status !== 207)
    return { found: false, status: response.status, failure: await failureFrom(response, session.io.now()) };
  const responses: DavResponse[] = [];
  for await (const each of readMultistatus(response.chunks())) responses.push(each);
  return { found: true, url: response.url, responses };
}

/** What lies at an address or in it, as it arrives; whoever has enough stops. @throws ProviderError */
export async function* list(
  session: Session,
  url: string,
  options: { depth: '0' | '1'; props: Name[]; withinMs?: number },
): AsyncGenerator<{ response: DavResponse; answeredBy: string }> {
  const { depth, props, withinMs } = options;
  const asked = propfind(url, depth, props);
  const response = await session.send(withinMs === undefined ? asked : { ...asked, withinMs });
  if (response.status !== 207) throw await failureFrom(response, session.io.now());
  for await (const each of readMultistatus(response.chunks()))
    yield { response: each, answeredBy: response.url };
}

/** Of homes, and of servers that name more of them than anybody has. */
const MOST_ADDRESSES = 20;

/** Addresses named inside a property, in order; those the account's password may not go to are left out. */
export function hrefsIn(
  session: Session,
  response: DavResponse | undefined,
  name: Name,
  answeredBy: string,
): string[] {
  const node = response?.props.get(name);
  if (!node) return [];
  // Only who was given the credentials can say where else they belong.
  const naming = session.mayGo(new URL(answeredBy), 'redirect') ? 'account' : 'redirect';
  return [...descendants(node)]
    .filter((each) => each.name === davName('href'))
    .slice(0, MOST_ADDRESSES)
    .map((each) => resolveHref(each.text, answeredBy))
    .filter((url) => url !== null && session.mayGo(url, naming))
    .map((url) => url!.href);
}

export function isAddressBook(response: DavResponse): boolean {
  return has(response, RESOURCETYPE, cardName('addressbook'));
}

/** What a book says of itself; null when the response is no address book, or lies where the password may not go. */
export function bookStateFrom(session: Session, response: DavResponse, answeredBy: string): BookState | null {
  const url = resolveHref(response.href, answeredBy);
  if (!url || !isAddressBook(response) || !session.mayGo(url, 'listing')) return null;
  const size = Number(response.props.get(MAX_SIZE)?.text.trim() || Number.NaN);
  return {
    url: url.href,
    // iCloud's book has no name of its own.
    name: response.props.get(DISPLAYNAME)?.text.trim() || lastSegment(url.pathname),
    readOnly: !isWritable(response),
    feed: feedOf(response),
    maxCardBytes: Number.isFinite(size) && size > 0 ? size : null,
  };
}

/** Xandikos leaves out the `report` element between: the name is looked for at any depth. */
function feedOf(response: DavResponse): ChangeFeed {
  if (has(response, REPORTS, davName('sync-collection')) || response.props.get(SYNC_TOKEN)?.text.trim())
    return 'sync';
  return response.props.get(GETCTAG)?.text.trim() ? 'ctag' : 'list';
}

/** A server that says nothing about rights is taken to grant them; the first write tells. */
function isWritable(response: DavResponse): boolean {
  if (!response.props.has(PRIVILEGES)) return true;
  return ['write', 'write-content', 'bind', 'all'].some((right) => has(response, PRIVILEGES, davName(right)));
}

function has(response: DavResponse, property: Name, name: Name): boolean {
  const node = response.props.get(property);
  return node !== undefined && [...descendants(node)].some((each) => each.name === name);
}

function lastSegment(path: string): string {
  const segment = path.split('/').filter(Boolean).at(-1) ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
