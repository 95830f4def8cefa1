// What discovery found and opening an account needs back.
import { ProviderError } from '../provider.ts';

export interface AccountState {
  /** Google's number for the account: addresses can change, this does not. */
  sub: string;
}

/** @throws ProviderError 'not-found' when the state is none of ours, so that the account is discovered anew */
export function accountState(state: Record<string, unknown>): AccountState {
  const { sub } = state as Partial<AccountState>;
  if (typeof sub === 'string') return { sub };
  throw new ProviderError('not-found', 'what was stored about this account cannot be read: connect it again');
}
