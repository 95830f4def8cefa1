// Records that may be one and the same, the most certain first: merged, compared, or said to be two.
import { Button } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Duplicate } from '../../../src/http/contract/matching.ts';
import { call, query } from '../../api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Help } from '../../components/help/Help.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { LackingNotice } from '../access/LackingNotice.tsx';
import { useLacked } from '../access/use-may.ts';
import { useQueueKeys } from '../queue/use-queue-keys.ts';
import { MergeRecords } from '../records/merge/MergeRecords.tsx';
import { DuplicatePair } from './DuplicatePair.tsx';
import classes from './DuplicatesPage.module.css';
import { MergeCertain } from './MergeCertain.tsx';
import { useDismissPair, useMergePair, useRefresh } from './use-decide.ts';

const PAGE = 20;
/** While records are still being compared, the list is asked for again. */
const AGAIN_MS = 3_000;

export function DuplicatesPage() {
  const { t } = useTranslation('duplicates');
  const lacked = useLacked(['records.edit', 'records.delete']);
  const duplicates = useInfiniteQuery({
    queryKey: ['listDuplicates', {}, 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(
        'listDuplicates',
        { query: { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
        { signal },
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: ({ state }) => (state.data?.pages[0]?.comparing ? AGAIN_MS : false),
  });
  const first = duplicates.data?.pages[0];
  const items = duplicates.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={t('title')}
      help={<Help topic="duplicates" />}
      count={first?.total || undefined}
      lead={first?.comparing ? t('comparing', { count: first.comparing }) : t('lead')}
      actions={first?.certain ? <MergeCertain count={first.certain} disabled={lacked !== undefined} /> : null}
    >
      {lacked && <LackingNotice permission={lacked} />}
      {duplicates.error && <ProblemNotice problem={duplicates.error} />}
      {!first && !duplicates.error && <Skeletons rows={6} face />}
      {first && items.length === 0 && (
        <EmptyState icon={<IconGitMerge size={26} stroke={1.4} aria-hidden />} title={t('none.title')}>
          {t('none.words')}
        </EmptyState>
      )}
      {items.length > 0 && <Deciding items={items} may={lacked === undefined} />}
      {duplicates.hasNextPage && (
        <Button
          mt="md"
          variant="default"
          loading={duplicates.isFetchingNextPage}
          onClick={() => void duplicates.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </Page>
  );
}

function Deciding({ items, may }: { items: Duplicate[]; may: boolean }) {
  const { t } = useTranslation('duplicates');
  const merge = useMergePair();
  const dismiss = useDismissPair();
  const [at, setAt] = useState(0);
  const [deleting, setDeleting] = useState<Record<string, boolean>>({});
  const [compared, setCompared] = useState<Duplicate | null>(null);
  const index = Math.min(at, items.length - 1);
  const current = items[index]!;
  const busy = !may || merge.isPending || dismiss.isPending;
  const wish = (pair: Duplicate) => ({ pair, secondCards: deleting[pair.id] ? 'delete' : 'keep' }) as const;
  const move = (next: number) => {
    const to = Math.max(0, Math.min(items.length - 1, next));
    setAt(to);
    document.querySelector(`[data-pair="${items[to]!.id}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  useQueueKeys({
    ArrowDown: () => move(index + 1),
    ArrowUp: () => move(index - 1),
    m: () => !busy && merge.mutate(wish(current)),
    c: () => !busy && setCompared(current),
    x: () => !busy && dismiss.mutate(current),
  });
  const problem = merge.error ?? dismiss.error;
  return (
    <>
      <p className={classes.keys}>
        <kbd>↑</kbd> <kbd>↓</kbd> {t('keys.move')} <kbd>m</kbd> {t('keys.merge')} <kbd>c</kbd>{' '}
        {t('keys.compare')} <kbd>x</kbd> {t('keys.two')}
      </p>
      {problem && <ProblemNotice problem={problem} />}
      <ol className={classes.list} aria-label={t('title')}>
        {items.map((pair, position) => (
          <DuplicatePair
            key={pair.id}
            pair={pair}
            current={position === index}
            busy={busy}
            deletesCards={deleting[pair.id] ?? false}
            onDeletesCards={(deletes) => setDeleting({ ...deleting, [pair.id]: deletes })}
            onCurrent={() => setAt(position)}
            onMerge={() => merge.mutate(wish(pair))}
            onCompare={() => setCompared(pair)}
            onDismiss={() => dismiss.mutate(pair)}
          />
        ))}
      </ol>
      {compared && <Comparing key={compared.id} pair={compared} onClose={() => setCompared(null)} />}
    </>
  );
}

/** The dialog that merges any two records, value by value. */
function Comparing({ pair, onClose }: { pair: Duplicate; onClose: () => void }) {
  const { data: record } = useQuery(query('getRecord', { params: { id: pair.stays.id } }));
  const refresh = useRefresh();
  if (!record) return null;
  return <MergeRecords record={record} otherId={pair.goes.id} opened onClose={onClose} onMerged={refresh} />;
}
