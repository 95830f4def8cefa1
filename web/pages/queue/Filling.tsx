import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import classes from './Filling.module.css';

/** While the first check reads the address book, the queue grows: how far it is. Nothing afterwards. */
export function Filling({ account }: { account: Account }) {
  const { t } = useTranslation('queue');
  const { run, lastCheckedAt } = account;
  if (lastCheckedAt !== null || run?.state !== 'running' || run.trigger === 'import') return null;
  const { done, expected } = run.progress ?? { done: 0, expected: null };
  const read =
    expected === null ? t('filling.counting', { count: done }) : t('filling.count', { done, expected });
  return (
    <div className={classes.filling} role="status">
      <div className={classes.words}>
        <span>{t('filling.text')}</span>
        <span className="quiet">{read}</span>
      </div>
      <Progress
        size={4}
        value={expected ? (100 * done) / expected : 100}
        animated={expected === null}
        aria-label={read}
      />
    </div>
  );
}
