// One external account: how it is, and its overview, queue, mapping, groups, settings and runs.
import { ActionIcon, Button, Menu, Tabs } from '@mantine/core';
import { IconDots, IconPlayerPlay, IconRefreshDot } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import { isMissing, query } from '../../api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { useMay } from '../access/use-may.ts';
import { WaitingBanner } from '../plans/WaitingBanner.tsx';
import { Triage } from '../queue/Triage.tsx';
import classes from './AccountPage.module.css';
import { AccountProblem } from './AccountProblem.tsx';
import { LeavingNotice } from './disconnect/LeavingNotice.tsx';
import { GroupsTab } from './groups/GroupsTab.tsx';
import { HealthBadge } from './HealthBadge.tsx';
import { HealthSentence } from './HealthSentence.tsx';
import { isProviderAway, runUnderWay } from './health.ts';
import { MappingTab } from './mapping/MappingTab.tsx';
import { OverviewTab } from './OverviewTab.tsx';
import { RunProgress } from './RunProgress.tsx';
import { RunsTab } from './RunsTab.tsx';
import { SettingsTab } from './SettingsTab.tsx';
import { SyncNow, useSyncNow } from './SyncNow.tsx';
import { SignInNotice, Welcome } from './sign-in/SignInNotice.tsx';
import { useSaveAccount } from './use-save-account.ts';

const TABS = ['overview', 'queue', 'mapping', 'groups', 'settings', 'runs'] as const;
type TabName = (typeof TABS)[number];

export function AccountPage() {
  const { t } = useTranslation(['accounts', 'plans']);
  const params = useParams({ strict: false }) as { id: string; tab?: string };
  const { data: account, error } = useQuery({
    ...query('getAccount', { params: { id: params.id } }),
    refetchInterval: 60_000,
  });
  const tab = TABS.find((name) => name === params.tab) ?? 'overview';
  const isQueue = tab === 'queue';
  const above = (
    <Link to="/accounts" className="link">
      {t('title')}
    </Link>
  );
  if (isMissing(error) && !account) return <MissingAccount />;
  if (!account)
    return (
      <Page title={t('title')} above={above} width={isQueue ? 'fill' : 'wide'}>
        {error ? <ProblemNotice problem={error} /> : <Skeletons rows={5} />}
      </Page>
    );
  return (
    <Page
      title={account.name}
      above={above}
      width={isQueue ? 'fill' : 'wide'}
      lead={
        <span className={isQueue ? `${classes.lead} ${classes.leadInQueue}` : classes.lead}>
          <HealthBadge account={account} /> <HealthSentence account={account} />
        </span>
      }
      actions={<Actions account={account} />}
    >
      {!isQueue && (
        <div className={classes.now}>
          <LeavingNotice account={account} />
          {runUnderWay(account) && !account.leaving && (
            <div className={`sheet ${classes.run}`}>
              <RunProgress account={account} />
            </div>
          )}
          <SignInNotice account={account} />
          <AccountProblem account={account} />
          <WaitingBanner account={account} />
        </div>
      )}
      {isQueue && <Welcome account={account} />}
      <AccountTabs account={account} tab={tab} />
    </Page>
  );
}

function AccountTabs({ account, tab }: { account: Account; tab: TabName }) {
  const { t } = useTranslation('accounts');
  const navigate = useNavigate();
  const waiting = account.totals.pending + account.totals.ready;
  const list = useRef<HTMLDivElement>(null);
  // Six tabs are wider than a phone: the one that is open comes to its middle.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another place in the list
  useLayoutEffect(() => {
    const open = list.current?.querySelector<HTMLElement>('[aria-selected=true]');
    if (open) list.current!.scrollLeft = open.offsetLeft - (list.current!.clientWidth - open.offsetWidth) / 2;
  }, [tab]);
  return (
    <Tabs
      value={tab}
      className={tab === 'queue' ? classes.filled : undefined}
      classNames={{ list: classes.list }}
      onChange={(next) =>
        void navigate({
          to: '/accounts/$id/{-$tab}',
          params: { id: account.id, tab: next === 'overview' ? undefined : (next as TabName) },
        })
      }
    >
      <Tabs.List ref={list} aria-label={t('tabs.label')}>
        {TABS.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {t(`tabs.${name}`)}
            {name === 'queue' && waiting > 0 && (
              <span className={classes.count}>{t('number', { value: waiting })}</span>
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab} className={tab === 'queue' ? classes.filled : undefined}>
        {tab === 'overview' && <OverviewTab account={account} />}
        {tab === 'queue' && <Triage key={account.id} account={account} />}
        {tab === 'mapping' && <MappingTab key={account.id} account={account} />}
        {tab === 'groups' && <GroupsTab key={account.id} account={account} />}
        {tab === 'settings' && <SettingsTab key={account.id} account={account} />}
        {tab === 'runs' && <RunsTab account={account} />}
      </Tabs.Panel>
    </Tabs>
  );
}

function Actions({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  const may = useMay('sync.run');
  const sync = useSyncNow(account);
  const save = useSaveAccount(account);
  const isPaused = account.state === 'paused' && !isProviderAway(account);
  return (
    <>
      {isPaused ? (
        <Button
          leftSection={<IconPlayerPlay size={16} stroke={1.8} aria-hidden />}
          loading={save.isPending}
          onClick={() => save.mutate({ settings: { paused: false } })}
        >
          {t('resume')}
        </Button>
      ) : (
        <SyncNow account={account} />
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('more')}>
            <IconDots size={17} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconRefreshDot size={17} stroke={1.6} aria-hidden />}
            disabled={!may || isPaused || runUnderWay(account) !== null}
            onClick={() => sync.mutate(true)}
          >
            {t('checkAll')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function MissingAccount() {
  const { t } = useTranslation('accounts');
  return (
    <Page title={t('title')}>
      <EmptyState
        title={t('missing.title')}
        action={
          <Button component={Link} to="/accounts">
            {t('missing.back')}
          </Button>
        }
      >
        {t('missing.text')}
      </EmptyState>
    </Page>
  );
}
