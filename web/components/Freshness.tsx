// How fresh the phone and Rubrica are, in one glance and in words; leads to the accounts.
import { IconAlertTriangle, IconCheck, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { query } from '../api.ts';
import classes from './Freshness.module.css';
import { RelativeTime } from './RelativeTime.tsx';

/** Nothing while no account is connected. */
export function Freshness() {
  const { t } = useTranslation('frame');
  const { data } = useQuery({ ...query('listAccounts', { query: {} }), refetchInterval: 60_000 });
  if (!data?.items.length) return null;
  const troubled = data.items.filter(({ health }) => health !== 'fresh' && health !== 'paused').length;
  const running = data.items.find(({ run }) => run?.state === 'running');
  const checked = data.items.flatMap(({ lastCheckedAt }) => lastCheckedAt ?? []).sort();
  if (troubled)
    return (
      <Link to="/accounts" className={`${classes.pill} ${classes.bad}`}>
        <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
        <span className={classes.words}>{t('fresh.trouble', { count: troubled })}</span>
        <span className="unseen">{t('fresh.open')}</span>
      </Link>
    );
  if (running) {
    const { done, expected } = running.run!.progress ?? { done: 0, expected: null };
    const share = expected ? Math.min(99, Math.floor((100 * done) / expected)) : null;
    return (
      <Link to="/accounts" className={classes.pill}>
        <IconRefresh size={16} stroke={1.8} className={classes.turning} aria-hidden />
        <span className={classes.words}>
          {share === null ? t('fresh.running') : t('fresh.runningShare', { share })}
        </span>
      </Link>
    );
  }
  return (
    <Link to="/accounts" className={classes.pill}>
      <IconCheck size={16} stroke={1.8} className="good" aria-hidden />
      <span className={classes.words}>
        {checked.length ? (
          <>
            {t('fresh.checked')} <RelativeTime at={checked.at(-1)!} />
          </>
        ) : (
          t('fresh.never')
        )}
      </span>
    </Link>
  );
}
