// What a list shows: what its address says, else its view, else how the person's plain list looks.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Condition } from '../../../src/fields/filters.ts';
import { COLUMNS, type ListColumn } from '../../../src/fields/shown.ts';
import { type Answer, call, type Item, query } from '../../api.ts';
import { type Kind, PATHS } from '../records/kinds.ts';
import type { ListSearch } from '../records/list-search.ts';

export type View = Item<'listViews'>;

/** What a view keeps. */
export interface ListContent {
  filter: Condition[];
  sort: string;
  columns: ListColumn[];
}

export interface ListState extends ListContent {
  kind: Kind;
  search: ListSearch;
  /** Null: the plain list. */
  view: View | null;
  /** The view, or how the plain list looks, has not arrived. */
  isPending: boolean;
  /** Something is other than the view has it. */
  isChanged: boolean;
  /** `isNew`: going back undoes it. */
  change: (next: Partial<ListSearch>, isNew?: boolean) => void;
  set: (next: Partial<ListContent>, isNew?: boolean) => void;
  /** Shows another view, or the plain list, and nothing of what was changed. */
  show: (view: Pick<View, 'id'> | null) => void;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export function useListState(kind: Kind): ListState {
  const search = useSearch({ strict: false }) as ListSearch;
  const navigate = useNavigate();
  const arrange = useArrange(kind);
  const { data: views, isPending } = useQuery({ ...query('listViews'), staleTime: 60_000 });
  const all = views?.items ?? [];
  const view = all.find((one) => one.id === search.view && one.kind === kind) ?? null;
  const plain = all.find((one) => one.kind === kind && one.name === null && one.isOwn);
  const base: ListContent = {
    filter: view?.filter ?? [],
    sort: view?.sort ?? 'name',
    columns: view?.columns ?? plain?.columns ?? COLUMNS[kind].shown.map((key) => ({ key })),
  };
  const change = (next: Partial<ListSearch>, isNew = false) =>
    void navigate({
      to: PATHS[kind],
      search: (now: ListSearch) => ({ ...now, ...next }),
      replace: !isNew,
      resetScroll: false,
    });
  const set = (next: Partial<ListContent>, isNew = false) => {
    const { columns, ...rest } = next;
    // The plain list looks as its person last left it; a view is changed when it is saved.
    if (columns && !view) arrange(columns);
    const said = Object.entries({ ...rest, ...(columns && view ? { columns } : {}) });
    if (said.length > 0)
      change(
        Object.fromEntries(
          said.map(([key, value]) => [
            key,
            isSame(value, base[key as keyof ListContent]) ? undefined : value,
          ]),
        ) as Partial<ListSearch>,
        isNew,
      );
  };
  const { filter = base.filter, sort = base.sort } = search;
  const columns = view ? (search.columns ?? base.columns) : base.columns;
  return {
    kind,
    search,
    view,
    isPending,
    ...{ filter, sort, columns },
    isChanged: view !== null && !isSame({ filter, sort, columns }, { ...base }),
    change,
    set,
    show: (one) =>
      void navigate({ to: PATHS[kind], search: one ? { view: one.id } : {}, resetScroll: false }),
  };
}

/** Keeps how the plain list looks: shown at once, told to the server behind. */
function useArrange(kind: Kind): (columns: ListColumn[]) => void {
  const queryClient = useQueryClient();
  const { queryKey } = query('listViews');
  const arrange = useMutation({
    mutationFn: (columns: ListColumn[]) => call('arrangeList', { body: { kind, columns } }),
    onMutate: (columns) =>
      queryClient.setQueryData<Answer<'listViews'>>(queryKey, (views) => {
        if (!views) return views;
        const isPlain = (one: View): boolean => one.kind === kind && one.name === null;
        const plain: View = {
          ...{ id: kind, kind, name: null, shared: false, filter: [], sort: 'name' },
          ...{ columns, isOwn: true, ownerName: '' },
        };
        return { items: [...views.items.filter((one) => !isPlain(one)), plain] };
      }),
    onError: () => queryClient.invalidateQueries({ queryKey }),
  });
  return arrange.mutate;
}
