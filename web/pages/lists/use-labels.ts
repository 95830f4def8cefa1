import { useQuery } from '@tanstack/react-query';
import { type Item, query } from '../../api.ts';

export type Label = Item<'listLabels'>;

/** `isAsked` false: those that some other part of the page has asked for. */
export const useLabels = (isAsked = true): Label[] =>
  useQuery({ ...query('listLabels'), staleTime: 60_000, enabled: isAsked }).data?.items ?? [];
