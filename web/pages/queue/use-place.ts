// Where a person is in the queue of one account: which cards are shown, and which of them is looked at.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Account } from '../../../src/http/contract/accounts.ts';
import type { QueueItem } from '../../../src/http/contract/queue.ts';
import { type QueueView, useQueueCards } from './queue-cards.ts';

export type Place = ReturnType<typeof usePlace>;

export function usePlace(account: Account) {
  const [view, setViewOnly] = useState<QueueView>({ state: 'pending' });
  const [currentId, lookAt] = useState<string | null>(null);
  const queue = useQueueCards(account.id, view, account.lastCheckedAt);
  const { items } = queue;

  // The card that was looked at may have left the view; the eye stays where it was.
  const last = useRef(0);
  const found = items.findIndex((item) => item.id === currentId);
  const index = found >= 0 ? found : Math.min(last.current, items.length - 1);
  const current: QueueItem | undefined = items[index];
  useEffect(() => {
    if (index >= 0) last.current = index;
  }, [index]);

  const setView = useCallback((next: QueueView) => {
    setViewOnly(next);
    lookAt(null);
    last.current = 0;
  }, []);

  const go = (step: number) => {
    const next = items[Math.max(0, Math.min(items.length - 1, index + step))];
    if (next) lookAt(next.id);
    return next;
  };

  const run = account.run?.state === 'running' || account.run?.state === 'queued' ? account.run : null;
  return { account, run, view, setView, queue, index, current, lookAt, go };
}
