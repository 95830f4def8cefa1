// What the conformance suite needs to know of an address book: a provider's side, and the hands of its owner.
import type { Book, Capabilities, Discovery, Io, Photo } from '../../src/providers/provider.ts';

export interface Person {
  given: string;
  family: string;
  phone: string;
  address: { street: string; city: string };
}

/** The owner's phone: it knows nothing of the provider under test. Cards go by a name of its own. */
export interface Owner {
  create(person: Person): Promise<string>;
  setPhone(name: string, phone: string): Promise<void>;
  remove(name: string): Promise<void>;
  count(): Promise<number>;
  /** The card as the book holds it. */
  raw(name: string): Promise<string>;
  setPhoto(name: string, photo: Photo): Promise<void>;
  /** Groups go by what people see. Removing one leaves its cards. */
  createGroup(group: string, members: string[]): Promise<void>;
  renameGroup(group: string, to: string): Promise<void>;
  removeGroup(group: string): Promise<void>;
}

/** What a provider gives to whoever comes with credentials. */
export interface Door {
  discover(): Promise<Discovery>;
  openBooks(state: Record<string, unknown>): Promise<Book[]>;
  capabilities: Capabilities;
}

export interface TestAccount extends Door {
  /** The door for credentials that are not right; null where the server asks for none at all. */
  wrongDoor: Door | null;
  io: Io;
  owner: Owner;
  /** Requests made through `io` since the account was made. */
  requests(): number;
  /** The part of a raw card that a changed phone number leaves alone. */
  besidesPhones(raw: string): unknown;
  /** Until the server tells no more of what was changed so far; absent where it tells of a change once. */
  settled?(): Promise<void>;
  /** A group is nothing but a word on cards: there is none without a card, and another word is another group. */
  groupsAreWords?: true;
  /** Makes cursors given out so far unknown; absent where the server cannot be told to. */
  expireCursors?(): void;
}

export interface TestServer {
  /** A fresh, empty account. */
  account(): Promise<TestAccount>;
  stop(): Promise<void>;
}

export interface Opened extends TestAccount {
  book: Book;
}

/** @param provider one that is opened with such credentials */
export function doorOf<Credentials>(
  provider: {
    capabilities: Capabilities;
    discover(credentials: Credentials, io: Io): Promise<Discovery>;
    open(credentials: Credentials, state: Record<string, unknown>, io: Io): Promise<Book[]>;
  },
  credentials: Credentials,
  io: Io,
): Door {
  return {
    discover: () => provider.discover(credentials, io),
    openBooks: (state) => provider.open(credentials, state, io),
    capabilities: provider.capabilities,
  };
}

export async function open(server: TestServer): Promise<Opened> {
  const account = await server.account();
  const { state } = await account.discover();
  const [book] = await account.openBooks(state);
  return { ...account, book: book! };
}

/** A fresh account for a test, open. */
export type Account = () => Promise<Opened>;

export function aPerson(person: Partial<Person> = {}): Person {
  return {
    given: 'Anna',
    family: 'Esposito',
    phone: '+39 081 555 0001',
    address: { street: 'Via Roma 1', city: 'Napoli' },
    ...person,
  };
}
