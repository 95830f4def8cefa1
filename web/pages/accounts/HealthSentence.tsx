// The truth about an account in one line: when it was last complete, and that its cards add up.
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import { providerName } from '../../components/ProviderMark.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import classes from './HealthSentence.module.css';
import { healthOf, isProviderAway, runUnderWay, unaccounted } from './health.ts';
import { useIntervalWords } from './shared/use-interval-words.ts';

/** A full listing this much older than the last check is told besides. */
const APART_MS = 3_600_000;

export function HealthSentence({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  const intervalWords = useIntervalWords();
  const { lastFullAt, lastCheckedAt, nextCheckAt, totals } = account;
  const health = healthOf(account, Date.now());
  const missing = unaccounted(account);
  return (
    <span className={classes.sentence}>
      <span>
        {lastCheckedAt ? (
          <>
            {t('sentence.checked')} <RelativeTime at={lastCheckedAt} />
          </>
        ) : (
          t('sentence.never')
        )}
        {totals.cards > 0 && '; '}
        {totals.cards > 0 && <Sum totals={totals} />}
      </span>
      {missing > 0 && !runUnderWay(account) && (
        <strong className={`${classes.then} bad`}>{t('sum.unaccounted', { count: missing })}</strong>
      )}
      {totals.held > 0 && <span className={classes.then}>{t('sentence.held', { count: totals.held })}</span>}
      {lastFullAt && lastCheckedAt && Date.parse(lastCheckedAt) - Date.parse(lastFullAt) > APART_MS && (
        <span className={classes.then}>
          {t('sentence.full')} <RelativeTime at={lastFullAt} />
        </span>
      )}
      {health === 'paused' && !isProviderAway(account) && (
        <span className={classes.then}>{t('sentence.paused')}</span>
      )}
      {health !== 'paused' && health !== 'sign-in-needed' && nextCheckAt && !runUnderWay(account) && (
        <span className={classes.then}>
          {t('sentence.next')} <RelativeTime at={nextCheckAt} />
        </span>
      )}
      {account.state === 'active' && health !== 'leaving' && (
        <span className={classes.then}>
          {account.watched
            ? t('sentence.watched', { name: providerName(account.provider) })
            : t('sentence.inTurn', { time: intervalWords(account.settings.intervalMinutes) })}
        </span>
      )}
    </span>
  );
}

/** “1,204 cards = 890 linked + 312 in queue + 2 ignored” */
function Sum({ totals }: { totals: Account['totals'] }) {
  const { t } = useTranslation('accounts');
  const inQueue = totals.pending + totals.ready;
  const parts = [
    ...(totals.linked ? [t('sum.linked', { count: totals.linked })] : []),
    ...(inQueue ? [t('sum.queue', { count: inQueue })] : []),
    ...(totals.ignored ? [t('sum.ignored', { count: totals.ignored })] : []),
    ...(totals.outOfScope ? [t('sum.outOfScope', { count: totals.outOfScope })] : []),
    ...(totals.failed ? [t('sum.failed', { count: totals.failed })] : []),
  ];
  const cards = t('sum.cards', { count: totals.cards });
  return parts.length ? `${cards} = ${parts.join(' + ')}` : cards;
}
