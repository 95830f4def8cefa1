// Deciding and taking back. What is on screen moves at once; calls go out one after the other, so that an undo never
// overtakes the decision it takes back.
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueItem } from '../../../src/http/contract/queue.ts';
import { ApiError, call } from '../../api.ts';
import { useProblemWords } from '../../components/ProblemNotice.tsx';
import {
  asAlone,
  byDecision,
  type Decision,
  decided,
  decisionBack,
  isPlain,
  type Tally,
  tallyAfter,
} from './decision.ts';
import {
  asFilter,
  cardsKey,
  decidingKey,
  type QueueCards,
  type QueuePage,
  type QueueView,
  queueScope,
  tallyQuery,
} from './queue-cards.ts';

/** Larger selections are shown by asking again: moving thousands of rows one by one would only look busy. */
const MOST_MOVED_AT_ONCE = 500;
const MOST_UNDO = 200;

const isAboutOthers = (decision: Decision): boolean =>
  'apart' in decision || 'together' in decision || 'onePerson' in decision;

export interface Order {
  ids?: string[];
  filter?: ReturnType<typeof asFilter>;
  decision: Decision;
}

/** What was said of single cards while a call was under way: the next one takes it all, and of each card the last word. */
type Gathered = Map<string, Decision>;

/** `moved` is told of each card that changes here, for pages that are on their way. */
export function useDecisions(accountId: string, view: QueueView, moved: Map<string, QueueItem>) {
  const queryClient = useQueryClient();
  const words = useProblemWords();
  const { t } = useTranslation('queue');
  const [past, setPast] = useState<{ items: QueueItem[]; ids: string[]; decision: Decision }[]>([]);

  const reload = useCallback(() => {
    void queryClient.invalidateQueries({ queryKey: ['queueCards', accountId] });
    void queryClient.invalidateQueries({ queryKey: ['listQueue'] });
  }, [queryClient, accountId]);

  /** What the next call about single cards will take, as long as it has not begun and nothing else was said after it. */
  const gathering = useRef<Gathered>(null);
  const { mutateAsync } = useMutation({
    mutationKey: decidingKey(accountId),
    scope: queueScope(accountId),
    mutationFn: async (order: Order | Gathered) => {
      if (gathering.current === order) gathering.current = null;
      const problems: unknown[] = [];
      const orders: Order[] = order instanceof Map ? byDecision(order) : [order];
      for (const { decision: set, filter, ids } of orders)
        await call('updateQueue', {
          params: { id: accountId },
          body: { set, ...(ids ? { ids } : {}), ...(filter ? { filter } : {}) },
        }).catch((problem: unknown) => problems.push(problem));
      if (problems.length > 0) throw problems[0];
    },
    onError: (problem, order) => {
      const isRefusedMerge =
        'decision' in order &&
        'recordId' in order.decision &&
        problem instanceof ApiError &&
        problem.code === 'invalid-values';
      const { title, meaning, action } = isRefusedMerge
        ? {
            title: t('mergeRefused.title'),
            meaning: t('mergeRefused.meaning'),
            action: t('mergeRefused.action'),
          }
        : words(problem);
      notifications.show({ color: 'red', title, message: `${meaning} ${action}` });
      reload();
    },
    onSettled: () => {
      if (queryClient.isMutating({ mutationKey: decidingKey(accountId) }) > 1) return;
      void queryClient.invalidateQueries({ queryKey: ['listQueue', { params: { id: accountId } }] });
    },
  });
  // What went wrong is told by onError.
  const send = useCallback(
    (order: Order): Promise<void> => {
      const [id, ...others] = order.ids ?? [];
      const isOfOne = id !== undefined && others.length === 0 && isPlain(order.decision);
      const waiting = isOfOne ? gathering.current : null;
      if (waiting) {
        waiting.set(id!, asAlone(order.decision));
        return Promise.resolve();
      }
      const given = isOfOne ? new Map([[id, asAlone(order.decision)]]) : order;
      gathering.current = given instanceof Map ? given : null;
      return mutateAsync(given).catch(() => {});
    },
    [mutateAsync],
  );

  const move = useCallback(
    (moves: { before: QueueItem; after: QueueItem }[]) => {
      const tallyKey = tallyQuery(accountId, view).queryKey;
      void queryClient.cancelQueries({ queryKey: tallyKey });
      const after = new Map(moves.map((each) => [each.before.id, each.after]));
      for (const [id, item] of after) moved.set(id, item);
      queryClient.setQueryData<QueueCards>(
        cardsKey(accountId, view),
        (data) => data && withMoved(data, after, view),
      );
      queryClient.setQueryData<QueuePage>(tallyKey, (data) => {
        if (!data) return data;
        let tally: Tally = data;
        for (const each of moves) tally = tallyAfter(tally, each.before, each.after);
        const isIn = (item: QueueItem) => Number(item.state === view.state);
        const gained = moves.reduce((sum, each) => sum + isIn(each.after) - isIn(each.before), 0);
        return { ...data, ...tally, total: data.total + gained };
      });
    },
    [queryClient, accountId, view, moved],
  );

  const decide = useCallback(
    (items: readonly QueueItem[], decision: Decision, ids = items.map(({ id }) => id)) => {
      if (!items.length) return Promise.resolve();
      setPast((list) => [...list, { items: [...items], ids, decision }].slice(-MOST_UNDO));
      const small = items.length <= MOST_MOVED_AT_ONCE && !isAboutOthers(decision);
      if (small) move(items.map((before) => ({ before, after: decided(before, decision) })));
      const sent = send({ ids, decision });
      // What is thought of the others may be another now.
      return small ? sent : sent.then(reload);
    },
    [move, send, reload],
  );

  /** For more cards than a call can name. Cannot be taken back in one step. */
  const decideByFilter = useCallback(
    (decision: Decision) => send({ filter: asFilter(view), decision }).then(reload),
    [send, view, reload],
  );

  /** Takes the last decision back; resolves with the cards it was about. */
  const undo = useCallback(async (): Promise<QueueItem[]> => {
    const last = past.at(-1);
    if (!last) return [];
    setPast(past.slice(0, -1));
    const { decision, items, ids } = last;
    // A list in another order than that of the server's ids is asked for again, instead of finding the card its place.
    const small = items.length <= MOST_MOVED_AT_ONCE && view.sort === undefined && !isAboutOthers(decision);
    if (small) move(items.map((before) => ({ before: decided(before, decision), after: before })));
    const isSeen = new Set(items.map(({ id }) => id));
    const unseen = ids.filter((id) => !isSeen.has(id));
    const orders =
      'apart' in decision
        ? [{ ids, decision: { together: decision.apart } }]
        : [
            ...byDecision(items.map((item) => [item.id, decisionBack(item)] as const)),
            ...(unseen.length > 0 ? [{ ids: unseen, decision: { state: 'pending' } as const }] : []),
          ];
    const sent = Promise.all(orders.map((order) => send(order)));
    if (!small) await sent.then(reload);
    return items;
  }, [past, move, send, reload, view.sort]);

  const forget = useCallback(() => setPast([]), []);
  return { decide, decideByFilter, undo, canUndo: past.length > 0, forget };
}

/**
 * What has left the view's state is gone from it, what came back stands where it stood: the server lists by id. Further
 * down than what has been read so far it is not put in; it arrives with its page.
 */
function withMoved(data: QueueCards, after: Map<string, QueueItem>, view: QueueView): QueueCards {
  const had = data.pages.flatMap((page) => page.items);
  const here = new Map(had.map((item) => [item.id, item]));
  const isHere = (item: QueueItem) => item.state === view.state;
  const back = [...after.values()].filter((item) => isHere(item) && !here.has(item.id));
  const left = [...after.values()].filter((item) => !isHere(item) && here.has(item.id));
  const lastPage = data.pages.length - 1;
  let placed = new Set<string>();
  return {
    ...data,
    pages: data.pages.map((page, at) => {
      const end = page.items.at(-1)?.id ?? '';
      const isOpenEnded = at === lastPage && page.next === null;
      const coming = back.filter((item) => !placed.has(item.id) && (isOpenEnded || item.id < end));
      placed = new Set([...placed, ...coming.map((item) => item.id)]);
      const items = [...page.items.map((item) => after.get(item.id) ?? item).filter(isHere), ...coming];
      if (coming.length) items.sort((a, b) => (a.id < b.id ? -1 : 1));
      return { ...page, items, total: page.total + back.length - left.length };
    }),
  };
}
