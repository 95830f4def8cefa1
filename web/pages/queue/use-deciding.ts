// What a person decides about the card that is looked at, or about those that are ticked, and where a decision leads.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { QueueItem } from '../../../src/http/contract/accounts.ts';
import { call } from '../../api.ts';
import { type Choice, type Decision, decided, decisionAgain, FILL_ONLY } from './decision.ts';
import { asFilter, type Order, useDecisions } from './use-decisions.ts';
import type { Place } from './use-place.ts';
import type { Ticked } from './use-ticked.ts';

/** Suggestions for many that are shown in numbers before they are used. */
interface Counted {
  order: Omit<Order, 'decision'>;
  decide: (decision: Decision) => Promise<void>;
}

export type Deciding = ReturnType<typeof useDeciding>;

export function useDeciding({ account, view, queue, index, current, lookAt }: Place, ticked: Ticked) {
  const decisions = useDecisions(account.id, view);
  const [busy, setBusy] = useState(false);
  const [counted, setCounted] = useState<Counted | null>(null);
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const { items } = queue;

  const whileBusy = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } finally {
      setBusy(false);
    }
  };

  const choiceKey = (item: QueueItem, recordId: string) => `${item.id} ${recordId}`;
  const choiceOf = (item: QueueItem, recordId: string): Choice =>
    choices[choiceKey(item, recordId)] ?? (item.recordId === recordId ? item.choice : null) ?? FILL_ONLY;
  const choose = (item: QueueItem, recordId: string, choice: Choice) =>
    setChoices((all) => ({ ...all, [choiceKey(item, recordId)]: choice }));

  /** Of one card, a suggestion to merge is the merge that is shown beside it. */
  const meant = (item: QueueItem, decision: Decision): Decision => {
    const { suggestion } = item;
    if ('suggested' in decision && 'recordId' in suggestion)
      return { recordId: suggestion.recordId, choice: choiceOf(item, suggestion.recordId) };
    return decision;
  };

  const decideCurrent = (given: Decision) => {
    if (!current) return;
    const decision = meant(current, given);
    const next =
      items[index + 1] ?? (decided(current, decision).state === view.state ? current : items[index - 1]);
    void decisions.decide([current], decision);
    lookAt(next?.id ?? null);
  };

  const decideThese = (read: () => Promise<QueueItem[] | null>) => (decision: Decision) =>
    whileBusy(async () => {
      const all = await read();
      await (all ? decisions.decide(all, decision) : decisions.decideByFilter(decision));
      ticked.clear();
    });
  const decideTicked = decideThese(ticked.read);

  /** For what is ticked, or for the card that is looked at. Of many, what is suggested is counted first. */
  const decide = (decision: Decision) => {
    if (busy) return;
    if ('suggested' in decision && ticked.count > 1)
      setCounted({
        order: ticked.ids ? { ids: ticked.ids } : { filter: asFilter(view) },
        decide: decideTicked,
      });
    else if (ticked.count > 0) void decideTicked(decision);
    else decideCurrent(decision);
  };

  return {
    busy,
    decide,
    choiceOf,
    choose,
    suggestAll: () => setCounted({ order: { filter: asFilter(view) }, decide: decideThese(queue.readAll) }),
    /** What is asked about before the suggestions are used; null for nothing. */
    counted: counted?.order ?? null,
    useCounted: (choice: Choice | null) => {
      setCounted(null);
      void counted?.decide({ suggested: true, ...(choice ? { choice } : {}) });
    },
    dropCounted: () => setCounted(null),
    /** Everything that failed, once more as it was meant; it waits for the next import. */
    retryAll: () =>
      whileBusy(async () => {
        const all = (await queue.readAll()) ?? items;
        for (const [, group] of Map.groupBy(all, (item) => JSON.stringify(decisionAgain(item))))
          await decisions.decide(group, decisionAgain(group[0]!));
      }),
    undo: async () => {
      if (busy) return;
      const back = await decisions.undo();
      if (back.length === 1) lookAt(back[0]!.id);
    },
    canUndo: decisions.canUndo,
    importing: useMutation({
      mutationFn: () => call('importQueue', { params: { id: account.id } }),
      onSuccess: decisions.forget,
    }),
  };
}
