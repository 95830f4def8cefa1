// CardDAV, and what is a preset of it.
import type { PasswordProvider } from '../provider.ts';
import { createBook } from './book/create-book.ts';
import { createOwnWrites } from './book/own-writes.ts';
import { discover } from './discovery/discover.ts';
import { type ServiceLookup, systemServiceLookup } from './discovery/entry-points.ts';
import { carddavPreset, type Preset } from './preset.ts';
import { createSession } from './session.ts';
import { accountState } from './state.ts';
import { createThrottleMemory } from './throttle.ts';

/** Any CardDAV server, found by URL or e-mail address. */
export function carddavProvider(dns: ServiceLookup = systemServiceLookup): PasswordProvider {
  return davProvider(carddavPreset, dns);
}

/** A kind of CardDAV server. */
export function davProvider(preset: Preset, dns: ServiceLookup = systemServiceLookup): PasswordProvider {
  const throttleOf = remembering(createThrottleMemory);
  const ownWritesOf = remembering(createOwnWrites);
  return {
    ...preset.manifest,
    discover: (credentials, io) =>
      discover(credentials, io, { preset, dns, throttle: throttleOf(credentials.username) }),
    async open(credentials, state, io) {
      const { entry, principal, books } = accountState(state);
      const throttle = throttleOf(credentials.username);
      const ownWrites = ownWritesOf(`${credentials.username} ${entry}`);
      const typed = new URL(entry);
      const before = [principal, ...books.map(({ url }) => url)].map((url) => new URL(url));
      const session = createSession({
        ...{ io, preset, credentials, throttle },
        entry: typed,
        holders: { typed, before },
      });
      return books.map((book) => createBook(session, book, ownWrites));
    },
  };
}

/** One memory for each account, for as long as the process lives. */
function remembering<Memory>(create: () => Memory): (account: string) => Memory {
  const memories = new Map<string, Memory>();
  return (account) => {
    const memory = memories.get(account) ?? create();
    memories.set(account, memory);
    return memory;
  };
}
