// What a person decides about the card that is looked at, or about those that are ticked, and where a decision leads.
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { QueueItem } from '../../../src/http/contract/queue.ts';
import { call } from '../../api.ts';
import { type Choice, type Decision, decided, decisionAgain, FILL_ONLY, type Kind } from './decision.ts';
import { asFilter, filterCount, queueScope } from './queue-cards.ts';
import { type Order, useDecisions } from './use-decisions.ts';
import type { Place } from './use-place.ts';
import type { Ticked } from './use-ticked.ts';

/** Suggestions for many that are shown in numbers before they are used. */
interface Counted {
  order: Omit<Order, 'decision'>;
  decide: (decision: Decision) => Promise<void>;
}

export type Deciding = ReturnType<typeof useDeciding>;

/** What somebody just made of everything that a filter finds: it may be made a rule. */
export interface ByFilter {
  filter: ReturnType<typeof asFilter>;
  decision: Decision;
}

export function useDeciding({ account, view, queue, index, current, lookAt }: Place, ticked: Ticked) {
  const decisions = useDecisions(account.id, view, queue.moved);
  const [busy, setBusy] = useState(false);
  const [counted, setCounted] = useState<Counted | null>(null);
  const [byFilter, setByFilter] = useState<ByFilter | null>(null);
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

  /** Said of cards that are still on their way here. */
  const ahead = useRef<Decision[]>([]);
  const { mayCome } = queue;
  const { isFetching } = queue.cards;
  const decideCurrent = (given: Decision) => {
    // What is said later is about a later card.
    if (current && ahead.current.length === 0) decideOne(current, given);
    else if (current || mayCome) ahead.current.push(given);
  };
  const decideOne = (current: QueueItem, given: Decision) => {
    const decision = meant(current, given);
    const next =
      'apart' in decision || 'together' in decision
        ? current
        : (items[index + 1] ??
          (decided(current, decision).state === view.state ? current : items[index - 1]));
    setByFilter(null);
    void decisions.decide([current], decision);
    lookAt(next?.id ?? null);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: of another view nothing was said
  useEffect(() => {
    ahead.current = [];
  }, [view]);
  useEffect(() => {
    if (!current && !mayCome && !isFetching) ahead.current = [];
    const next = current && ahead.current.shift();
    if (next) decideOne(current, next);
  });

  const decideThese = (read: () => Promise<QueueItem[] | null>) => (decision: Decision) =>
    whileBusy(async () => {
      const all = await read();
      const isEverything = all === null || all.length === queue.total;
      setByFilter(isEverything && filterCount(view) > 0 ? { filter: asFilter(view), decision } : null);
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
    /** Cards of one person: the one that is looked at becomes it, or they are all different people. */
    decideAlike: (group: NonNullable<QueueItem['group']>, decision: { kind: Kind } | 'apart') =>
      whileBusy(async () => {
        if (!current) return;
        const ids = new Set(group.map(({ id }) => id));
        const others = items.filter(({ id }) => ids.has(id) && id !== current.id);
        const next = items.find((item, at) => at > index && !ids.has(item.id)) ?? null;
        await decisions.decide(
          [current, ...others],
          decision === 'apart'
            ? { apart: group.map(({ cardId }) => cardId) }
            : { ...decision, onePerson: true },
          [current.id, ...[...ids].filter((id) => id !== current.id)],
        );
        if (decision !== 'apart') lookAt(next?.id ?? null);
      }),
    byFilter,
    dropByFilter: () => setByFilter(null),
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
    // What was decided a moment ago is on its way before it, and is imported with the rest.
    importing: useMutation({
      scope: queueScope(account.id),
      mutationFn: () => call('importQueue', { params: { id: account.id } }),
      onSuccess: decisions.forget,
    }),
  };
}
