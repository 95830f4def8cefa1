// What discovery found and opening an account needs back: addresses and habits of the server, no secrets.
import { normalPath } from '../../protocol/webdav/href.ts';
import { ProviderError } from '../provider.ts';

/** How changes are asked for. `sync`: RFC 6578; `ctag`: a number that moves with the book; `list`: the etags of all cards. */
export type ChangeFeed = 'sync' | 'ctag' | 'list';

export interface BookState {
  url: string;
  name: string;
  readOnly: boolean;
  feed: ChangeFeed;
  maxCardBytes: number | null;
}

export interface AccountState {
  entry: string;
  principal: string;
  books: BookState[];
}

/** The book's path is its id: partition hosts of one account may change. */
export function bookId(url: string): string {
  return normalPath(new URL(url).pathname);
}

/** @throws ProviderError 'not-found' when the state is none of ours, so that the account is discovered anew */
export function accountState(state: Record<string, unknown>): AccountState {
  const { entry, principal, books } = state as Partial<AccountState>;
  if (typeof entry !== 'string' || typeof principal !== 'string' || !Array.isArray(books))
    throw new ProviderError(
      'not-found',
      'what was stored about this account cannot be read: connect it again',
    );
  return { entry, principal, books };
}
