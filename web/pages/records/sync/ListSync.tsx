// Sync now beside a list: all of one's accounts at once. Without an account, or without the permission, it says so first.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../../src/http/contract/accounts.ts';
import { call, query } from '../../../api.ts';
import { useProblemWords } from '../../../components/ProblemNotice.tsx';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import { Lacking } from '../../access/Lacking.tsx';
import { useMay } from '../../access/use-may.ts';
import classes from './ListSync.module.css';
import { type Together, together } from './list-freshness.ts';

/** The same question as the frame's freshness asks: one answer serves both. */
const useAccounts = () => useQuery({ ...query('listAccounts', { query: {} }), refetchInterval: 60_000 });

/** Asks for a sync of each, and says which could not begin. */
export function useSyncAll() {
  const { t } = useTranslation('sync');
  const queryClient = useQueryClient();
  const words = useProblemWords();
  return useMutation({
    mutationFn: async (accounts: Account[]) => {
      const outcomes = await Promise.allSettled(
        accounts.map(({ id }) => call('syncNow', { params: { id }, body: {} })),
      );
      return outcomes.flatMap((outcome, at) =>
        outcome.status === 'rejected' ? [{ account: accounts[at]!, problem: outcome.reason as unknown }] : [],
      );
    },
    onSuccess: (refused, accounts) => {
      for (const { account, problem } of refused) {
        const { title, meaning, action } = words(problem);
        notifications.show({
          color: 'red',
          title: `${account.name}: ${title}`,
          message: `${meaning} ${action}`,
        });
      }
      const started = accounts.length - refused.length;
      if (started > 0) notifications.show({ message: t('started', { count: started }) });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['listAccounts'] }),
  });
}

const icon = <IconRefresh size={16} stroke={1.7} aria-hidden />;

/** The button; its place is there before it is known whether there is something to sync. */
export function ListSync() {
  const { t } = useTranslation('sync');
  const may = useMay('sync.run');
  const sync = useSyncAll();
  const { data } = useAccounts();
  if (!data)
    return (
      <Button variant="default" className={classes.now} leftSection={icon} disabled>
        {t('now')}
      </Button>
    );
  if (data.items.length === 0)
    return (
      <Button component={Link} to="/accounts" variant="default" className={classes.now} leftSection={icon}>
        {t('now')}
      </Button>
    );
  const { ready, running } = together(data.items);
  return (
    <Button
      variant="default"
      className={classes.now}
      leftSection={icon}
      disabled={!may || ready.length === 0 || running.length > 0}
      loading={sync.isPending}
      onClick={() => sync.mutate(ready)}
    >
      {t(running.length > 0 ? 'running' : 'now')}
    </Button>
  );
}

/** The line under the title: how fresh, how far, what is wrong and where to put it right, and what the button lacks. */
export function ListFreshness() {
  const { t } = useTranslation('sync');
  const may = useMay('sync.run');
  const { data } = useAccounts();
  // A line that is empty for now: the list below it stays where it is.
  if (!data) return '\u00a0';
  if (data.items.length === 0) return t('none');
  const all = together(data.items);
  return (
    <>
      <span className={classes.line} aria-live="polite">
        <Freshness all={all} />
        {all.troubled.map((account) => (
          <Trouble key={account.id} account={account} />
        ))}
      </span>
      {!may && <Lacking permission="sync.run" />}
    </>
  );
}

function Freshness({ all }: { all: Together }) {
  const { t } = useTranslation('sync');
  const { ready, running, share, checkedAt, nextAt } = all;
  if (running.length > 0)
    return (
      <span>{share === null ? t('underWay') : t('underWayShare', { share: Math.floor(100 * share) })}</span>
    );
  if (ready.length === 0) return all.troubled.length > 0 ? null : <span>{t('paused')}</span>;
  return (
    <span>
      {checkedAt ? (
        <>
          {t('checked')} <RelativeTime at={checkedAt} />
        </>
      ) : (
        t('never')
      )}
      {nextAt && (
        <>
          {', '}
          {t('next')} <RelativeTime at={nextAt} />
        </>
      )}
    </span>
  );
}

function Trouble({ account }: { account: Account }) {
  const { t } = useTranslation('sync');
  const words = useProblemWords();
  return (
    <span className="bad">
      <b>{account.name}</b>: {account.problem ? words(account.problem).title : t('signIn')}{' '}
      <Link to="/accounts/$id/{-$tab}" params={{ id: account.id }} className="link">
        {t('look')}
      </Link>
    </span>
  );
}
