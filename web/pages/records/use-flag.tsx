// Sync mobile on one record: on at once; off asks what becomes of the card.
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answer, call } from '../../api.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { useProblemWords } from '../../components/ProblemNotice.tsx';
import { SharedBookWarning } from '../accounts/shared/SharedBook.tsx';
import { useRecordCache } from './use-save.ts';

export interface Flaggable {
  id: string;
  displayName: string;
  flagged: boolean;
  /** Cards exist for it in the caller's own accounts. */
  hasCards: boolean;
}

/** `ask` switches the flag; `dialog` has to be rendered. */
export function useFlag() {
  const { t } = useTranslation('records');
  const words = useProblemWords();
  const keep = useRecordCache();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<Flaggable | null>(null);
  const [opened, setOpened] = useState(false);
  const flag = useMutation({
    mutationFn: ({
      id,
      on,
      keepCard,
    }: {
      id: string;
      on: boolean;
      keepCard: boolean;
    }): Promise<Answer<'setFlag'>> =>
      on ? call('setFlag', { params: { id } }) : call('clearFlag', { params: { id }, body: { keepCard } }),
    onMutate: ({ id, on }) => {
      queryClient.setQueriesData<Answer<'listRecords'>>(
        { queryKey: ['listRecords'] },
        (list) =>
          list && {
            ...list,
            items: list.items.map((row) => (row.id === id ? { ...row, flagged: on } : row)),
          },
      );
    },
    onSuccess: (record) => {
      keep(record);
      setOpened(false);
    },
    onError: (error, { on }) => {
      void queryClient.invalidateQueries({ queryKey: ['listRecords'] });
      if (on) notifications.show({ color: 'red', title: words(error).title, message: words(error).action });
    },
  });
  const ask = (record: Flaggable) => {
    flag.reset();
    if (!record.flagged) return flag.mutate({ id: record.id, on: true, keepCard: false });
    if (!record.hasCards) return flag.mutate({ id: record.id, on: false, keepCard: false });
    setAsked(record);
    setOpened(true);
  };
  const off = (keepCard: boolean) => asked && flag.mutate({ id: asked.id, on: false, keepCard });
  const dialog = (
    <Confirm
      opened={opened}
      onClose={() => setOpened(false)}
      title={t('off.title', { name: asked?.displayName ?? '' })}
      confirm={t('off.delete')}
      onConfirm={() => off(false)}
      danger
      busy={flag.isPending}
      problem={flag.error}
      other={{ label: t('off.keep'), onClick: () => off(true) }}
    >
      {t('off.words')}
      <SharedBookWarning />
    </Confirm>
  );
  return { ask, dialog, pendingId: flag.isPending ? flag.variables.id : null };
}
