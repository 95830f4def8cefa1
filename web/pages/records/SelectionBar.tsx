// What can be done with the rows ticked: slides in below the list, says how many, and asks before anything is deleted.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDeviceMobile, IconDeviceMobileOff, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Arguments, call } from '../../api.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { useProblemWords } from '../../components/ProblemNotice.tsx';
import type { Selection } from '../../components/VirtualTable.tsx';
import classes from './ListPage.module.css';

interface SelectionBarProps {
  selection: Selection;
  total: number;
  filter: NonNullable<Arguments<'flagRecords'>['body']['filter']>;
  onDone: () => void;
}

type Act = { type: 'flag'; flagged: boolean; keepCard: boolean } | { type: 'delete' };

export function SelectionBar({ selection, total, filter, onDone }: SelectionBarProps) {
  const { t } = useTranslation('records');
  const words = useProblemWords();
  const queryClient = useQueryClient();
  const [question, setQuestion] = useState<'off' | 'delete' | null>(null);
  const count = selection.all ? total : selection.ids.size;
  const target = selection.all ? { filter } : { ids: [...selection.ids] };
  const act = useMutation({
    mutationFn: (what: Act): Promise<{ changed: number }> =>
      what.type === 'flag'
        ? call('flagRecords', { body: { ...target, flagged: what.flagged, keepCard: what.keepCard } })
        : call('deleteRecords', { body: { ids: [...selection.ids] } }),
    onSuccess: ({ changed }, what) => {
      for (const name of ['listRecords', 'getRecord', 'getHome'])
        void queryClient.invalidateQueries({ queryKey: [name] });
      const done = what.type === 'delete' ? 'deleted' : what.flagged ? 'on' : 'off';
      notifications.show({ message: t(`bulk.${done}Done`, { count: changed }) });
      setQuestion(null);
      onDone();
    },
    onError: (error) => {
      if (!question)
        notifications.show({ color: 'red', title: words(error).title, message: words(error).action });
    },
  });
  useEffect(() => {
    if (!count) return;
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector('[role=dialog]')) onDone();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [count, onDone]);
  if (!count) return null;
  const close = () => setQuestion(null);
  return (
    <>
      <section className={classes.bar} aria-label={t('bulk.bar')}>
        <span aria-live="polite">{t('bulk.selected', { count })}</span>
        <Button
          variant="light"
          leftSection={<IconDeviceMobile size={16} stroke={1.7} />}
          loading={act.isPending && !question}
          onClick={() => act.mutate({ type: 'flag', flagged: true, keepCard: false })}
        >
          {t('bulk.on')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDeviceMobileOff size={16} stroke={1.7} />}
          onClick={() => setQuestion('off')}
        >
          {t('bulk.off')}
        </Button>
        {!selection.all && (
          <Button
            variant="default"
            leftSection={<IconTrash size={16} stroke={1.7} />}
            onClick={() => setQuestion('delete')}
          >
            {t('bulk.delete')}
          </Button>
        )}
        <Button variant="subtle" color="gray" onClick={onDone}>
          {t('bulk.clear')}
        </Button>
      </section>
      <Confirm
        opened={question === 'off'}
        onClose={close}
        title={t('bulk.offTitle', { count })}
        confirm={t('bulk.offDelete')}
        onConfirm={() => act.mutate({ type: 'flag', flagged: false, keepCard: false })}
        danger
        busy={act.isPending}
        problem={act.error}
        other={{
          label: t('bulk.offKeep'),
          onClick: () => act.mutate({ type: 'flag', flagged: false, keepCard: true }),
        }}
      >
        {t('bulk.offWords')}
      </Confirm>
      <Confirm
        opened={question === 'delete'}
        onClose={close}
        title={t('bulk.deleteTitle', { count })}
        confirm={t('bulk.delete')}
        onConfirm={() => act.mutate({ type: 'delete' })}
        danger
        busy={act.isPending}
        problem={act.error}
      >
        {t('bulk.deleteWords')}
      </Confirm>
    </>
  );
}
