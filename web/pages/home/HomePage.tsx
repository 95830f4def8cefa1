// The start page: an invitation while everything is empty; afterwards how things stand, and what waits for a decision.
import { Button } from '@mantine/core';
import { IconAddressBook, IconDeviceMobile, IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answer, query } from '../../api.ts';
import { place } from '../../components/navigation.ts';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { allTexts } from '../../i18n/i18n.ts';
import { WaitingBanners } from '../plans/WaitingBanner.tsx';
import { openRequests } from '../users/Requests.tsx';
import { AccountsGlance } from './AccountsGlance.tsx';
import classes from './HomePage.module.css';
import { Birthdays, LastChanges } from './Today.tsx';
import { Waiting } from './Waiting.tsx';

function Invitation({ name }: { name: string }) {
  const { t } = useTranslation('home');
  const navigate = useNavigate();
  return (
    <div className={classes.invitation}>
      <h1>{t('welcome', { name })}</h1>
      <p className={classes.lead}>{t('lead')}</p>
      <div className={classes.doors}>
        <div className={`sheet ${classes.doorway}`}>
          <IconPlugConnected size={28} stroke={1.4} aria-hidden />
          <h2>{t('connect.title')}</h2>
          <p>{t('connect.words')}</p>
          <Button component={Link} to="/accounts/new">
            {t('connect.button')}
          </Button>
        </div>
        <div className={`sheet ${classes.doorway}`}>
          <IconAddressBook size={28} stroke={1.4} aria-hidden />
          <h2>{t('add.title')}</h2>
          <p>{t('add.words')}</p>
          <Button
            data-new
            variant="default"
            onClick={() => void navigate({ to: '/contacts', search: { new: true } })}
          >
            {t('add.button')}
          </Button>
        </div>
      </div>
    </div>
  );
}

function Counts({ home }: { home: Answer<'getHome'> }) {
  const { t } = useTranslation(['home', 'frame']);
  return (
    <div className={classes.counts}>
      {(['companies', 'contacts', 'leads'] as const).map((name) => {
        const { to, icon: Icon } = place(name);
        return (
          <Link key={name} to={to} className={`sheet ${classes.count}`}>
            <Icon size={20} stroke={1.5} aria-hidden className="quiet" />
            <span className={classes.number}>{t('frame:number', { value: home[name] })}</span>
            <span className="quiet">{t(`counted.${name}`, { count: home[name] })}</span>
          </Link>
        );
      })}
      <Link to="/contacts" search={{ flagged: true }} className={`sheet ${classes.count}`}>
        <IconDeviceMobile size={20} stroke={1.5} aria-hidden className="quiet" />
        <span className={classes.number}>{t('frame:number', { value: home.flagged })}</span>
        <span className="quiet">{t('counted.flagged', { count: home.flagged })}</span>
      </Link>
    </div>
  );
}

/** As the calendar on the wall has it. */
const localDate = (): string => new Intl.DateTimeFormat('sv-SE').format(new Date());

export function HomePage() {
  const { t } = useTranslation(['home', 'frame']);
  const [today] = useState(localDate);
  const { data: me } = useQuery(query('getMe'));
  const { data: home, error } = useQuery(query('getHome'));
  const { data: told, error: toldError } = useQuery(query('getToday', { query: { today } }));
  const { data: accounts, error: accountsError } = useQuery(query('listAccounts', { query: {} }));
  const { isPending: isAsking } = useQuery({ ...openRequests, enabled: me?.role === 'administrator' });
  // What a run would do is told in words that few start pages need.
  const isWaiting = accounts?.items.some(({ waiting }) => waiting) ?? false;
  const { isPending: isReading } = useQuery({
    queryKey: ['allTexts'],
    queryFn: () => allTexts().then(() => true),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: isWaiting,
  });
  const problem = error ?? toldError ?? accountsError;
  if (problem && !(home && told && accounts))
    return (
      <Page title={t('frame:place.home')} width="reading">
        <ProblemNotice problem={problem} />
      </Page>
    );
  // All at once: what comes later would push what is read already.
  const isLater = (me?.role === 'administrator' && isAsking) || (isWaiting && isReading);
  if (!home || !me || !told || !accounts || isLater) return <Skeletons rows={5} />;
  const first = me.name.split(' ')[0] ?? me.name;
  if (home.companies + home.contacts + home.leads + home.accounts === 0) return <Invitation name={first} />;
  return (
    <Page title={t('greeting', { name: first })}>
      <WaitingBanners />
      <Waiting home={home} told={told} />
      <Counts home={home} />
      <div className={classes.columns}>
        <LastChanges changes={told.changes} />
        <div className={classes.column}>
          <Birthdays birthdays={told.birthdays} today={today} />
          <AccountsGlance />
        </div>
      </div>
    </Page>
  );
}
