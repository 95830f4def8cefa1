// The cards of one view of the queue, page by page. Decisions change what is on screen at once and are told to the
// server behind it; a listing of thousands is not asked for again because one card has left it.
import {
  type InfiniteData,
  useInfiniteQuery,
  useIsMutating,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { QueueItem } from '../../../src/http/contract/queue.ts';
import { type Answer, type Arguments, call, query } from '../../api.ts';
import type { Kind, QueueState } from './decision.ts';

type YesNo = 'true' | 'false';
export type QueueSort = NonNullable<Arguments<'listQueue'>['query']['sort']>;

/** As an address has it. */
export interface QueueView {
  state: QueueState;
  sort?: QueueSort;
  q?: string;
  suggestedKind?: Kind;
  kind?: Kind;
  group?: string;
  company?: string;
  domain?: string;
  country?: string;
  hasMatch?: YesNo;
  hasPhoto?: YesNo;
  hasName?: YesNo;
  hasCompany?: YesNo;
  isSecond?: YesNo;
  isAlike?: YesNo;
  ruleId?: string;
}

const YES_NO = ['hasMatch', 'hasPhoto', 'hasName', 'hasCompany', 'isSecond', 'isAlike'] as const;

/** What of a view is a filter, as `updateQueue` takes it. */
export function asFilter({ sort: _, ...view }: QueueView) {
  const { hasMatch, hasPhoto, hasName, hasCompany, isSecond, isAlike, ...rest } = view;
  const given = YES_NO.filter((key) => view[key] !== undefined);
  return {
    ...rest,
    ...(Object.fromEntries(given.map((key) => [key, view[key] === 'true'])) as {
      [K in (typeof YES_NO)[number]]?: boolean;
    }),
  };
}

/** A filter of the API as a view has it. */
export const asView = (filter: Record<string, string | boolean | undefined>): Omit<QueueView, 'state'> =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );

/** How many filters a view has, apart from its state and the search. */
export const filterCount = ({ state: _, q: __, sort: ___, ...filters }: QueueView): number =>
  Object.keys(filters).length;

export type QueuePage = Answer<'listQueue'>;
export type QueueCards = InfiniteData<QueuePage, string | undefined>;

/** Small first, so that something is there at once; large then, so that scrolling far is few calls. */
const PAGE_SIZES = { first: 100, next: 500 };
/** The most a call may name; a larger selection is decided by its filter. */
const MOST_IDS = 10_000;

/** Not among the names of endpoints, so that events do not fetch thousands of cards anew. */
export const cardsKey = (accountId: string, view: QueueView) => ['queueCards', accountId, view] as const;
/** Under this key run the calls that decide. */
export const decidingKey = (accountId: string) => ['updateQueue', accountId] as const;
/** Calls about a queue go one after the other, in the order in which they were meant. */
export const queueScope = (accountId: string) => ({ id: `queue ${accountId}` });
/** The view in numbers only; events keep it current. */
export const tallyQuery = (accountId: string, view: QueueView) =>
  query('listQueue', { params: { id: accountId }, query: { ...view, limit: 1 } });

/** `checkedAt` is when the account was last checked: cards may read differently after it. */
export function useQueueCards(accountId: string, view: QueueView, checkedAt: string | null) {
  const queryClient = useQueryClient();
  const tally = useQuery({ ...tallyQuery(accountId, view), placeholderData: (before) => before });
  // A page that was asked for before a decision may arrive after it, and brings back the pages as they were then.
  const moved = useRef(new Map<string, QueueItem>());
  const cards = useInfiniteQuery({
    queryKey: cardsKey(accountId, view),
    queryFn: async ({ pageParam, signal }) => {
      const known = queryClient.isMutating({ mutationKey: decidingKey(accountId) })
        ? null
        : new Map(moved.current);
      const page = await call(
        'listQueue',
        {
          params: { id: accountId },
          query: {
            ...view,
            ...(pageParam ? { limit: PAGE_SIZES.next, cursor: pageParam } : { limit: PAGE_SIZES.first }),
          },
        },
        { signal },
      );
      // Everything is listed anew, and the server knew of these before.
      if (!pageParam)
        for (const [id, item] of known ?? []) if (moved.current.get(id) === item) moved.current.delete(id);
      return page;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    refetchOnMount: 'always',
  });

  const items = useMemo(
    () =>
      (cards.data?.pages.flatMap((page) => page.items) ?? [])
        .map((item) => moved.current.get(item.id) ?? item)
        .filter(({ state }) => state === view.state),
    [cards.data, view.state],
  );
  const known = cards.data?.pages[0]?.total;
  const total = Math.max(known ?? 0, items.length);

  // Cards came or went that nobody decided about here: a first check under way, an import, another window.
  const { isFetching, refetch } = cards;
  const counted = tally.data?.total;
  const deciding = useIsMutating({ mutationKey: decidingKey(accountId) });
  const isCurrent = !deciding && !tally.isPlaceholderData && !tally.isFetching;
  useEffect(() => {
    if (!isCurrent || isFetching || known === undefined || counted === undefined || counted === known) return;
    const timer = setTimeout(() => void refetch(), 300);
    return () => clearTimeout(timer);
  }, [isCurrent, isFetching, known, counted, refetch]);

  const lastCheckedAt = useRef(checkedAt);
  useEffect(() => {
    if (lastCheckedAt.current !== checkedAt) void refetch();
    lastCheckedAt.current = checkedAt;
  }, [checkedAt, refetch]);

  /** Every card of the view, also those not yet on screen; null when there are too many to name. */
  const readAll = useCallback(async (): Promise<QueueItem[] | null> => {
    const data = queryClient.getQueryData<QueueCards>(cardsKey(accountId, view));
    const all = data?.pages.flatMap((page) => page.items) ?? [];
    if (Math.max(data?.pages[0]?.total ?? 0, all.length) > MOST_IDS) return null;
    let cursor = data?.pages.at(-1)?.next ?? null;
    while (cursor) {
      const page: QueuePage = await call('listQueue', {
        params: { id: accountId },
        query: { ...view, limit: PAGE_SIZES.next, cursor },
      });
      all.push(...page.items);
      cursor = page.next;
    }
    return all;
  }, [queryClient, accountId, view]);

  return {
    items,
    total,
    tally: tally.data,
    cards,
    /** There are cards that are not here yet, or it is not known. */
    mayCome: cards.isPending || cards.hasNextPage,
    readAll,
    moved: moved.current,
  };
}
