// Contacts of Microsoft 365, Exchange Online and Outlook.com, through Microsoft Graph.
import { createAuthorizationServer } from '../../protocol/oauth/authorization-server.ts';
import type { Addresses } from '../manifest.ts';
import type { Io, OAuthProvider, OAuthSession } from '../provider.ts';
import { asProviderError } from '../rest/failures.ts';
import { accountFolders } from './account-folders.ts';
import { type AccountMemory, createAccountMemory } from './api/account-memory.ts';
import { createGraphApi, type GraphApi } from './api/graph-api.ts';
import { createBook } from './book/create-book.ts';
import { discover } from './discover.ts';
import { findFolders } from './folders.ts';
import { microsoftManifest } from './manifest.ts';
import { microsoftOAuth } from './sign-in/microsoft-oauth.ts';
import { isPersonal } from './sign-in/subject.ts';
import { accountState } from './state.ts';
import { createWatcher, readNotification } from './watch.ts';

const translate = (error: unknown): never => {
  throw asProviderError(error);
};

/** `issuer` is where people sign in, `api` the root of Graph; of a national cloud, or a sandbox. */
export function microsoftProvider({ issuer, api }: Addresses<typeof microsoftManifest>): OAuthProvider {
  const memories = new Map<string, AccountMemory>();
  const memoryOf = (subject: string): AccountMemory => {
    const memory = memories.get(subject) ?? createAccountMemory();
    memories.set(subject, memory);
    return memory;
  };
  const apiFor = (session: OAuthSession, io: Io, memory: AccountMemory): GraphApi =>
    createGraphApi({ url: api, session, io, memory });
  return {
    ...microsoftManifest,
    oauth: microsoftOAuth(createAuthorizationServer(issuer), issuer),
    async discover(session, io) {
      const memory = session.subject ? memoryOf(session.subject) : createAccountMemory();
      return discover(apiFor(session, io, memory), session).catch(translate);
    },
    async findBooks(session, state, io) {
      const known = accountState(state);
      const folders = await findFolders(apiFor(session, io, memoryOf(known.subject))).catch(translate);
      return { ...known, folders };
    },
    async open(session, state, io) {
      const known = accountState(state);
      const { subject, deletedItems } = known;
      const graph = apiFor(session, io, memoryOf(subject));
      const folders = known.folders ?? (await findFolders(graph).catch(translate));
      const hasPhotos = !isPersonal(subject);
      const all = accountFolders(folders, deletedItems, () => findFolders(graph));
      const booksMet = () => {
        const found = all.found();
        return found && { ...known, folders: found };
      };
      return folders.map((folder) => ({
        ...createBook({ api: graph, folders: all, hasPhotos, folder }),
        booksMet,
      }));
    },
    watch: {
      open: (session, state, io) => createWatcher(apiFor(session, io, memoryOf(accountState(state).subject))),
      read: readNotification,
    },
  };
}
