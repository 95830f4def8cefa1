// Deleting second cards in the address book: a question first, then a run does it and the trash keeps them.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import type { QueueItem } from '../../../src/http/contract/queue.ts';
import { call } from '../../api.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { SharedBookWarning } from '../accounts/shared/SharedBook.tsx';
import { cardTitle } from './card/card-title.ts';

interface DeleteSecondProps {
  account: Account;
  /** Second cards, each of somebody who has a record. */
  items: QueueItem[];
  disabled?: boolean;
  onDone?: () => void;
}

export function DeleteSecond({ account, items, disabled = false, onDone }: DeleteSecondProps) {
  const { t } = useTranslation('queue');
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState(false);
  const count = items.length;
  const remove = useMutation({
    mutationFn: () =>
      call('deleteSecondCards', { params: { id: account.id }, body: { ids: items.map(({ id }) => id) } }),
    onSuccess: ({ deleted, left }) => {
      setOpened(false);
      onDone?.();
      notifications.show({
        message: [
          t('second.deleting', { count: deleted }),
          ...(left > 0 ? [t('second.left', { count: left })] : []),
        ].join(' '),
      });
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['queueCards', account.id] });
      void queryClient.invalidateQueries({ queryKey: ['listQueue'] });
    },
  });
  return (
    <>
      <Button
        variant="default"
        className="cut"
        leftSection={<IconTrash size={16} stroke={1.7} aria-hidden />}
        disabled={disabled}
        onClick={() => {
          remove.reset();
          setOpened(true);
        }}
      >
        {t('second.delete', { count })}
      </Button>
      <Confirm
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('second.deleteTitle', { count, name: items[0] ? cardTitle(items[0], t) : '' })}
        confirm={t('second.delete', { count })}
        onConfirm={() => remove.mutate()}
        danger
        busy={remove.isPending}
        problem={remove.error}
      >
        {t('second.deleteWords', { count, account: account.name })}
        <SharedBookWarning accounts={[account]} />
      </Confirm>
    </>
  );
}
