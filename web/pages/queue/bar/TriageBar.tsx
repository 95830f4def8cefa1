// At the bottom: how far one is, the way back, and the import of exactly what is decided.
import { Button, Progress } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useProblemWords } from '../../../components/ProblemNotice.tsx';
import { Lacking } from '../../access/Lacking.tsx';
import { useMay } from '../../access/use-may.ts';
import { AlwaysDoThis } from '../rules/AlwaysDoThis.tsx';
import type { Deciding } from '../use-deciding.ts';
import type { Place } from '../use-place.ts';
import { ImportResult, useImportResult } from './ImportResult.tsx';
import classes from './TriageBar.module.css';

const READY = ['contact', 'company', 'lead', 'merge'] as const;

interface TriageBarProps {
  place: Place;
  deciding: Deciding;
}

export function TriageBar({ place, deciding }: TriageBarProps) {
  const { t } = useTranslation('queue');
  const words = useProblemWords();
  const may = useMay('records.edit');
  const { queue, run, view, setView } = place;
  const { importing, canUndo, undo, busy } = deciding;
  const result = useImportResult(place, deciding);
  if (!queue.tally) return null;
  const { counts, ready } = queue.tally;
  const toImport = READY.reduce((sum, kind) => sum + ready[kind], 0);
  const isImporting = run?.trigger === 'import' || importing.isPending;
  const problem = importing.error ? words(importing.error) : null;
  return (
    <section data-foot className={classes.bar} aria-label={t('bar.label')}>
      <div className={classes.words} aria-live="polite">
        {isImporting ? <Importing place={place} deciding={deciding} /> : <Sentence place={place} />}
        {!isImporting && result && <ImportResult key={result.id} run={result} />}
        <AlwaysDoThis accountId={place.account.id} deciding={deciding} />
        {problem && (
          <div className="bad">
            {problem.title} {problem.meaning} {problem.action}
          </div>
        )}
        {!may && toImport > 0 && <Lacking permission="records.edit" />}
        {counts.failed > 0 && view.state !== 'failed' && (
          <button type="button" className={classes.failed} onClick={() => setView({ state: 'failed' })}>
            <IconAlertTriangle size={15} stroke={1.8} aria-hidden />
            {t('bar.failed', { count: counts.failed })} · <span>{t('bar.look')}</span>
          </button>
        )}
      </div>
      <div className={classes.actions}>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} stroke={1.7} aria-hidden />}
          rightSection={<kbd>u</kbd>}
          disabled={!canUndo || busy}
          onClick={() => void undo()}
        >
          {t('bar.undo')}
        </Button>
        <Button
          leftSection={<IconDownload size={16} stroke={1.8} aria-hidden />}
          disabled={!may || toImport === 0 || busy || isImporting}
          title={toImport === 0 ? t('bar.importHint') : t('bar.importNote', { count: toImport })}
          onClick={() => importing.mutate()}
        >
          {toImport === 0 ? t('bar.import') : t('bar.importCount', { count: toImport })}
        </Button>
      </div>
    </section>
  );
}

function Sentence({ place }: { place: Place }) {
  const { t } = useTranslation('queue');
  const { counts, ready } = place.queue.tally!;
  const decided = counts.ready + counts.ignored;
  const total = counts.pending + decided;
  const parts = [
    ...READY.flatMap((kind) => (ready[kind] ? t(`counted.${kind}`, { count: ready[kind] }) : [])),
    ...(counts.ignored ? [t('counted.ignored', { count: counts.ignored })] : []),
  ];
  if (decided === 0) return counts.pending ? t('bar.none', { count: counts.pending }) : '';
  return (
    <>
      <strong>{t('bar.of', { decided, total })}</strong>: {parts.join(', ')}
    </>
  );
}

function Importing({ place: { run, queue }, deciding: { importing } }: TriageBarProps) {
  const { t } = useTranslation('queue');
  const progress = run?.progress ?? null;
  // After the cards of the queue come those of the address book: all is imported by then.
  const isOver = progress !== null && progress.phase !== 'import';
  const imported = progress?.done ?? 0;
  const expected = Math.max(importing.data?.items ?? imported + queue.tally!.counts.ready, imported);
  const done = isOver ? expected : Math.min(imported, expected);
  const words = isOver ? t('bar.checking') : t('bar.importing', { done, expected });
  return (
    <>
      {words}
      <Progress
        mt={6}
        size={4}
        value={expected ? (100 * done) / expected : 0}
        aria-label={words}
        transitionDuration={140}
      />
    </>
  );
}
