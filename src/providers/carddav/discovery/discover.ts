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
import { createOwnWrites } from '../book/own-writes.ts';
import { isOfServer, providerErrorFrom } from '../errors.ts';
import type { Preset } from '../preset.ts';
import { createSession, isElsewhere, type Session } from '../session.ts';
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
  list,
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
  const { typed, entries } = await entryPoints(asked, options.dns);
  for (const entry of entries) {
    const session = createSession({
      ...{ io, preset, credentials, entry, throttle: options.throttle },
      holders: { typed },
      connecting: true,
    });
    if (!session.mayGo(entry, 'discovery')) {
      failures.push(isElsewhere(entry));
      continue;
    }
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
    'elsewhere',
  ] as const),
]);

const MOST_TELLING = [
  'elsewhere',
  'sign-in-needed',
  'rate-limited',
  'forbidden',
  'tls',
  'private-address',
] as const;

function mostTelling(failures: ProviderError[], wasNamed: boolean): ProviderError {
  for (const kind of MOST_TELLING) {
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

interface Account extends Books {
  entry: URL;
  principal: string;
}

interface Books {
  books: BookState[];
  missing: NonNullable<Discovery['missing']>;
}

/** Of one account; more are no address books of a person. */
const MOST_BOOKS = 200;
/** A home that is down must leave time for the others. */
const HOME_MS = 12_000;

/** Null when there is WebDAV here, but nothing about address books. @throws ProviderError */
async function accountAt(session: Session, entry: URL): Promise<Account | null> {
  const first = await ask(session, entry.href, ENTRY_PROPS);
  if (!first.found) throw first.failure;
  // With a single response, it speaks of what was asked whatever its href says (RFC 4918 9.1).
  const self = first.responses[0];
  const principal = hrefsIn(session, self, PRINCIPAL, first.url)[0];
  if (self && isAddressBook(self)) {
    const books = await booksIn(session, [first.url], '0');
    return { entry, principal: principal ?? first.url, ...books };
  }
  const homes = await homesOf(session, principal, self, first.url);
  if (homes.length === 0) return null;
  return { entry, principal: principal ?? homes[0]!, ...(await booksIn(session, homes, '1')) };
}

async function homesOf(
  session: Session,
  principal: string | undefined,
  self: DavResponse | undefined,
  url: string,
) {
  const here = hrefsIn(session, self, HOME_SET, url);
  if (here.length > 0 || principal === undefined) return here;
  const asked = await ask(session, principal, [HOME_SET, davName('displayname')]);
  if (!asked.found) throw asked.failure;
  return hrefsIn(session, asked.responses[0], HOME_SET, asked.url);
}

/** All homes at once. One that is down or shut does not keep the others from being connected. @throws ProviderError when all are */
async function booksIn(session: Session, homes: string[], depth: '0' | '1'): Promise<Books> {
  const books = new Map<string, BookState>();
  const looked = await Promise.allSettled(homes.map((home) => booksAt(session, home, depth)));
  const missing: Books['missing'] = [];
  for (const [index, look] of looked.entries()) {
    const failure = look.status === 'rejected' ? providerErrorFrom(look.reason) : null;
    if (failure && ABOUT_ALL.has(failure.kind)) throw failure;
    if (failure) missing.push({ address: homes[index]!, problem: failure.kind });
    for (const book of look.status === 'fulfilled' ? look.value : [])
      if (!books.has(bookId(book.url)) && books.size < MOST_BOOKS) books.set(bookId(book.url), book);
  }
  if (missing.length === homes.length) throw (looked[0] as PromiseRejectedResult).reason;
  return { books: [...books.values()], missing };
}

/** What one home says is so for the whole account. */
const ABOUT_ALL = new Set<ProviderErrorKind>(['sign-in-needed', 'rate-limited']);

async function booksAt(session: Session, home: string, depth: '0' | '1'): Promise<BookState[]> {
  const books: BookState[] = [];
  const options = { depth, props: BOOK_PROPS, withinMs: HOME_MS };
  for await (const { response, answeredBy } of list(session, home, options)) {
    const book = bookStateFrom(session, response, answeredBy);
    if (book && !GENERATED.test(new URL(book.url).pathname)) books.push(book);
    if (books.length >= MOST_BOOKS) break;
  }
  return books;
}

async function discoveryOf(session: Session, account: Account): Promise<Discovery> {
  const counts: (number | null)[] = [];
  const groups: Discovery['groups'] = [];
  // Sizes and groups are good to know; the first run finds them in any case.
  const unlessFailing = <T>(looked: Promise<T>, otherwise: T): Promise<T> =>
    looked.catch((error: unknown) => {
      if (isOfServer(error)) return otherwise;
      throw error;
    });
  for (const book of account.books) {
    counts.push(await unlessFailing(countCards(session, book), null));
    groups.push(...(await unlessFailing(findGroups(session, book), [])));
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
    groups: groups.slice(0, MOST_GROUPS),
    ...(account.missing.length > 0 ? { missing: account.missing } : {}),
  };
}

/** More than any list to choose from holds. */
const MOST_GROUPS = 1000;

/** The principal's address; hosts that are one account's (partitions) are one. */
function identityOf(session: Session, principal: string): string {
  const url = new URL(principal);
  const host = session.preset.isTrustedHost(url) ? session.preset.manifest.id : url.host;
  return `${host}${normalPath(url.pathname).replace(/\/$/, '')}`;
}

/** By the names alone. @throws ProviderError when the server will not list them */
async function countCards(session: Session, book: BookState): Promise<number> {
  const access = createBookAccess(session, book, createOwnWrites());
  const ids = new Set<string>();
  const options = { depth: '1' as const, props: [davName('getetag'), davName('resourcetype')] };
  for await (const { response, answeredBy } of list(session, book.url, options)) {
    const member = memberOf(access, response, answeredBy);
    if (member) ids.add(member.id);
  }
  return ids.size;
}
