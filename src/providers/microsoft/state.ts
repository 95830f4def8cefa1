// What discovery found and opening an account needs back.
import { ProviderError } from '../provider.ts';

/** A folder of contacts: an address book. */
export interface Folder {
  id: string;
  name: string;
}

export interface AccountState {
  /** Tenant and person. */
  subject: string;
  /** Deleted Items; null where the mailbox does not say which that is. */
  deletedItems: string | null;
  /** As they were found last, the default one first; null in what earlier versions kept. */
  folders: Folder[] | null;
}

/** @throws ProviderError 'not-found' when the state is none of ours, so that the account is discovered anew */
export function accountState(state: Record<string, unknown>): AccountState {
  const { subject, deletedItems = null, folders = null } = state as Partial<AccountState>;
  if (typeof subject === 'string') return { subject, deletedItems, folders };
  throw new ProviderError('not-found', 'what was stored about this account cannot be read: connect it again');
}
