// A provider whose address books are in memory: for tests of everything above the seam. It keeps the seam's promises in
// the plainest way, so that what it does is what the seam means.
import { HOLDS_ALL } from '../manifest.ts';
import {
  type Book,
  type Capabilities,
  type PasswordCredentials,
  type PasswordProvider,
  ProviderError,
} from '../provider.ts';
import type { MemoryAccount } from './memory-account.ts';
import type { MemoryBook, MemoryCard } from './memory-book.ts';
import { findByMarker, readCards, readChanges } from './read.ts';
import { writeCards } from './write.ts';

export function memoryProvider(
  account: MemoryAccount,
  capabilities: Partial<Capabilities> = {},
): PasswordProvider {
  return {
    id: 'memory',
    name: 'Memory',
    signIn: 'password',
    capabilities: { ...CAPABILITIES, ...capabilities },
    async discover(credentials) {
      checkSignIn(account, credentials);
      ask(account, 'discover');
      return {
        identity: account.username,
        state: {},
        books: account.books.map((book) => ({
          id: book.id,
          name: book.name,
          readOnly: book.readOnly,
          cards: book.all().length,
        })),
        groups: account.books.flatMap((book) =>
          [...book.groups.values()].map(({ id, name, members }) => ({
            id,
            name,
            cards: members?.length ?? 0,
          })),
        ),
      };
    },
    async open(credentials) {
      return account.books.map((book) => openBook(account, credentials, book));
    },
  };
}

const WRITES_AT_ONCE = 20;

function openBook(account: MemoryAccount, credentials: PasswordCredentials, book: MemoryBook): Book {
  const asking = (kind: 'list' | 'read' | 'write' | 'find') => {
    checkSignIn(account, credentials);
    ask(account, kind);
  };
  return {
    id: book.id,
    name: book.name,
    readOnly: book.readOnly,
    writesAtOnce: WRITES_AT_ONCE,
    changes: (cursor, known) => readChanges(book, account.pageSize, cursor, known, () => asking('list')),
    read: (ids) => readCards(book, ids, () => asking('read')),
    write: (writes) => writeCards(book, account.faultOf, writes, () => asking('write')),
    findByMarker: (markers) => findByMarker(book, markers, () => asking('find')),
    async photo(raw) {
      return book.photos.get((JSON.parse(raw) as MemoryCard).contact.photo ?? '') ?? null;
    },
  };
}

function checkSignIn(account: MemoryAccount, { username, password }: PasswordCredentials): void {
  if (username !== account.username || password !== account.password)
    throw new ProviderError('sign-in-needed', 'user name or password is not right');
}

function ask(account: MemoryAccount, kind: keyof MemoryAccount['requests']): void {
  account.requests[kind] += 1;
  account.onRequest(kind);
}

const CAPABILITIES: Capabilities = { ...HOLDS_ALL, parallelWrites: 4 };
