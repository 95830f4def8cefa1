// What every run did, newest first; a row opens into everything it counted and asked.
import { Button, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconChevronDown,
  IconCircleCheck,
  IconClock,
  IconRefresh,
} from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, Run } from '../../../src/http/contract/accounts.ts';
import { call } from '../../api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { RunDetails } from './RunDetails.tsx';
import { duration } from './RunProgress.tsx';
import classes from './RunsTab.module.css';
import { useWhatMoved } from './what-moved.ts';

const PAGE_SIZE = 30;
const MOVED = ['created', 'merged', 'updated', 'deleted', 'pushed', 'queued', 'conflicts', 'failed'] as const;
export function RunsTab({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  const runs = useInfiniteQuery({
    queryKey: ['listRuns', { params: { id: account.id } }, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call(
        'listRuns',
        {
          params: { id: account.id },
          query: { limit: PAGE_SIZE, ...(pageParam ? { cursor: pageParam } : {}) },
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  if (runs.error) return <ProblemNotice problem={runs.error} />;
  if (!runs.data) return <Skeletons rows={6} />;
  if (!items.length) return <EmptyState title={t('runs.empty')} />;
  return (
    <>
      {account.quietChecks > 0 && (
        <p className={`quiet ${classes.checks}`}>{t('runs.checks', { count: account.quietChecks })}</p>
      )}
      <ol className={`sheet ${classes.runs}`} aria-label={t('runs.title')}>
        {items.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </ol>
      {runs.hasNextPage && (
        <Button
          mt="md"
          variant="default"
          loading={runs.isFetchingNextPage}
          onClick={() => void runs.fetchNextPage()}
        >
          {t('runs.more')}
        </Button>
      )}
    </>
  );
}

const SIGNS = {
  queued: [IconClock, 'quiet'],
  running: [IconRefresh, 'quiet'],
  waiting: [IconClock, 'warn'],
  done: [IconCircleCheck, 'good'],
  failed: [IconAlertTriangle, 'bad'],
  cancelled: [IconClock, 'quiet'],
} as const;

function RunRow({ run }: { run: Run }) {
  const { t, i18n } = useTranslation('accounts');
  const [opened, setOpened] = useState(false);
  const [Icon, tone] = SIGNS[run.state];
  const moved = useWhatMoved(MOVED)(run);
  const tookMs =
    run.startedAt && run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : null;
  const result = run.state === 'done' && !moved.length ? t('runs.nothing') : moved.join(', ');
  return (
    <li className={classes.run}>
      <UnstyledButton className={classes.row} aria-expanded={opened} onClick={() => setOpened(!opened)}>
        <span className={`${classes.state} ${tone}`}>
          <Icon size={16} stroke={1.8} aria-hidden />
          {t(`runs.state.${run.state}`)}
        </span>
        <span className={classes.result}>
          <span data-quiet={!moved.length || undefined}>{result || t(`runs.state.${run.state}`)}</span>
          {run.error && <RunError run={run} />}
        </span>
        <span className={classes.when}>
          {run.startedAt ? <RelativeTime at={run.startedAt} /> : null}
          <span>
            {t(`runs.trigger.${run.trigger}`)}
            {tookMs !== null && ` · ${duration(tookMs, i18n.language)}`}
          </span>
        </span>
        <IconChevronDown
          size={16}
          stroke={1.7}
          aria-hidden
          className={classes.chevron}
          data-opened={opened || undefined}
        />
      </UnstyledButton>
      {opened && <RunDetails run={run} />}
    </li>
  );
}

function RunError({ run }: { run: Run }) {
  const { t, i18n } = useTranslation('errors');
  const { code, title } = run.error!;
  return <span className="bad">{i18n.exists(`errors:${code}.title`) ? t(`${code}.title`) : title}</span>;
}
