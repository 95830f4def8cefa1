import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../api.ts';

const PAGE = 100;

/** A run's plan, page after page; a filter keeps what is shown until its answer is there. */
export function usePlan(runId: string, filter: { class?: string | undefined; q: string }) {
  const params = { id: runId };
  const wanted = { ...(filter.class ? { class: filter.class } : {}), ...(filter.q ? { q: filter.q } : {}) };
  const plan = useInfiniteQuery({
    queryKey: ['getPlan', { params, query: wanted }, 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(
        'getPlan',
        { params, query: { ...wanted, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
        { signal },
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const pages = plan.data?.pages;
  return { ...plan, head: pages?.[0], actions: pages?.flatMap(({ items }) => items) ?? [] };
}
