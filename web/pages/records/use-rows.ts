// Rows of a long list by position: only the pages in sight are asked for, and while another search is on its way the
// rows of the last one stay.
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Arguments, query } from '../../api.ts';
import type { Row } from './kinds.ts';

const PAGE = 100;
const SETTLE_MS = 60;

type Filter = Omit<Arguments<'listRecords'>['query'], 'limit' | 'cursor' | 'offset'>;

const pageQuery = (filter: Filter, page: number) =>
  query('listRecords', { query: { ...filter, limit: PAGE, offset: page * PAGE } });

export interface Rows {
  /** Null until the first answer. */
  total: number | null;
  /** `total` is about so many. */
  estimated: boolean;
  rowAt: (index: number) => Row | undefined;
  onRange: (first: number, last: number) => void;
  /** Ids of the rows from one position to another, whether in sight or not. */
  idsBetween: (first: number, last: number) => Promise<string[]>;
  error: unknown;
  /** The rows shown answer an older question. */
  stale: boolean;
}

export function useRows(filter: Filter): Rows {
  const queryClient = useQueryClient();
  const filterKey = JSON.stringify(filter);
  const [pages, setPages] = useState<[first: number, last: number]>([0, 0]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const shown = useRef<{ filter: Filter; total: number; estimated: boolean } | null>(null);

  const onRange = useCallback((first: number, last: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const next: [number, number] = [Math.floor(first / PAGE), Math.floor(last / PAGE)];
      setPages((now) => (now[0] === next[0] && now[1] === next[1] ? now : next));
    }, SETTLE_MS);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => setPages([0, 0]), [filterKey]);

  const wanted = Array.from({ length: pages[1] - pages[0] + 1 }, (_, at) => pages[0] + at);
  const results = useQueries({ queries: wanted.map((page) => pageQuery(filter, page)) });
  const answers = results.flatMap(({ data }) => data ?? []);
  // The page at the end of a long list knows how long it is; those before it, about.
  const answered = answers.find(({ estimated }) => !estimated) ?? answers[0];
  const fresh = answered !== undefined;
  if (fresh) shown.current = { filter, total: answered.total, estimated: answered.estimated };
  const source = shown.current;
  const stamp = results.map(({ dataUpdatedAt }) => dataUpdatedAt).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stamp` says that pages have arrived
  const rowAt = useCallback(
    (index: number): Row | undefined =>
      source
        ? queryClient.getQueryData(pageQuery(source.filter, Math.floor(index / PAGE)).queryKey)?.items[
            index % PAGE
          ]
        : undefined,
    [queryClient, source, stamp],
  );
  const idsBetween = useCallback(
    async (first: number, last: number): Promise<string[]> => {
      const ids: string[] = [];
      const asked = JSON.parse(filterKey) as Filter;
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
        const { items } = await queryClient.fetchQuery(pageQuery(asked, page));
        const start = page * PAGE;
        ids.push(...items.slice(Math.max(0, first - start), last - start + 1).map(({ id }) => id));
      }
      return ids;
    },
    [queryClient, filterKey],
  );
  const error = results.find((result) => result.error)?.error ?? null;
  return useMemo(
    () => ({
      total: source?.total ?? null,
      estimated: source?.estimated ?? false,
      rowAt,
      onRange,
      idsBetween,
      error,
      stale: !fresh,
    }),
    [source, rowAt, onRange, idsBetween, error, fresh],
  );
}
