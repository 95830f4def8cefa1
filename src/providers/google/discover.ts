// Who has signed in, and what is in the account. Writes nothing.
import { type Discovery, ProviderError } from '../provider.ts';
import type { PeopleApi } from './api/people-api.ts';
import { countConnections } from './book/connections.ts';
import { BOOK } from './book/create-book.ts';
import { listGroups } from './book/groups.ts';
import type { AccountState } from './state.ts';

interface UserInfo {
  sub?: string;
  email?: string;
}

/** @throws ProviderError */
export async function discover(api: PeopleApi, userInfoUrl: string): Promise<Discovery> {
  const { sub, email } = await api.read<UserInfo>({
    kind: 'oauth.userinfo',
    method: 'GET',
    path: userInfoUrl,
    naming: 'account',
    cost: {},
  });
  if (!sub) throw new ProviderError('unexpected-response', 'Google does not say whose account this is');
  const cards = await countConnections(api);
  const groups = await listGroups(api);
  const state: AccountState = { sub };
  return {
    identity: sub,
    ...(email ? { username: email } : {}),
    state: { ...state },
    books: [{ ...BOOK, cards }],
    groups: groups.map(({ id, name, size }) => ({ id, name, cards: size })),
  };
}
