// What records consist of, asked once for all kinds and heard of when administrators change it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type Answer, type Item, query } from '../../../api.ts';
import type { Kind } from '../kinds.ts';

export type Field = Item<'listFields'>;
export type Section = Answer<'listFields'>['sections'][number];

/** Also those that were deleted: the history names them yet. */
export const useAllFields = (): Field[] | undefined => useKnown()?.items;

/** The sections of all kinds. */
export const useAllSections = (): Section[] => useKnown()?.sections ?? [];

/** Those of a kind, in order. */
export const useSections = (kind: Kind): Section[] => useAllSections().filter((one) => one.kind === kind);

/** Before the sign-in there is nothing. */
function useKnown(): Answer<'listFields'> | undefined {
  const isInside = useQueryClient().getQueryData(query('getMe').queryKey) !== undefined;
  return useQuery({
    ...query('listFields', { query: { deleted: 'true' } }),
    staleTime: 600_000,
    enabled: isInside,
  }).data;
}

/** The fields of a kind, in order; undefined until they are known. */
export function useFields(kind: Kind | undefined): Field[] | undefined {
  return useAllFields()?.filter((field) => field.kind === kind && field.deletedAt === null);
}

/** Those that a page or form of a record shows. */
export const isShown = ({ active, visible, type }: Field): boolean =>
  active && visible && type !== 'photo' && type !== 'flag';

/** Whether administrators took Sync mobile out of sight; what is on stays on. */
export const useSyncHidden = (kind: Kind): boolean =>
  useFields(kind)?.some(({ type, visible }) => type === 'flag' && !visible) ?? false;
