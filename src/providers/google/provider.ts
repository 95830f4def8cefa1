// Google Contacts, through the People API.
import { HttpError } from '../../protocol/http/http-error.ts';
import { createAuthorizationServer } from '../../protocol/oauth/authorization-server.ts';
import type { Capabilities, Io, OAuthProvider, OAuthSession } from '../provider.ts';
import { type AccountMemory, createAccountMemory } from './api/account-memory.ts';
import { ApiRefusal, providerErrorFrom } from './api/api-error.ts';
import { createPeopleApi, type PeopleApi } from './api/people-api.ts';
import { createBook } from './book/create-book.ts';
import { discover } from './discover.ts';
import { googleOAuth, userInfoUrl } from './sign-in/google-oauth.ts';
import { accountState } from './state.ts';

export interface GoogleOptions {
  /** Where people sign in: `https://accounts.google.com`, or a sandbox. */
  issuer: string;
  /** Root of the People API: `https://people.googleapis.com`, or a sandbox. */
  apiUrl: string;
}

export function googleProvider({ issuer, apiUrl }: GoogleOptions): OAuthProvider {
  const server = createAuthorizationServer(issuer);
  const memories = new Map<string, AccountMemory>();
  const memoryOf = (sub: string): AccountMemory => {
    const memory = memories.get(sub) ?? createAccountMemory();
    memories.set(sub, memory);
    return memory;
  };
  const apiFor = (session: OAuthSession, io: Io, memory: AccountMemory): PeopleApi =>
    createPeopleApi({ url: apiUrl, session, io, memory });
  return {
    id: 'google',
    name: 'Google',
    signIn: 'oauth',
    capabilities: CAPABILITIES,
    oauth: googleOAuth(server),
    async discover(session, io) {
      // Whose account it is, and so what is remembered of it, is only known afterwards.
      const memory = createAccountMemory();
      const api = apiFor(session, io, memory);
      const found = await discover(api, await userInfoUrl(server, io)).catch((error: unknown) => {
        throw error instanceof HttpError || error instanceof ApiRefusal ? providerErrorFrom(error) : error;
      });
      if (!memories.has(found.identity)) memories.set(found.identity, memory);
      return found;
    },
    open: async (session, state, io) => [createBook(apiFor(session, io, memoryOf(accountState(state).sub)))],
  };
}

/** "Writes may have a propagation delay of several minutes for sync requests" (People API, connections.list). */
const VISIBLE_AFTER_MS = 10 * 60_000;

const CAPABILITIES: Capabilities = {
  limits: { emails: null, phones: null, urls: null, addresses: null },
  labels: 'custom',
  notes: true,
  nickname: true,
  birthdayWithoutYear: true,
  photo: true,
  photoBytes: null,
  cuts: {},
  joinGroups: true,
  parallelWrites: 1,
  visibleAfterMs: VISIBLE_AFTER_MS,
};
