// One person going through the queue of one account: what is looked at, what is ticked, and where a decision leads.
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Account, QueueItem } from '../../../src/http/contract/accounts.ts';
import { call } from '../../api.ts';
import { type Decision, decided, decisionAgain } from './decision.ts';
import { type QueueView, useQueueCards } from './queue-cards.ts';
import { asFilter, type Order, useDecisions } from './use-decisions.ts';

/** Ticked cards: these, or every card of the view, also those not on screen. */
export interface Ticked {
  everything: boolean;
  ids: ReadonlySet<string>;
}

interface Counted {
  order: Omit<Order, 'decision'>;
  decide: (decision: Decision) => Promise<void>;
}

export const NOTHING_TICKED: Ticked = { everything: false, ids: new Set() };

export type Triage = ReturnType<typeof useTriage>;

export function useTriage(account: Account) {
  const [view, setViewOnly] = useState<QueueView>({ state: 'pending' });
  const queue = useQueueCards(account.id, view, account.lastCheckedAt);
  const decisions = useDecisions(account.id, view);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [ticked, setTicked] = useState<Ticked>(NOTHING_TICKED);
  const [busy, setBusy] = useState(false);
  /** Suggestions for many that are shown in numbers before they are used. */
  const [counted, setCounted] = useState<Counted | null>(null);
  const { items, total } = queue;

  // The card that was looked at may have left the view; the eye stays where it was.
  const place = useRef(0);
  const found = items.findIndex((item) => item.id === currentId);
  const index = found >= 0 ? found : Math.min(place.current, items.length - 1);
  const current: QueueItem | undefined = items[index];
  useEffect(() => {
    if (index >= 0) place.current = index;
  }, [index]);

  const setView = useCallback((next: QueueView) => {
    setViewOnly(next);
    setTicked(NOTHING_TICKED);
    setCurrentId(null);
    place.current = 0;
  }, []);

  const go = (step: number) => {
    const next = items[Math.max(0, Math.min(items.length - 1, index + step))];
    if (next) setCurrentId(next.id);
  };

  const count = ticked.everything ? total : ticked.ids.size;
  const toggle = (id: string) => {
    const ids = new Set(ticked.everything ? items.map((item) => item.id) : ticked.ids);
    if (!ids.delete(id)) ids.add(id);
    setTicked({ everything: false, ids });
  };

  const decideCurrent = (decision: Decision) => {
    if (!current) return;
    const next =
      items[index + 1] ?? (decided(current, decision).state === view.state ? current : items[index - 1]);
    void decisions.decide([current], decision);
    setCurrentId(next?.id ?? null);
  };

  const decideMany = async (decision: Decision) => {
    setBusy(true);
    try {
      const all = ticked.everything ? await queue.readAll() : items.filter((item) => ticked.ids.has(item.id));
      if (all) await decisions.decide(all, decision);
      else await decisions.decideByFilter(decision);
      setTicked(NOTHING_TICKED);
    } finally {
      setBusy(false);
    }
  };

  /** For what is ticked, or for the card that is looked at. Of many, what is suggested is counted first. */
  const decide = (decision: Decision) => {
    if (busy) return;
    if ('suggested' in decision && count > 1)
      setCounted({
        order: ticked.everything ? { filter: asFilter(view) } : { ids: [...ticked.ids] },
        decide: decideMany,
      });
    else if (count > 0) void decideMany(decision);
    else decideCurrent(decision);
  };

  const decideAll = async (decision: Decision) => {
    setBusy(true);
    try {
      const all = await queue.readAll();
      await (all ? decisions.decide(all, decision) : decisions.decideByFilter(decision));
    } finally {
      setBusy(false);
    }
  };

  const suggestAll = () => setCounted({ order: { filter: asFilter(view) }, decide: decideAll });
  const useCounted = () => {
    setCounted(null);
    void counted?.decide({ suggested: true });
  };

  /** Everything that failed, once more as it was meant; it waits for the next import. */
  const retryAll = async () => {
    setBusy(true);
    try {
      const all = (await queue.readAll()) ?? items;
      for (const [, group] of Map.groupBy(all, (item) => JSON.stringify(decisionAgain(item)))) {
        await decisions.decide(group, decisionAgain(group[0]!));
      }
    } finally {
      setBusy(false);
    }
  };

  const undo = async () => {
    if (busy) return;
    const back = await decisions.undo();
    if (back.length === 1) setCurrentId(back[0]!.id);
  };

  const importing = useMutation({
    mutationFn: () => call('importQueue', { params: { id: account.id } }),
    onSuccess: decisions.forget,
  });

  const run = account.run?.state === 'running' || account.run?.state === 'queued' ? account.run : null;
  return {
    account,
    view,
    setView,
    queue,
    current,
    index,
    setCurrentId,
    go,
    ticked,
    setTicked,
    toggle,
    count,
    busy,
    decide,
    suggestAll,
    counted: counted?.order ?? null,
    useCounted,
    dropCounted: () => setCounted(null),
    retryAll,
    undo,
    canUndo: decisions.canUndo,
    importing,
    run,
  };
}
