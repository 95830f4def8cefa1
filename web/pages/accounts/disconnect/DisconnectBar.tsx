// The decision about a plan to disconnect: as a whole, after saying once more what goes, what stays and what ends.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../../src/http/contract/accounts.ts';
import { call } from '../../../api.ts';
import { Confirm } from '../../../components/Confirm.tsx';
import { useProblemWords } from '../../../components/ProblemNotice.tsx';
import classes from '../../plans/PlanPage.module.css';
import { useRefresh } from '../../plans/use-refresh.ts';

interface DisconnectBarProps {
  account: Account;
  runId: string;
  /** Cards of the plan, by what becomes of them. */
  counted: Record<string, number>;
}

export function DisconnectBar({ account, runId, counted }: DisconnectBarProps) {
  const { t } = useTranslation(['accounts', 'plans']);
  const [opened, setOpened] = useState(false);
  const { name } = account;
  const removed = counted['cards-removed'] ?? 0;
  const kept = counted['cards-kept'] ?? 0;
  const { approve, discard } = useDisconnect(account, runId, removed, () => setOpened(false));
  const verb = removed > 0 ? t('disconnect.confirmRemove', { count: removed }) : t('disconnect.confirm');
  return (
    <>
      <section data-foot className={classes.decide} aria-label={t('plans:decide.bar')}>
        <span className={classes.waits}>{t('plans:nothingDone')}</span>
        <Button variant="default" loading={discard.isPending} onClick={() => discard.mutate()}>
          {t('disconnect.cancel')}
        </Button>
        <Button color="red" onClick={() => setOpened(true)}>
          {verb}
        </Button>
      </section>
      <Confirm
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('disconnect.title', { name })}
        confirm={verb}
        onConfirm={() => approve.mutate()}
        danger
        busy={approve.isPending}
        problem={approve.error}
      >
        <ul className={classes.consequences}>
          {removed > 0 && <li>{t('disconnect.removed', { count: removed, name })}</li>}
          {kept > 0 && <li>{t('disconnect.kept', { count: kept })}</li>}
          <li>{t('disconnect.ends')}</li>
        </ul>
      </Confirm>
    </>
  );
}

function useDisconnect(account: Account, runId: string, removed: number, onDone: () => void) {
  const { t } = useTranslation('accounts');
  const { id, name } = account;
  const words = useProblemWords();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const params = { id: runId };
  const approve = useMutation({
    mutationFn: () => call('approveRun', { params, body: {} }),
    onSuccess: async () => {
      onDone();
      if (removed > 0) await navigate({ to: '/accounts/$id/{-$tab}', params: { id } });
      else await navigate({ to: '/accounts' });
      refresh();
      notifications.show({ message: t(removed > 0 ? 'disconnect.started' : 'disconnect.done', { name }) });
    },
  });
  const discard = useMutation({
    mutationFn: () => call('discardRun', { params, body: {} }),
    onSuccess: async () => {
      await navigate({ to: '/accounts/$id/{-$tab}', params: { id, tab: 'settings' } });
      refresh();
      notifications.show({ message: t('disconnect.cancelled', { name }) });
    },
    onError: (error) =>
      notifications.show({ color: 'red', title: words(error).title, message: words(error).action }),
  });
  return { approve, discard };
}
