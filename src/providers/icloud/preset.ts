// iCloud is a CardDAV server of which much is known beforehand.
import { isThisMachine } from '../../protocol/http/address-safety.ts';
import type { Preset } from '../carddav/preset.ts';
import { icloudManifest, MOST_CARD_BYTES, MOST_PICTURE_BYTES } from './manifest.ts';

/** Partitions serve the accounts; which one is told by the home set. */
const PARTITION = /^p\d{1,3}-contacts\.icloud\.com$/;

/** Bursts of requests are answered 401 for minutes; spacing of 300 ms has been borne. */
export function icloudPreset(entryUrl: string): Preset {
  const isSandbox = isThisMachine(new URL(entryUrl));
  return {
    manifest: icloudManifest,
    entryUrl,
    isTrustedHost: (url) =>
      (url.protocol === 'https:' &&
        url.port === '' &&
        (url.hostname === 'contacts.icloud.com' || PARTITION.test(url.hostname))) ||
      (isSandbox && isThisMachine(url)),
    multiget: { first: 100, most: 100, inFlight: 2 },
    writes: { intervalMs: isSandbox ? 0 : 300, batch: 20 },
    maxCardBytes: MOST_CARD_BYTES,
    photos: {
      mostBytes: MOST_PICTURE_BYTES,
      types: ['image/jpeg', 'image/png', 'image/gif', 'image/bmp'],
    },
    unauthorizedMayBeThrottle: true,
  };
}
