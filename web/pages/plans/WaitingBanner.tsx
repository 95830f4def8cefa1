// What waits for somebody's word, where it cannot be overlooked: how much, that nothing was done, and the way to look.
import { Button } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import { query } from '../../api.ts';
import { ProviderMark } from '../../components/ProviderMark.tsx';
import { classesInOrder, sumOf } from './plan-actions.ts';
import classes from './WaitingBanner.module.css';

type Waits = Pick<Account, 'id' | 'name' | 'provider' | 'waiting'>;

/** Nothing while nothing waits. `named` says whose account it is, where that is not plain. */
export function WaitingBanner({ account, named = false }: { account: Waits; named?: boolean }) {
  const { t } = useTranslation('plans');
  const { waiting } = account;
  if (!waiting) return null;
  const counted = classesInOrder(waiting.classes);
  const [only] = counted;
  const own = counted.length === 1 && (only![0] === 'card-deletions' || only![0] === 'card-creations');
  return (
    <section className={classes.banner} aria-label={t(`title.waiting`)}>
      <IconHandStop size={20} stroke={1.6} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        {named && (
          <div className={classes.account}>
            <ProviderMark provider={account.provider} size={16} /> <span className="cut">{account.name}</span>
          </div>
        )}
        <div className={classes.would}>
          {counted.map(([name, count]) => t(`would.${name}`, { count })).join(' ')} {t('nothingDone')}
        </div>
        <div>{t(`reason.${waiting.reason}`)}</div>
      </div>
      <Button
        variant="default"
        renderRoot={(props) => (
          <Link to="/accounts/$id/plan/$runId" params={{ id: account.id, runId: waiting.runId }} {...props} />
        )}
      >
        {t(own ? `look.${only![0]}` : 'look.changes', { count: sumOf(waiting.classes) })}
      </Button>
    </section>
  );
}

/** Of all of one's accounts, for the start page. */
export function WaitingBanners() {
  const { data } = useQuery(query('listAccounts', { query: {} }));
  return data?.items.map((account) => <WaitingBanner key={account.id} account={account} named />);
}
