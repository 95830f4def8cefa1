// Google Contacts, through the People API.
import { createAuthorizationServer } from '../../protocol/oauth/authorization-server.ts';
import type { Addresses } from '../manifest.ts';
import type { Io, OAuthProvider, OAuthSession } from '../provider.ts';
import { asProviderError } from '../rest/failures.ts';
import { type AccountMemory, createAccountMemory } from './api/account-memory.ts';
import { createPeopleApi, type PeopleApi } from './api/people-api.ts';
import { createBook } from './book/create-book.ts';
import { discover } from './discover.ts';
import { googleManifest } from './manifest.ts';
import { googleOAuth, userInfoUrl } from './sign-in/google-oauth.ts';
import { accountState } from './state.ts';

/** `issuer` is where people sign in, `api` the root of the People API; or a sandbox. */
export function googleProvider({ issuer, api }: Addresses<typeof googleManifest>): OAuthProvider {
  const server = createAuthorizationServer(issuer);
  const memories = new Map<string, AccountMemory>();
  const memoryOf = (sub: string): AccountMemory => {
    const memory = memories.get(sub) ?? createAccountMemory();
    memories.set(sub, memory);
    return memory;
  };
  const apiFor = (session: OAuthSession, io: Io, memory: AccountMemory): PeopleApi =>
    createPeopleApi({ url: api, session, io, memory });
  return {
    ...googleManifest,
    oauth: googleOAuth(server),
    async discover(session, io) {
      // Whose account it is, and so what is remembered of it, is only known afterwards.
      const memory = createAccountMemory();
      const api = apiFor(session, io, memory);
      const found = await discover(api, await userInfoUrl(server, io)).catch((error: unknown) => {
        throw asProviderError(error);
      });
      if (!memories.has(found.identity)) memories.set(found.identity, memory);
      return found;
    },
    open: async (session, state, io) => [createBook(apiFor(session, io, memoryOf(accountState(state).sub)))],
  };
}
