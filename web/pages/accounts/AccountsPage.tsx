// One's external accounts at a glance: how each is, in words, and what it asks for.
import { Button } from '@mantine/core';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import { query } from '../../api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Help } from '../../components/help/Help.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { ProviderMark } from '../../components/ProviderMark.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { Lacking } from '../access/Lacking.tsx';
import { useMay } from '../access/use-may.ts';
import { WaitingBanner } from '../plans/WaitingBanner.tsx';
import { AccountProblem } from './AccountProblem.tsx';
import classes from './AccountsPage.module.css';
import { HealthBadge } from './HealthBadge.tsx';
import { HealthSentence } from './HealthSentence.tsx';
import { RunProgress } from './RunProgress.tsx';
import { SyncNow } from './SyncNow.tsx';

export function AccountsPage() {
  const { t } = useTranslation(['accounts', 'plans']);
  const { data, error } = useQuery({
    ...query('listAccounts', { query: { limit: 500 } }),
    refetchInterval: 60_000,
  });
  const may = useMay('accounts.connect');
  const create = may ? (
    <Button
      component={Link}
      to="/accounts/new"
      data-new
      leftSection={<IconPlus size={16} stroke={1.9} aria-hidden />}
    >
      {t('new')}
    </Button>
  ) : (
    <Lacking permission="accounts.connect" />
  );
  const isEmpty = data?.items.length === 0;
  return (
    <Page
      title={t('title')}
      help={<Help topic="connect" />}
      lead={isEmpty ? undefined : t('lead')}
      actions={create}
    >
      {error && <ProblemNotice problem={error} />}
      {!data && !error && <Skeletons rows={3} face />}
      {isEmpty && (
        <EmptyState
          icon={<IconPlugConnected size={26} stroke={1.4} aria-hidden />}
          title={t('empty.title')}
          action={create}
        >
          {t('empty.text')}
        </EmptyState>
      )}
      <ul className={classes.list}>
        {data?.items.map((account) => (
          <AccountEntry key={account.id} account={account} />
        ))}
      </ul>
    </Page>
  );
}

function AccountEntry({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  const waiting = account.totals.pending + account.totals.ready;
  return (
    <li className={`sheet ${classes.account}`}>
      <div className={classes.mark}>
        <ProviderMark provider={account.provider} size={22} />
      </div>
      <div className={classes.main}>
        <div className={classes.head}>
          <h2 className={classes.name}>
            <Link to="/accounts/$id/{-$tab}" params={{ id: account.id }}>
              {account.name}
            </Link>
          </h2>
          <HealthBadge account={account} />
        </div>
        <div className={`cut ${classes.user}`}>{account.username}</div>
        <p className={classes.sentence}>
          <HealthSentence account={account} />
        </p>
        <RunProgress account={account} brief />
      </div>
      <div className={classes.actions}>
        {waiting > 0 && (
          <Button
            variant="light"
            renderRoot={(props) => (
              <Link to="/accounts/$id/{-$tab}" params={{ id: account.id, tab: 'queue' }} {...props} />
            )}
          >
            {t('openQueue', { count: waiting })}
          </Button>
        )}
        <SyncNow account={account} />
      </div>
      <div className={classes.waits}>
        <AccountProblem account={account} />
        <WaitingBanner account={account} />
      </div>
    </li>
  );
}
