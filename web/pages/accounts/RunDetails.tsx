import { useTranslation } from 'react-i18next';
import type { Run } from '../../../src/http/contract/accounts.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { exactTime } from '../../components/RelativeTime.tsx';
import { PlanLink } from '../plans/PlanLink.tsx';
import { unaccountedIn } from './health.ts';
import classes from './RunsTab.module.css';
import { useWhatMoved } from './what-moved.ts';

const COUNTED = [
  'pulled',
  'queued',
  'created',
  'merged',
  'updated',
  'deleted',
  'pushed',
  'conflicts',
  'failed',
] as const;

/** Everything a run counted, and that its cards add up. */
export function RunDetails({ run }: { run: Run }) {
  const { t, i18n } = useTranslation('accounts');
  const { counts, requests } = run;
  const missing = unaccountedIn(run);
  const moved = useWhatMoved(COUNTED)(run);
  return (
    <div className={classes.details}>
      {run.error && <ProblemNotice problem={run.error} />}
      <PlanLink run={run} />
      <dl className={classes.facts}>
        {run.startedAt && (
          <div>
            <dt>{t('runs.column.when')}</dt>
            <dd>{exactTime(run.startedAt, i18n.language)}</dd>
          </div>
        )}
        <div>
          <dt>{t('runs.changes')}</dt>
          <dd>{moved.join(', ') || t('runs.nothing')}</dd>
        </div>
        {counts.remoteTotal > 0 && (
          <div>
            <dt>{t('runs.total')}</dt>
            <dd>
              {t('runs.sum', { ...counts, total: counts.remoteTotal })}
              {missing > 0 && <strong className="bad"> {t('sum.unaccounted', { count: missing })}</strong>}
              {counts.outOfScope > 0 && <span className="quiet"> {t('runs.outOfScope')}</span>}
            </dd>
          </div>
        )}
        <div>
          <dt>{t('runs.asked')}</dt>
          <dd>
            {t('runs.requests', { count: requests.total })}
            {requests.total > 0 && (
              <span className="quiet">
                {' '}
                (
                {Object.entries(requests.byKind)
                  .map(([kind, count]) => `${kind} ${count}`)
                  .join(', ')}
                )
              </span>
            )}
          </dd>
        </div>
      </dl>
    </div>
  );
}
