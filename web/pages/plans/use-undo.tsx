// Taking back what a run did, whole or one change of it; what was left alone is kept with its reason.
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { useProblemWords } from '../../components/ProblemNotice.tsx';
import { useRefresh } from './use-refresh.ts';

export interface Undo {
  /** Asks first. */
  askRun: () => void;
  one: (actionId: string) => void;
  /** The change being taken back alone. */
  pendingId: string | null;
  skipped: ReadonlyMap<string, string>;
  /** Has to be rendered. */
  dialog: React.ReactNode;
}

export function useUndo(runId: string): Undo {
  const { t } = useTranslation('plans');
  const words = useProblemWords();
  const refresh = useRefresh();
  const [asking, setAsking] = useState(false);
  const [skipped, setSkipped] = useState<ReadonlyMap<string, string>>(new Map());
  const undo = useMutation({
    mutationFn: (actionId: string | null) =>
      call('undoRun', { params: { id: runId }, body: actionId ? { actionId } : {} }),
    onSuccess: (answer) => {
      setSkipped((before) => {
        const after = new Map(before);
        for (const { actionId, reason } of answer.skipped) after.set(actionId, reason);
        return after;
      });
      setAsking(false);
      refresh();
      if (answer.undone > 0) notifications.show({ message: t('undo.done', { count: answer.undone }) });
    },
    onError: (error, actionId) => {
      if (actionId)
        notifications.show({ color: 'red', title: words(error).title, message: words(error).action });
    },
  });
  return {
    askRun: () => {
      undo.reset();
      setAsking(true);
    },
    one: (actionId) => undo.mutate(actionId),
    pendingId: undo.isPending ? undo.variables : null,
    skipped,
    dialog: (
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('undo.title')}
        confirm={t('undo.confirm')}
        onConfirm={() => undo.mutate(null)}
        danger
        busy={undo.isPending}
        problem={undo.error}
      >
        <p style={{ margin: '0 0 8px' }}>{t('undo.words')}</p>
        <p style={{ margin: 0 }}>{t('undo.left')}</p>
      </Confirm>
    ),
  };
}
