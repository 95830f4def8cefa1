import { Radio, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../../src/http/contract/accounts.ts';
import { call } from '../../../api.ts';
import { Confirm } from '../../../components/Confirm.tsx';
import { SharedBookWarning } from '../shared/SharedBook.tsx';

interface DisconnectDialogProps {
  account: Account;
  opened: boolean;
  onClose: () => void;
}

/** Asks what becomes of the cards that came from Rubrica, and leads to the plan: nothing is done before it is approved. */
export function DisconnectDialog({ account, opened, onClose }: DisconnectDialogProps) {
  const { t } = useTranslation('accounts');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [cards, setCards] = useState<'keep' | 'remove-created'>('keep');
  const waiting = account.totals.pending + account.totals.ready;
  const plan = useMutation({
    mutationFn: () => call('planDisconnect', { params: { id: account.id }, body: { cards } }),
    onSuccess: async ({ id: runId }) => {
      onClose();
      void queryClient.invalidateQueries({ queryKey: ['getAccount'] });
      await navigate({ to: '/accounts/$id/plan/$runId', params: { id: account.id, runId } });
    },
  });
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={t('disconnect.title', { name: account.name })}
      confirm={t('disconnect.show')}
      onConfirm={() => plan.mutate()}
      busy={plan.isPending}
      problem={plan.error}
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
        {cards === 'remove-created' && <SharedBookWarning accounts={[account]} />}
        {waiting > 0 && <span className="quiet">{t('disconnect.queue', { count: waiting })}</span>}
      </Stack>
    </Confirm>
  );
}
