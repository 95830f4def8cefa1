// What the conformance suite needs to know of an address book: a provider's side, and the hands of its owner.
import type { Book, Io, PasswordCredentials, PasswordProvider } from '../../src/providers/provider.ts';

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
}

export interface TestAccount {
  provider: PasswordProvider;
  credentials: PasswordCredentials;
  io: Io;
  owner: Owner;
  /** Requests made through `io` since the account was made. */
  requests(): number;
  /** The part of a raw card that a changed phone number leaves alone. */
  besidesPhones(raw: string): unknown;
  /** Makes cursors given out so far unknown; absent where the server cannot be told to. */
  expireCursors?(): void;
  /** The server asks for a password at all. */
  checksPassword: boolean;
}

export interface TestServer {
  /** A fresh, empty account. */
  account(): Promise<TestAccount>;
  stop(): Promise<void>;
}

export interface Opened extends TestAccount {
  book: Book;
}

export async function open(server: TestServer): Promise<Opened> {
  const account = await server.account();
  const { provider, credentials, io } = account;
  const { state } = await provider.discover(credentials, io);
  const [book] = await provider.open(credentials, state, io);
  return { ...account, book: book! };
}

export function aPerson(person: Partial<Person> = {}): Person {
  return {
    given: 'Anna',
    family: 'Esposito',
    phone: '+39 081 555 0001',
    address: { street: 'Via Roma 1', city: 'Napoli' },
    ...person,
  };
}
