// What is said of a pair: it goes from the list at once, and one click takes it back.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Duplicate } from '../../../src/http/contract/matching.ts';
import { type Answer, call } from '../../api.ts';
import { useTakeBack } from './use-take-back.tsx';

export function useRefresh() {
  const queryClient = useQueryClient();
  return () => {
    for (const name of [
      'listDuplicates',
      'listSimilar',
      'listRecords',
      'getRecord',
      'getHome',
      'listQueue',
      'listCompanyNames',
    ])
      void queryClient.invalidateQueries({ queryKey: [name] });
  };
}

interface MergeWish {
  pair: Duplicate;
  secondCards: 'keep' | 'delete';
}

interface Merged {
  name: string;
  mergedId: string;
  cards: Answer<'mergeRecords'>['cards'];
}

/** Says what a merge did, with the one click that takes it back. */
export function useMergedNotice(): (merged: Merged) => void {
  const { t } = useTranslation('duplicates');
  const takeBack = useTakeBack();
  return ({ name, mergedId, cards }) => {
    const words = [t('merged', { name })];
    if (cards.deleted > 0) words.push(t('cards.deleting', { count: cards.deleted }));
    if (cards.left > 0) words.push(t('cards.left', { count: cards.left }));
    takeBack(words.join(' '), () => call('unmergeDuplicates', { body: { ids: [mergedId] } }));
  };
}

export function useMergePair() {
  const refresh = useRefresh();
  const tell = useMergedNotice();
  return useMutation({
    mutationFn: ({ pair, secondCards }: MergeWish) =>
      call('mergeDuplicate', { params: { id: pair.id }, body: { secondCards } }),
    onSuccess: ({ record: { displayName: name }, mergedId, cards }) => tell({ name, mergedId, cards }),
    onSettled: refresh,
  });
}

export function useDismissPair() {
  const { t } = useTranslation('duplicates');
  const refresh = useRefresh();
  const takeBack = useTakeBack();
  return useMutation({
    mutationFn: (pair: Duplicate) => call('dismissDuplicate', { params: { id: pair.id }, body: {} }),
    onSuccess: (_, pair) =>
      takeBack(t('dismissed', { one: pair.stays.displayName, other: pair.goes.displayName }), () =>
        call('dismissDuplicate', { params: { id: pair.id }, body: { undo: true } }),
      ),
    onSettled: refresh,
  });
}
