// Finds the address books of an account (RFC 6764, 5397, 6352): entry, principal, homes, books. Writes nothing.

import { normalPath } from '../../../protocol/webdav/href.ts';
import type { DavResponse } from '../../../protocol/webdav/multistatus.ts';
import { davName } from '../../../protocol/webdav/xml.ts';
import {
  type Discovery,
  type Io,
  type PasswordCredentials,
  ProviderError,
  type ProviderErrorKind,
} from '../../provider.ts';
import { createBookAccess, memberOf } from '../book/members.ts';
import { providerErrorFrom } from '../errors.ts';
import type { Preset } from '../preset.ts';
import { createSession, type Session } from '../session.ts';
import { type AccountState, type BookState, bookId } from '../state.ts';
import type { ThrottleMemory } from '../throttle.ts';
import {
  ask,
  BOOK_PROPS,
  bookStateFrom,
  ENTRY_PROPS,
  HOME_SET,
  hrefsIn,
  isAddressBook,
  PRINCIPAL,
} from './collection.ts';
import { findGroups } from './discover-groups.ts';
import { entryPoints, type ServiceLookup } from './entry-points.ts';

interface DiscoverOptions {
  preset: Preset;
  dns: ServiceLookup;
  throttle: ThrottleMemory;
}

/** Nextcloud makes these itself, from its users and from people met: nobody's address book (DAVx5 leaves them out too). */
const GENERATED = /\/z-(server|app)-generated--[^/]*\/?$/;

/** @throws ProviderError */
export async function discover(
  credentials: PasswordCredentials,
  io: Io,
  options: DiscoverOptions,
): Promise<Discovery> {
  const { preset } = options;
  const asked = preset.entryUrl === null ? credentials : { ...credentials, url: preset.entryUrl };
  const wasNamed = Boolean(asked.url?.trim());
  const failures: ProviderError[] = [];
  for (const entry of await entryPoints(asked, options.dns)) {
    const session = createSession({ io, preset, credentials, entry, throttle: options.throttle });
    try {
      const account = await accountAt(session, entry);
      if (account) return await discoveryOf(session, account);
    } catch (error) {
      const failure = providerErrorFrom(error);
      // The other entries are on the same server: they would fail alike, and wrong passwords must not be tried on.
      if (wasNamed && FINAL.has(failure.kind)) throw failure;
      failures.push(failure);
    }
  }
  throw mostTelling(failures, wasNamed);
}

const FINAL = new Set<ProviderErrorKind>([
  ...([
    'sign-in-needed',
    'rate-limited',
    'private-address',
    'insecure-address',
    'tls',
    'unavailable',
  ] as const),
]);

function mostTelling(failures: ProviderError[], wasNamed: boolean): ProviderError {
  for (const kind of ['sign-in-needed', 'rate-limited', 'forbidden', 'tls', 'private-address'] as const) {
    const failure = failures.find((each) => each.kind === kind);
    if (failure) return failure;
  }
  if (failures.length > 0 && failures.every(({ kind }) => kind === 'not-found')) return failures[0]!;
  // From an e-mail address alone, a domain that is silent or serves other things means that nothing was found.
  if (!wasNamed)
    return new ProviderError('not-found', 'no CardDAV server is known for this e-mail address', {
      cause: failures[0],
    });
  return new ProviderError(
    'not-an-address-book',
    failures[0]?.message ?? 'the server knows no address books',
    { cause: failures[0] },
  );
}

interface Account {
  entry: URL;
  principal: string;
  books: BookState[];
}

/** Null when there is WebDAV here, but nothing about address books. @throws ProviderError */
async function accountAt(session: Session, entry: URL): Promise<Account | null> {
  const first = await ask(session, entry.href, '0', ENTRY_PROPS);
  if (!first.found) throw first.failure;
  // With a single response, it speaks of what was asked whatever its href says (RFC 4918 9.1).
  const self = first.responses[0];
  const principal = hrefsIn(session, self, PRINCIPAL, first.url)[0];
  if (self && isAddressBook(self)) {
    const books = await booksIn(session, [first.url], '0');
    return { entry, principal: principal ?? first.url, books };
  }
  const homes = await homesOf(session, principal, self, first.url);
  if (homes.length === 0) return null;
  return { entry, principal: principal ?? homes[0]!, books: await booksIn(session, homes, '1') };
}

async function homesOf(
  session: Session,
  principal: string | undefined,
  self: DavResponse | undefined,
  url: string,
) {
  const here = hrefsIn(session, self, HOME_SET, url);
  if (here.length > 0 || principal === undefined) return here;
  const asked = await ask(session, principal, '0', [HOME_SET, davName('displayname')]);
  if (!asked.found) throw asked.failure;
  return hrefsIn(session, asked.responses[0], HOME_SET, asked.url);
}

async function booksIn(session: Session, urls: string[], depth: '0' | '1'): Promise<BookState[]> {
  const books = new Map<string, BookState>();
  for (const url of urls) {
    const asked = await ask(session, url, depth, BOOK_PROPS);
    if (!asked.found) throw asked.failure;
    for (const response of asked.responses) {
      const book = bookStateFrom(session, response, asked.url);
      if (book && !GENERATED.test(new URL(book.url).pathname) && !books.has(bookId(book.url)))
        books.set(bookId(book.url), book);
    }
  }
  return [...books.values()];
}

async function discoveryOf(session: Session, account: Account): Promise<Discovery> {
  const counts: (number | null)[] = [];
  const groups: Discovery['groups'] = [];
  for (const book of account.books) {
    counts.push(await countCards(session, book));
    groups.push(...(await findGroups(session, book)));
  }
  const state: AccountState = {
    entry: account.entry.href,
    principal: account.principal,
    books: account.books,
  };
  return {
    identity: identityOf(session, account.principal),
    state: { ...state },
    books: account.books.map((book, index) => ({
      id: bookId(book.url),
      name: book.name,
      readOnly: book.readOnly,
      cards: counts[index]!,
    })),
    groups,
  };
}

/** The principal's address; hosts that are one account's (partitions) are one. */
function identityOf(session: Session, principal: string): string {
  const url = new URL(principal);
  const host = session.preset.isTrustedHost(url) ? session.preset.id : url.host;
  return `${host}${normalPath(url.pathname).replace(/\/$/, '')}`;
}

/** By the names alone; null when the server will not list them. */
async function countCards(session: Session, book: BookState): Promise<number | null> {
  const asked = await ask(session, book.url, '1', [davName('getetag'), davName('resourcetype')]);
  if (!asked.found) return null;
  const access = createBookAccess(session, book);
  return new Set(asked.responses.map((each) => memberOf(access, each, asked.url)?.id).filter(Boolean)).size;
}
