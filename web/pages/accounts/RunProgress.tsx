// A run under way: what it is doing, how far it is, how long it will still take. Found again wherever one comes back.
import { Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, Run } from '../../../src/http/contract/accounts.ts';
import { regional } from '../../i18n/region.ts';
import { runUnderWay } from './health.ts';
import classes from './RunProgress.module.css';
import { timeLeftMs } from './time-left.ts';

/** Nothing while nothing runs. */
export function RunProgress({ account, brief = false }: { account: Account; brief?: boolean }) {
  const { t } = useTranslation('accounts');
  const run = runUnderWay(account);
  if (!run) return null;
  if (run.state === 'queued')
    return (
      <div className={classes.progress} role="status">
        {t('run.queued')}
      </div>
    );
  const isFirst = account.lastCheckedAt === null;
  const { done, expected } = run.progress ?? { done: 0, expected: null };
  const what = run.trigger === 'import' ? 'importing' : isFirst ? 'reading' : 'syncing';
  const counted = run.trigger === 'import' ? 'imported' : isFirst ? 'cards' : 'handled';
  return (
    <div className={classes.progress} role="status">
      <div className={classes.words}>
        <span>
          <strong>{t(`run.${what}`)}</strong>
          {expected !== null && <> · {t('run.of', { done, expected })}</>}
          {expected === null && done > 0 && <> · {t(`run.${counted}`, { count: done })}</>}
          {isFirst && account.totals.pending > 0 && (
            <> · {t('run.queuedCards', { count: account.totals.pending })}</>
          )}
        </span>
        <span className="quiet">
          <TimeLeft run={run} />
        </span>
      </div>
      <Progress
        size={6}
        value={expected ? Math.min(100, (100 * done) / expected) : 100}
        animated={expected === null}
        striped={expected === null}
        aria-label={t('run.progress')}
        transitionDuration={140}
      />
      {!brief && <div className={classes.leave}>{t('run.leave')}</div>}
    </div>
  );
}

function TimeLeft({ run }: { run: Run }) {
  const { t, i18n } = useTranslation('accounts');
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 2000);
    return () => clearInterval(timer);
  }, []);
  const leftMs = run.progress && run.startedAt ? timeLeftMs(run.progress, run.startedAt, now) : null;
  if (leftMs === null) return null;
  if (leftMs < 10_000) return t('run.almost');
  return t('run.left', { time: duration(leftMs, i18n.language) });
}

/** “40 sec”, “3 min”, “2 hr”: as exact as anybody needs it. */
export function duration(ms: number, language: string): string {
  const [value, unit] =
    ms < 60_000
      ? [Math.max(1, Math.round(ms / 1000)), 'second']
      : ms < 5_400_000
        ? [Math.round(ms / 60_000), 'minute']
        : [Math.round(ms / 3_600_000), 'hour'];
  return new Intl.NumberFormat(regional(language), {
    style: 'unit',
    unit: unit as string,
    unitDisplay: 'short',
  }).format(value as number);
}
