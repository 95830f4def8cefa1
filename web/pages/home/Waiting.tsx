// What waits for the person here: a line each, what it means, and the way there. Nothing is an answer as well.
import {
  IconArrowRight,
  IconArrowsDiff,
  IconBuilding,
  IconClock,
  IconFileAlert,
  IconGitMerge,
  IconInbox,
  IconLogin2,
  IconMoodSmile,
  IconUserQuestion,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answer, query } from '../../api.ts';
import { providerName } from '../../components/ProviderMark.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { openRequests } from '../users/Requests.tsx';
import classes from './HomePage.module.css';

/** People are told so long before a sign-in ends. */
const SOON_MS = 7 * 86_400_000;

interface Line {
  key: string;
  icon: typeof IconInbox;
  title: ReactNode;
  words: ReactNode;
  /** What one does there. */
  action: string;
  link: Pick<LinkProps, 'to' | 'params' | 'search'>;
}

type Told = Pick<Answer<'getToday'>, 'failedImports' | 'refusing'>;

function useLines(home: Answer<'getHome'>, { failedImports, refusing }: Told): Line[] | undefined {
  const { t } = useTranslation('home');
  const { data: me } = useQuery(query('getMe'));
  const { data: accounts } = useQuery(query('listAccounts', { query: {} }));
  const { data: requests } = useQuery({ ...openRequests, enabled: me?.role === 'administrator' });
  if (!accounts) return undefined;
  const all = accounts.items;
  const overview = (id: string): Line['link'] => ({ to: '/accounts/$id/{-$tab}', params: { id } });
  const counted = (
    name: 'conflicts' | 'duplicates' | 'companyNames' | 'requests',
    count: number,
    icon: Line['icon'],
    to: LinkProps['to'],
  ): Line[] =>
    count > 0
      ? [
          {
            key: name,
            icon,
            title: t(`${name}.count`, { count }),
            words: t(`${name}.words`, { count }),
            action: t(`${name}.action`),
            link: { to },
          },
        ]
      : [];
  return [
    ...refusing.map(({ provider, accounts: count }) => ({
      key: `client ${provider}`,
      icon: IconLogin2,
      title: providerName(provider),
      words: t('client.words', { count }),
      action: t('client.action'),
      link: { to: '/settings/configurations' } as Line['link'],
    })),
    ...all
      .filter(({ state }) => state === 'sign-in-needed')
      .map(({ id, name }) => ({
        key: `sign-in ${id}`,
        icon: IconLogin2,
        title: name,
        words: t('signIn.words'),
        action: t('signIn.action'),
        link: overview(id),
      })),
    ...all.flatMap(({ id, name, state, signInEndsAt }) =>
      state !== 'sign-in-needed' && signInEndsAt && Date.parse(signInEndsAt) < Date.now() + SOON_MS
        ? [
            {
              key: `ends ${id}`,
              icon: IconClock,
              title: name,
              words: (
                <>
                  {t('ends.words')} <RelativeTime at={signInEndsAt} />
                </>
              ),
              action: t('signIn.action'),
              link: overview(id),
            },
          ]
        : [],
    ),
    ...all
      .filter(({ totals }) => totals.pending + totals.ready > 0)
      .map(({ id, name, totals: { pending, ready } }) => ({
        key: `queue ${id}`,
        icon: IconInbox,
        title: (
          <>
            {t('queue.count', { count: pending + ready })} <span className="quiet">· {name}</span>
          </>
        ),
        words: pending > 0 ? t('queue.words', { count: pending }) : t('queue.ready', { count: ready }),
        action: t(pending > 0 ? 'queue.action' : 'queue.import'),
        link: { to: '/queue', search: { account: id } } as Line['link'],
      })),
    ...counted('conflicts', home.conflicts, IconArrowsDiff, '/conflicts'),
    ...counted('duplicates', home.duplicates, IconGitMerge, '/duplicates'),
    ...counted('companyNames', home.companyNames, IconBuilding, '/company-names'),
    ...counted('requests', requests?.total ?? 0, IconUserQuestion, '/users'),
    ...failedImports.map(({ id, fileNames, at }) => ({
      key: id,
      icon: IconFileAlert,
      title: fileNames.join(', '),
      words: (
        <>
          {t('failed.words')} <RelativeTime at={at} />
        </>
      ),
      action: t('failed.action'),
      link: { to: '/imports/$id', params: { id } } as Line['link'],
    })),
  ];
}

export function Waiting({ home, told }: { home: Answer<'getHome'>; told: Told }) {
  const { t } = useTranslation('home');
  const lines = useLines(home, told);
  const { data: accounts } = useQuery(query('listAccounts', { query: {} }));
  if (!lines || (lines.length === 0 && accounts?.items.some(({ waiting }) => waiting))) return null;
  return (
    <section className={`sheet ${classes.waiting}`} aria-label={t('waits.title')}>
      {lines.length === 0 ? (
        <div className={classes.calm}>
          <IconMoodSmile size={26} stroke={1.4} aria-hidden className="good" />
          <div>
            <h2>{t('waits.none')}</h2>
            <p className="quiet">{t('waits.noneWords')}</p>
          </div>
        </div>
      ) : (
        <>
          <h2 className={classes.panelTitle}>{t('waits.title')}</h2>
          {lines.map(({ key, icon: Icon, title, words, action, link }) => (
            <Link key={key} {...link} className={classes.line}>
              <Icon size={20} stroke={1.6} aria-hidden className={classes.sign} />
              <span className={classes.words}>
                <span className={classes.lineName}>{title}</span>
                <span className={`quiet ${classes.small}`}>{words}</span>
              </span>
              <span className={classes.action}>
                {action}
                <IconArrowRight size={16} stroke={1.6} aria-hidden />
              </span>
            </Link>
          ))}
        </>
      )}
    </section>
  );
}
