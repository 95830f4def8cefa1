// What is known beforehand about a kind of server: where to enter, how hard it may be worked, how much a card may weigh.
import { isThisMachine } from '../../protocol/http/address-safety.ts';
import type { ProviderId } from '../provider.ts';

export interface Preset {
  id: ProviderId;
  name: string;
  /** The one place to enter; null where the user says it. */
  entryUrl: string | null;
  /** Hosts that are one account's, beside the entry's own site. */
  isTrustedHost(url: URL): boolean;
  /** Cards per multiget: to start with, and at most. */
  multiget: { first: number; most: number; inFlight: number };
  writes: { inFlight: number; intervalMs: number; batch: number };
  /** Largest card in bytes, where the server does not say. */
  maxCardBytes: number | null;
  /** Largest picture in bytes, and the types that are taken; null for any. */
  photos: { mostBytes: number | null; types: string[] | null };
  /** 401 is also said to accounts that asked too much too fast. */
  unauthorizedMayBeThrottle: boolean;
}

export const carddavPreset: Preset = {
  id: 'carddav',
  name: 'CardDAV',
  entryUrl: null,
  isTrustedHost: () => false,
  multiget: { first: 100, most: 500, inFlight: 4 },
  writes: { inFlight: 4, intervalMs: 0, batch: 100 },
  maxCardBytes: null,
  photos: { mostBytes: null, types: null },
  unauthorizedMayBeThrottle: false,
};

/** Partitions serve the accounts; which one is told by the home set. */
const ICLOUD_PARTITION = /^p\d{1,3}-contacts\.icloud\.com$/;

/** Limits: support.apple.com/103188. Bursts of requests are answered 401 for minutes; spacing of 300 ms has been borne. */
export function icloudPreset(entryUrl: string): Preset {
  const isSandbox = isThisMachine(new URL(entryUrl));
  return {
    id: 'icloud',
    name: 'iCloud',
    entryUrl,
    isTrustedHost: (url) =>
      (url.protocol === 'https:' &&
        url.port === '' &&
        (url.hostname === 'contacts.icloud.com' || ICLOUD_PARTITION.test(url.hostname))) ||
      (isSandbox && isThisMachine(url)),
    multiget: { first: 100, most: 100, inFlight: 2 },
    writes: { inFlight: 1, intervalMs: isSandbox ? 0 : 300, batch: 20 },
    maxCardBytes: 256 * 1024,
    photos: { mostBytes: 224 * 1024, types: ['image/jpeg', 'image/png', 'image/gif', 'image/bmp'] },
    unauthorizedMayBeThrottle: true,
  };
}

/** Room for what a card says beside its picture. */
const TEXT_BYTES = 8 * 1024;

/** The largest picture that fits: base64 in a card makes three bytes four. Null for no limit. */
export function mostPhotoBytes({ photos, maxCardBytes }: Preset): number | null {
  const inCard = maxCardBytes === null ? null : Math.floor(((maxCardBytes - TEXT_BYTES) * 3) / 4);
  const limits = [photos.mostBytes, inCard].filter((limit) => limit !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}
