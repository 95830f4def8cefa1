// What this process wrote into the books of an account, so that a feed that tells of it brings no news. Whatever else a feed
// reports is read: that an etag is the known one does not say that nobody made the card anew.
import { createHash } from 'node:crypto';
import { isCounted } from '../../../protocol/webdav/etag.ts';
import type { Card, RemoteId } from '../../provider.ts';
import { etagOf, isVersion, type ReceivedCard } from './card.ts';

export interface OwnWrites {
  note(card: Card): void;
  /** 'ours': our own write, and nothing since · 'perhaps': only the text can tell · 'no' */
  reported(id: RemoteId, listed: Pick<ReceivedCard, 'etag' | 'size'>): 'ours' | 'perhaps' | 'no';
  isText(id: RemoteId, raw: string): boolean;
}

const MOST_WRITES = 5000;

export function createOwnWrites(): OwnWrites {
  const written = new Map<RemoteId, Pick<Card, 'version'> & { text: string }>();
  return {
    note({ id, version, raw }) {
      written.delete(id);
      written.set(id, { version, text: hashOf(raw) });
      if (written.size > MOST_WRITES) written.delete(written.keys().next().value!);
    },
    reported(id, listed) {
      const own = written.get(id);
      if (!own || !isVersion(own.version, listed)) return 'no';
      return isCounted(etagOf(own.version)!) ? 'perhaps' : 'ours';
    },
    isText: (id, raw) => written.get(id)?.text === hashOf(raw),
  };
}

const hashOf = (raw: string): string => createHash('sha256').update(raw).digest('base64url');
