// The queue of all one's accounts, one account at a time; the fullest first.
import { Button, Select } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import { query } from '../../api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Help } from '../../components/help/Help.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { ProviderMark } from '../../components/ProviderMark.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { Triage } from './Triage.tsx';

const waiting = ({ totals }: Account) => totals.pending + totals.ready;

export function QueuePage() {
  const { t } = useTranslation('queue');
  const { data, error } = useQuery(query('listAccounts', { query: { limit: 500 } }));
  const search = useSearch({ strict: false }) as { account?: string };
  const navigate = useNavigate();
  const accounts = data?.items ?? [];
  const fullest = accounts.reduce<Account | undefined>(
    (best, each) => (best && waiting(best) >= waiting(each) ? best : each),
    undefined,
  );
  // Kept while one is here: the account must not change under somebody's hands because its queue shrinks.
  const [begunWith, setBegunWith] = useState<string>();
  if (fullest && begunWith === undefined) setBegunWith(fullest.id);
  const account = accounts.find(({ id }) => id === (search.account ?? begunWith)) ?? fullest;

  if (data && !account)
    return (
      <Page title={t('title')}>
        <EmptyState
          icon={<IconPlugConnected size={26} stroke={1.4} aria-hidden />}
          title={t('empty.noAccounts')}
          action={
            <Button component={Link} to="/accounts/new">
              {t('empty.connect')}
            </Button>
          }
        >
          {t('empty.noAccountsText')}
        </EmptyState>
      </Page>
    );
  return (
    <Page
      title={t('title')}
      help={<Help topic="queue" />}
      width="fill"
      count={account ? waiting(account) : undefined}
      actions={
        accounts.length > 1 &&
        account && (
          <Select
            aria-label={t('account')}
            w={260}
            leftSection={<ProviderMark provider={account.provider} size={17} />}
            data={accounts.map((each) => ({
              value: each.id,
              label: `${each.name} (${t('bar.number', { value: waiting(each) })})`,
            }))}
            value={account.id}
            onChange={(id) => void navigate({ to: '/queue', search: { account: id } as never })}
          />
        )
      }
    >
      {error && <ProblemNotice problem={error} />}
      {!data && !error && <Skeletons face rows={8} />}
      {account && <Triage key={account.id} account={account} />}
    </Page>
  );
}
