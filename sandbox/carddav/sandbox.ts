import type { Behaviour } from './behaviour.ts';
import { Book, type CardSource } from './book.ts';
import { RequestCounters } from './counters.ts';
import { type Account, photoPath } from './dav/resource.ts';
import { Faults } from './faults.ts';
import { listen } from './listen.ts';
import { PhoneBook } from './phone.ts';
import { type Profile, profiles } from './profiles.ts';
import { type SeedOptions, seedCards } from './seed.ts';

export interface SandboxUser {
  user: string;
  password: string;
}

export interface SandboxOptions {
  /** 127.0.0.1 unless told. */
  host?: string;
  /** 0, any free port, unless told. */
  port?: number;
  /** The host that home sets are on, such as `127.0.0.2` or `localhost`; the same host unless told. */
  partitionHost?: string;
  /** `icloud` unless told. */
  profile?: Profile;
  /** Flags that differ from the profile. */
  behaviour?: Partial<Behaviour>;
  /** alice and bob with the password `s3cret` unless told. */
  users?: readonly SandboxUser[];
  /** Path segment and display name of each book; one called `card`, without a display name, as iCloud's, unless told. */
  books?: readonly { name: string; displayName?: string }[];
  /** Cards in the first book of the first user: how many, or in detail. Other books are empty. */
  cards?: number | SeedOptions;
}

export interface Sandbox extends AsyncDisposable {
  /** Origin without a slash at the end: where discovery begins. */
  readonly url: string;
  readonly port: number;
  readonly users: readonly SandboxUser[];
  readonly profile: Profile;
  /** The flags in force; they may be changed at any time. */
  readonly behaviour: Behaviour;
  readonly requests: RequestCounters;
  readonly faults: Faults;
  /** A user's book as the owner's phone sees it; the first book unless named. @throws Error when there is none. */
  book(user?: string, name?: string): PhoneBook;
  /** Fills an empty book. */
  fill(user: string, cards: number | SeedOptions, name?: string): void;
  /** Absolute URL of a book on the partition host. */
  bookUrl(user?: string, name?: string): string;
  /** Changes a password: the old one is refused from the next request on. */
  setPassword(user: string, password: string): void;
  stop(): Promise<void>;
}

const standardUsers: readonly SandboxUser[] = [
  { user: 'alice', password: 's3cret' },
  { user: 'bob', password: 's3cret' },
];

/** A CardDAV server that keeps everything in memory and behaves like the one its profile names. */
export async function startCardDavSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { profile = 'icloud', users = standardUsers } = options;
  const behaviour: Behaviour = { ...profiles[profile], ...options.behaviour };
  const accounts = users.map((user, index) => makeAccount(user, index, options, behaviour));
  const requests = new RequestCounters();
  const faults = new Faults(() => accounts.flatMap((account) => [...account.books.values()]));
  const server = await listen({ options, behaviour, accounts, counters: requests, faults });

  const accountOf = (user = users[0]?.user): Account => {
    const account = accounts.find((one) => one.user === user);
    if (!account) throw new Error(`The sandbox has no user ${user}.`);
    return account;
  };
  const bookOf = (account: Account, name?: string): Book => {
    const book = name === undefined ? [...account.books.values()][0] : account.books.get(name);
    if (!book) throw new Error(`The user ${account.user} has no book ${name ?? 'at all'}.`);
    return book;
  };
  const fill = (user: string, cards: number | SeedOptions, name?: string): void => {
    const account = accountOf(user);
    const photoBase = `${server.partitionOrigin}${photoPath(account)}`;
    bookOf(account, name).fill(sourceOf(cards, photoBase));
  };
  const book = (user?: string, name?: string): PhoneBook => {
    const account = accountOf(user);
    return new PhoneBook(account, bookOf(account, name));
  };
  if (options.cards !== undefined && users[0]) fill(users[0].user, options.cards);
  return {
    url: server.origin,
    port: server.port,
    users: accounts,
    profile,
    behaviour,
    requests,
    faults,
    book,
    fill,
    bookUrl: (user, name) => `${server.partitionOrigin}${book(user, name).collection}`,
    setPassword: (user, password) => {
      accountOf(user).password = password;
    },
    stop: server.stop,
    [Symbol.asyncDispose]: server.stop,
  };
}

function makeAccount(
  user: SandboxUser,
  index: number,
  options: SandboxOptions,
  behaviour: Behaviour,
): Account {
  const { books = [{ name: 'card', displayName: '' }] } = options;
  return {
    ...user,
    dsid: String(1_234_567_890 + 1_111 * index),
    books: new Map(
      books.map(({ name, displayName = name }) => [name, new Book(name, displayName, behaviour)]),
    ),
  };
}

function sourceOf(cards: number | SeedOptions, photoBase: string): CardSource {
  return seedCards({ photoBase, ...(typeof cards === 'number' ? { cards } : cards) });
}
