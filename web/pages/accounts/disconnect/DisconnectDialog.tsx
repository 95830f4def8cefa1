import { Radio, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import { call } from '../../api.ts';
import { Confirm } from '../../components/Confirm.tsx';

interface DisconnectDialogProps {
  account: Account;
  opened: boolean;
  onClose: () => void;
}

/** Ends an account; asks what becomes of the cards that came from Rubrica. */
export function DisconnectDialog({ account, opened, onClose }: DisconnectDialogProps) {
  const { t } = useTranslation('accounts');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [cards, setCards] = useState<'keep' | 'remove-created'>('keep');
  const waiting = account.totals.pending + account.totals.ready;
  const remove = useMutation({
    mutationFn: () => call('removeAccount', { params: { id: account.id }, body: { cards } }),
    onSuccess: async () => {
      onClose();
      await navigate({ to: '/accounts' });
      await queryClient.invalidateQueries({ queryKey: ['listAccounts'] });
      notifications.show({ message: t('disconnect.done', { name: account.name }) });
    },
  });
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={t('disconnect.title', { name: account.name })}
      confirm={t('disconnect.confirm')}
      onConfirm={() => remove.mutate()}
      danger
      busy={remove.isPending}
      problem={remove.error}
    >
      <Stack gap="md">
        <span>{t('disconnect.text')}</span>
        <Radio.Group
          aria-label={t('settings.disconnectText')}
          value={cards}
          onChange={(next) => setCards(next as 'keep' | 'remove-created')}
        >
          <Stack gap="sm">
            <Radio value="keep" label={t('disconnect.keep')} description={t('disconnect.keepText')} />
            <Radio
              value="remove-created"
              label={t('disconnect.remove')}
              description={t('disconnect.removeText')}
            />
          </Stack>
        </Radio.Group>
        {waiting > 0 && <span className="quiet">{t('disconnect.queue', { count: waiting })}</span>}
      </Stack>
    </Confirm>
  );
}
