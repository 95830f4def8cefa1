import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type Arguments, call } from '../../../api.ts';

export type Shown = NonNullable<Arguments<'listTimeline'>['query']['show']>;
const PAGE = 20;

/** The timeline of a record, a page at a time. */
export function useTimeline(id: string, show: Shown) {
  const params = { id };
  return useInfiniteQuery({
    queryKey: ['listTimeline', { params }, show],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(
        'listTimeline',
        { params, query: { show, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
        { signal },
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/** Asks for it again; resolves when it is there. */
export function useFreshTimeline(id: string): () => Promise<void> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: ['listTimeline', { params: { id } }] });
}
