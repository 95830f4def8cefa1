import { Button, type ButtonProps } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import { call } from '../../api.ts';
import { useProblemWords } from '../../components/ProblemNotice.tsx';
import { Lacking } from '../access/Lacking.tsx';
import { useMay } from '../access/use-may.ts';
import { runUnderWay } from './health.ts';

/** Asks for a check at once; `full` reads everything again instead of asking for changes. */
export function useSyncNow(account: Account) {
  const { t } = useTranslation('accounts');
  const queryClient = useQueryClient();
  const words = useProblemWords();
  return useMutation({
    mutationFn: (full: boolean = false) => call('syncNow', { params: { id: account.id }, body: { full } }),
    onSuccess: () => {
      notifications.show({ message: t('syncStarted', { name: account.name }) });
      void queryClient.invalidateQueries({ queryKey: ['getAccount', { params: { id: account.id } }] });
      void queryClient.invalidateQueries({ queryKey: ['listAccounts'] });
    },
    onError: (problem) => {
      const { title, meaning, action } = words(problem);
      notifications.show({ color: 'red', title, message: `${meaning} ${action}` });
    },
  });
}

export function SyncNow({ account, ...button }: { account: Account } & ButtonProps) {
  const { t } = useTranslation('accounts');
  const sync = useSyncNow(account);
  const may = useMay('sync.run');
  const isRunning = runUnderWay(account) !== null;
  const press = (
    <Button
      variant="default"
      leftSection={<IconRefresh size={16} stroke={1.7} aria-hidden />}
      disabled={!may || isRunning || account.state === 'paused'}
      loading={sync.isPending}
      onClick={() => sync.mutate(false)}
      {...button}
    >
      {isRunning ? t('syncing') : t('syncNow')}
    </Button>
  );
  return may ? press : <Lacking permission="sync.run">{press}</Lacking>;
}
