// What is known beforehand about a kind of server: where to enter, how hard it may be worked, how much a card may weigh.
import type { PasswordManifest } from '../manifest.ts';
import { carddavManifest } from './manifest.ts';

export interface Preset {
  manifest: PasswordManifest;
  /** The one place to enter; null where the user says it. */
  entryUrl: string | null;
  /** Hosts that are one account's, beside the entry's own site. */
  isTrustedHost(url: URL): boolean;
  /** Cards per multiget: to start with, and at most. */
  multiget: { first: number; most: number; inFlight: number };
  writes: { intervalMs: number; batch: number };
  /** Largest card in bytes, where the server does not say. */
  maxCardBytes: number | null;
  /** Largest picture in bytes, and the types that are taken; null for any. */
  photos: { mostBytes: number | null; types: string[] | null };
  /** 401 is also said to accounts that asked too much too fast. */
  unauthorizedMayBeThrottle: boolean;
}

/** Any server of which nothing is known. */
export const carddavPreset: Preset = {
  manifest: carddavManifest,
  entryUrl: null,
  isTrustedHost: () => false,
  multiget: { first: 100, most: 500, inFlight: 4 },
  writes: { intervalMs: 0, batch: 100 },
  maxCardBytes: null,
  photos: { mostBytes: null, types: null },
  unauthorizedMayBeThrottle: false,
};
