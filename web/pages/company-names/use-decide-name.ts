import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { OTHER_NAMES } from '../../../src/fields/catalogue.ts';
import type { CompanyName } from '../../../src/http/contract/matching.ts';
import { call } from '../../api.ts';
import { useTakeBack } from '../duplicates/use-take-back.tsx';

export type Decision = 'create' | 'same' | 'leave' | 'ask';

interface Wish {
  name: CompanyName;
  decision: Decision;
  companyId?: string | undefined;
}

/** Says what a name is, and offers to take that back. */
export function useDecideName() {
  const { t } = useTranslation('companyNames');
  const queryClient = useQueryClient();
  const takeBack = useTakeBack();
  const ask = (name: string, decision: Decision) => call('decideCompanyName', { body: { name, decision } });
  return {
    mutationFn: async ({ name: { name }, decision, companyId }: Wish) => {
      const before = companyId ? (await call('getRecord', { params: { id: companyId } })).values : {};
      const decided = await call('decideCompanyName', {
        body: { name, decision, ...(companyId ? { companyId } : {}) },
      });
      return { decided, before };
    },
    onSuccess: (
      { decided, before }: { decided: Awaited<ReturnType<typeof ask>>; before: Record<string, string> },
      { name: { name }, decision }: Wish,
    ) => {
      const { changed: count, companyId } = decided;
      if (decision === 'leave') takeBack(t('done.leave', { name }), () => ask(name, 'ask'));
      if (decision === 'ask') takeBack(t('done.ask', { name }), () => ask(name, 'leave'));
      if (decision === 'create')
        takeBack(t('done.create', { name, count }), () =>
          call('deleteRecord', { params: { id: companyId! } }),
        );
      if (decision === 'same')
        takeBack(t('done.same', { count }), () =>
          call('updateRecord', {
            params: { id: companyId! },
            body: { values: { [OTHER_NAMES]: before[OTHER_NAMES] ?? null } },
          }),
        );
    },
    onSettled: () => {
      for (const stale of ['listCompanyNames', 'getHome', 'listRecords', 'getRecord'])
        void queryClient.invalidateQueries({ queryKey: [stale] });
    },
  };
}
