import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call, type Item } from '../../api.ts';
import { useProblemWords } from '../../components/ProblemNotice.tsx';
import { useRefresh } from '../plans/use-refresh.ts';
import { useFieldWords } from '../records/fields/field-words.ts';

export type Conflict = Item<'listConflicts'>;
export type Choice = 'crm' | 'book' | { value: string };

/** Says which value of a conflict stands. */
export function useResolve() {
  const { t } = useTranslation('conflicts');
  const { named } = useFieldWords();
  const words = useProblemWords();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ conflict, choice }: { conflict: Conflict; choice: Choice }) =>
      call('resolveConflict', {
        params: { id: conflict.id },
        body: { values: { [conflict.field]: choice } },
      }),
    onSuccess: ({ field, recordName }) => {
      notifications.show({ message: t('done', { field: named(field), name: recordName }) });
    },
    onError: (error) =>
      notifications.show({ color: 'red', title: words(error).title, message: words(error).action }),
    onSettled: refresh,
  });
}
