import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import { query } from '../../api.ts';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { HiddenSyncs } from '../layout/HiddenSync.tsx';
import { HeldCards } from '../plans/held/HeldCards.tsx';
import { ActivityChart } from './ActivityChart.tsx';
import classes from './OverviewTab.module.css';
import { AlsoConnectedBy } from './shared/SharedBook.tsx';

export function OverviewTab({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  return (
    <div className={classes.overview}>
      <Numbers account={account} />
      <HiddenSyncs />
      <HeldCards accountId={account.id} />
      <ActivityChart accountId={account.id} checkedAt={account.lastCheckedAt} />
      <div className={classes.pair}>
        <Books account={account} />
        <Groups accountId={account.id} />
      </div>
      <p className="quiet">
        {t('overview.connectedAs', { username: account.username })} · {t('overview.connected')}{' '}
        <RelativeTime at={account.createdAt} />
        <AlsoConnectedBy account={account} />
      </p>
    </div>
  );
}

function Numbers({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  const { linked, pending, ready, ignored, outOfScope, failed } = account.totals;
  const toQueue = { to: '/accounts/$id/{-$tab}', params: { id: account.id, tab: 'queue' } } as const;
  const toGroups = { ...toQueue, params: { id: account.id, tab: 'groups' } } as const;
  const numbers = [
    { name: 'linked', value: linked },
    { name: 'pending', value: pending, link: toQueue },
    { name: 'ready', value: ready, link: toQueue },
    { name: 'ignored', value: ignored, link: toQueue },
    ...(outOfScope ? [{ name: 'outOfScope', value: outOfScope, link: toGroups }] : []),
    ...(failed ? [{ name: 'failed', value: failed, link: toQueue, isBad: true }] : []),
  ];
  return (
    <dl className={classes.numbers} aria-label={t('overview.numbers')}>
      {numbers.map(({ name, value, link, isBad }) => (
        <div key={name} className={classes.number}>
          <dt>{t(`overview.${name}`)}</dt>
          <dd className={isBad ? 'bad' : undefined}>
            {link && value > 0 ? <Link {...link}>{t('number', { value })}</Link> : t('number', { value })}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Books({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  return (
    <section className={`sheet ${classes.part}`}>
      <h2 className={classes.title}>{t('overview.books')}</h2>
      <ul className={classes.rows}>
        {account.books.map((book) => (
          <li key={book.id}>
            <span dir="auto">{book.name || t('wizard.unnamedBook')}</span>
            {book.problem && <span className="warn">{t('overview.bookFails')}</span>}
            {book.readOnly && <span className="quiet">{t('wizard.readOnly')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Groups({ accountId }: { accountId: string }) {
  const { t } = useTranslation('accounts');
  const { data } = useQuery(query('listGroups', { params: { id: accountId } }));
  return (
    <section className={`sheet ${classes.part}`}>
      <h2 className={classes.title}>{t('overview.groups')}</h2>
      {data && data.items.length === 0 && <p className="quiet">{t('overview.noGroups')}</p>}
      <ul className={classes.rows}>
        {data?.items.map((group) => (
          <li key={group.id}>
            <span dir="auto">{group.name}</span>
            <span className="quiet">{t('number', { value: group.cards })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
