// An account that is being disconnected: how far the removal of its cards is, and the two ways out.
import { Button, Group, Progress } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../../src/http/contract/accounts.ts';
import { call } from '../../../api.ts';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import classes from '../RunProgress.module.css';

/** Nothing while nobody disconnects it. */
export function LeavingNotice({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  const { stay, keepRest } = useWaysOut(account);
  if (!account.leaving) return null;
  const { name } = account;
  const { total, left } = account.leaving;
  const busy = stay.isPending || keepRest.isPending;
  return (
    <section
      className="sheet"
      style={{ padding: '14px 16px' }}
      aria-label={t('disconnect.leaving', { name })}
    >
      <div className={classes.progress} role="status">
        <div className={classes.words}>
          <span>
            <strong>{t('disconnect.leaving', { name })}</strong> ·{' '}
            {t('disconnect.progress', { done: total - left, total })}
          </span>
        </div>
        <Progress
          size={6}
          value={(100 * (total - left)) / total}
          aria-label={t('disconnect.progressLabel')}
        />
        <div className={classes.leave}>
          {t('disconnect.after')} {t('disconnect.stayText')}
        </div>
      </div>
      {stay.error || keepRest.error ? <ProblemNotice problem={stay.error ?? keepRest.error} /> : null}
      <Group gap="xs" mt="sm">
        <Button
          size="xs"
          variant="default"
          loading={stay.isPending}
          disabled={busy}
          onClick={() => stay.mutate()}
        >
          {t('disconnect.stay')}
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={keepRest.isPending}
          disabled={busy}
          onClick={() => keepRest.mutate()}
        >
          {t('disconnect.keepRest')}
        </Button>
      </Group>
    </section>
  );
}

function useWaysOut({ id, name }: Account) {
  const { t } = useTranslation('accounts');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const params = { id };
  const stay = useMutation({
    mutationFn: () => call('stayConnected', { params }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['getAccount'] });
      notifications.show({ message: t('disconnect.cancelled', { name }) });
    },
  });
  const keepRest = useMutation({
    mutationFn: () => call('removeAccount', { params, body: { cards: 'keep' } }),
    onSuccess: async () => {
      await navigate({ to: '/accounts' });
      await queryClient.invalidateQueries({ queryKey: ['listAccounts'] });
      notifications.show({ message: t('disconnect.done', { name }) });
    },
  });
  return { stay, keepRest };
}
