// What stands behind a memory provider: books, a password, faults on demand and a count of what was asked.
import type { Write } from '../provider.ts';
import { createMemoryBook, type MemoryBook } from './memory-book.ts';

/**
 * What befalls one write. `lost-before`: the answer is lost and nothing was done; `lost-after`: the answer is lost and
 * it was done; `raced`: somebody else changes the card just before.
 */
export type WriteFault = 'lost-before' | 'lost-after' | 'refused' | 'raced';

export interface MemoryAccount {
  username: string;
  password: string;
  books: MemoryBook[];
  /** Cards on a page of a listing. */
  pageSize: number;
  /** Asked for each write; undefined lets it pass. */
  faultOf: (write: Write) => WriteFault | undefined;
  /** Called for each request; throws a ProviderError to fail it. */
  onRequest: (kind: MemoryRequest) => void;
  requests: Record<MemoryRequest, number>;
}

export type MemoryRequest = 'discover' | 'list' | 'read' | 'write' | 'find';

export function createMemoryAccount(options: Partial<MemoryAccount> = {}): MemoryAccount {
  return {
    username: 'alice',
    password: 's3cret',
    books: [createMemoryBook()],
    pageSize: 200,
    faultOf: () => undefined,
    onRequest: () => {},
    requests: { discover: 0, list: 0, read: 0, write: 0, find: 0 },
    ...options,
  };
}
