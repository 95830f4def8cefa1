// Fields that both sides changed: the two values beside each other, decided one after the other by keyboard.
import { Button, Tabs } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Help } from '../../components/help/Help.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { LackingNotice } from '../access/LackingNotice.tsx';
import { useMay } from '../access/use-may.ts';
import { useQueueKeys } from '../queue/use-queue-keys.ts';
import { ConflictCard } from './ConflictCard.tsx';
import classes from './ConflictsPage.module.css';
import { type Choice, type Conflict, useResolve } from './use-resolve.ts';

const PAGE = 50;
type State = 'open' | 'resolved';

function useConflicts(state: State, recordId: string | undefined) {
  const wanted = { state, ...(recordId ? { recordId } : {}) };
  return useInfiniteQuery({
    queryKey: ['listConflicts', { query: wanted }, 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(
        'listConflicts',
        { query: { ...wanted, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
        { signal },
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

export function ConflictsPage() {
  const { t } = useTranslation(['conflicts', 'fields']);
  const navigate = useNavigate();
  const { decided, record } = useSearch({ from: '/inside/conflicts' });
  const state: State = decided ? 'resolved' : 'open';
  const conflicts = useConflicts(state, record);
  const items = conflicts.data?.pages.flatMap((page) => page.items) ?? [];
  const total = conflicts.data?.pages[0]?.total;
  const go = (next: { decided?: boolean; record?: string | undefined }) =>
    void navigate({
      to: '/conflicts',
      search: { ...(next.decided ? { decided: true } : {}), ...(next.record ? { record: next.record } : {}) },
    });
  return (
    <Page title={t('title')} help={<Help topic="conflicts" />} lead={t('lead')} width="wide">
      <LackingNotice permission="records.edit" />
      <Tabs value={state} onChange={(next) => go({ decided: next === 'resolved', record })}>
        <Tabs.List aria-label={t('tabs')} mb="md">
          <Tabs.Tab value="open">{t('open')}</Tabs.Tab>
          <Tabs.Tab value="resolved">{t('resolved')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={state}>
          {record && (
            <p className={classes.only}>
              {t('only')}{' '}
              <Button size="compact-xs" variant="default" onClick={() => go({ decided: Boolean(decided) })}>
                {t('showAll')}
              </Button>
            </p>
          )}
          {conflicts.error && <ProblemNotice problem={conflicts.error} />}
          {!conflicts.data && !conflicts.error && <Skeletons rows={5} face />}
          {total === 0 && <Nothing state={state} />}
          {items.length > 0 && <Deciding key={state} items={items} />}
          {conflicts.hasNextPage && (
            <Button
              mt="md"
              variant="default"
              loading={conflicts.isFetchingNextPage}
              onClick={() => void conflicts.fetchNextPage()}
            >
              {t('more')}
            </Button>
          )}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Nothing({ state }: { state: State }) {
  const { t } = useTranslation('conflicts');
  const open = state === 'open';
  return (
    <EmptyState
      icon={<IconArrowsDiff size={26} stroke={1.4} aria-hidden />}
      title={t(open ? 'none.title' : 'none.resolvedTitle')}
    >
      {t(open ? 'none.words' : 'none.resolvedWords')}
    </EmptyState>
  );
}

function Deciding({ items }: { items: Conflict[] }) {
  const { t } = useTranslation('conflicts');
  const resolve = useResolve();
  const may = useMay('records.edit');
  const [at, setAt] = useState(0);
  const index = Math.min(at, items.length - 1);
  const current = items[index]!;
  const busyId = resolve.isPending ? resolve.variables.conflict.id : null;
  const element = (id: string) => document.querySelector<HTMLElement>(`[data-conflict="${id}"]`);
  const move = (next: number) => {
    const to = Math.max(0, Math.min(items.length - 1, next));
    setAt(to);
    element(items[to]!.id)?.scrollIntoView({ block: 'nearest' });
  };
  const choose = (conflict: Conflict, choice: Choice) => {
    if (may && !resolve.isPending) resolve.mutate({ conflict, choice });
  };
  useQueueKeys({
    ArrowDown: () => move(index + 1),
    ArrowUp: () => move(index - 1),
    1: () => choose(current, 'crm'),
    2: () => choose(current, 'book'),
    3: () => element(current.id)?.querySelector<HTMLElement>('[data-other]')?.focus(),
  });
  return (
    <>
      <p className={classes.keys}>
        <kbd>↑</kbd> <kbd>↓</kbd> {t('keysWords')} <kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd>
      </p>
      <ol className={classes.list} aria-label={t('list')}>
        {items.map((conflict, position) => (
          <ConflictCard
            key={conflict.id}
            conflict={conflict}
            current={position === index}
            busy={!may || busyId === conflict.id}
            onCurrent={() => setAt(position)}
            onChoose={(choice) => choose(conflict, choice)}
          />
        ))}
      </ol>
    </>
  );
}
