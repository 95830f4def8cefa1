// What came of an import: a sentence, the way to what it did, and the way back.
import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Item, query } from '../../../api.ts';
import { useUndo } from '../../plans/use-undo.tsx';
import type { Deciding } from '../use-deciding.ts';
import type { Place } from '../use-place.ts';
import classes from './TriageBar.module.css';

type Run = Item<'listRuns'>;

/** The import that was asked for here, or the last one that a rule began meanwhile; none that was over before one came. */
export function useImportResult({ account }: Place, { importing }: Deciding): Run | undefined {
  const { data } = useQuery(query('listRuns', { params: { id: account.id }, query: { limit: 10 } }));
  const before = useRef<string>(undefined);
  if (data && before.current === undefined) before.current = data.items[0]?.id ?? '';
  const askedFor = importing.data?.runId;
  return data?.items.find(
    ({ id, trigger, finishedAt }) =>
      finishedAt !== null && (id === askedFor || (trigger === 'import' && id > (before.current ?? id))),
  );
}

export function ImportResult({ run }: { run: Run }) {
  const { t } = useTranslation('queue');
  const undo = useUndo(run.id);
  const { created, merged } = run.counts;
  const parts = [
    ...(created > 0 ? [t('result.created', { count: created })] : []),
    ...(merged > 0 ? [t('result.merged', { count: merged })] : []),
  ];
  if (run.state === 'failed') return <div className="bad">{t('result.failed')}</div>;
  if (parts.length === 0) return null;
  return (
    <div className={classes.result}>
      <span>
        {t('result.imported', { parts: parts.join(', ') })}{' '}
        <Link className="link" to="/accounts/$id/plan/$runId" params={{ id: run.accountId, runId: run.id }}>
          {t('result.look')}
        </Link>
      </span>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconArrowBackUp size={15} stroke={1.7} aria-hidden />}
        onClick={undo.askRun}
      >
        {t('result.undo')}
      </Button>
      {undo.dialog}
    </div>
  );
}
