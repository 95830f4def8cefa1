// An import that is over: what became of every entry, as a list and as a table to keep, and the way back.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileImport } from '../../../src/http/contract/files.ts';
import { call } from '../../api.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { NamedProblem } from '../../components/NamedProblem.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { Lacking } from '../access/Lacking.tsx';
import { useLacked } from '../access/use-may.ts';
import { DownloadAccount } from './DownloadAccount.tsx';
import { EntryList } from './EntryList.tsx';
import classes from './Imports.module.css';
import { OutcomeTabs, type Shown } from './OutcomeTabs.tsx';
import { written } from './send-files.ts';

const PAGE_SIZE = 100;

export function ImportAccount({ found }: { found: FileImport }) {
  const { t } = useTranslation('files');
  const [chosen, setChosen] = useState<Shown>('all');
  const rows = useInfiniteQuery({
    queryKey: ['listImportRows', { params: { id: found.id } }, chosen],
    queryFn: ({ pageParam, signal }) =>
      call(
        'listImportRows',
        {
          params: { id: found.id },
          query: {
            limit: PAGE_SIZE,
            ...(chosen === 'all' ? {} : { outcome: chosen }),
            ...(pageParam ? { cursor: pageParam } : {}),
          },
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const entries = rows.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <p className={`quiet ${classes.hint}`}>
        {t(found.undoneAt ? 'undoneState' : `state.${found.state}`)} ·{' '}
        <RelativeTime at={found.undoneAt ?? found.finishedAt ?? found.createdAt} />
      </p>
      {found.problem && <NamedProblem code={found.problem} />}
      {found.state === 'cancelled' && found.counts && <p className="quiet">{t('stopped')}</p>}
      {found.counts && (
        <>
          <div className={classes.tabs}>
            {written(found.counts) > 0 && !found.undoneAt && <Undo found={found} />}
            <DownloadAccount found={found} />
          </div>
          <section className={classes.section}>
            <h2 className={classes.heading}>{t('account')}</h2>
            <OutcomeTabs words="did" counts={found.counts} chosen={chosen} onChoose={setChosen} />
            {rows.error ? (
              <ProblemNotice problem={rows.error} />
            ) : rows.data ? (
              <EntryList entries={entries} fileNames={found.fileNames} />
            ) : (
              <Skeletons rows={6} />
            )}
            {rows.hasNextPage && (
              <Button
                mt="md"
                variant="default"
                loading={rows.isFetchingNextPage}
                onClick={() => void rows.fetchNextPage()}
              >
                {t('more')}
              </Button>
            )}
          </section>
        </>
      )}
      <p>
        <Link to="/imports" className="link">
          {t('again')}
        </Link>
      </p>
    </>
  );
}

function Undo({ found }: { found: FileImport }) {
  const { t } = useTranslation('files');
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const lacked = useLacked([
    ...((found.counts?.added ?? 0) > 0 ? (['records.delete'] as const) : []),
    ...((found.counts?.merged ?? 0) > 0 ? (['records.edit'] as const) : []),
  ]);
  const undo = useMutation({
    mutationFn: () => call('undoRun', { params: { id: found.id }, body: {} }),
    onSuccess: ({ undone, skipped }) => {
      for (const name of [
        'getImport',
        'listImports',
        'listImportRows',
        'listRecords',
        'getRecord',
        'getHome',
      ])
        void queryClient.invalidateQueries({ queryKey: [name] });
      setAsking(false);
      const kept = skipped.length > 0 ? ` ${t('undo.kept', { count: skipped.length })}` : '';
      notifications.show({ message: `${t('undo.done', { count: undone })}${kept}` });
    },
  });
  return (
    <>
      <Button
        variant="default"
        disabled={lacked !== undefined}
        leftSection={<IconArrowBackUp size={16} stroke={1.7} aria-hidden />}
        onClick={() => {
          undo.reset();
          setAsking(true);
        }}
      >
        {t('undo.button')}
      </Button>
      {lacked && <Lacking permission={lacked} />}
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('undo.title')}
        confirm={t('undo.button')}
        onConfirm={() => undo.mutate()}
        danger
        busy={undo.isPending}
        problem={undo.error}
      >
        <p style={{ margin: '0 0 8px' }}>{t('undo.words')}</p>
        <p style={{ margin: 0 }}>{t('undo.left')}</p>
      </Confirm>
    </>
  );
}
