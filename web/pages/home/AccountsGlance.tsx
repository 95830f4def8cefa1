import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconHandStop,
  IconPlayerPause,
  IconRefresh,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Item, query } from '../../api.ts';
import { useProblemWords } from '../../components/ProblemNotice.tsx';
import { ProviderMark } from '../../components/ProviderMark.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import classes from './HomePage.module.css';

const SIGNS = {
  running: { icon: IconRefresh, tone: 'quiet' },
  active: { icon: IconCheck, tone: 'good' },
  waiting: { icon: IconHandStop, tone: 'warn' },
  partly: { icon: IconHandStop, tone: 'warn' },
  delayed: { icon: IconAlertTriangle, tone: 'bad' },
  paused: { icon: IconPlayerPause, tone: 'quiet' },
  'sign-in-needed': { icon: IconAlertTriangle, tone: 'bad' },
  failing: { icon: IconAlertTriangle, tone: 'warn' },
} as const;

function Account({ account }: { account: Item<'listAccounts'> }) {
  const { t } = useTranslation('home');
  const problemWords = useProblemWords();
  const running = account.state === 'active' && account.run?.state === 'running';
  const { health } = account;
  const told = health === 'waiting' || health === 'delayed' ? health : account.state;
  const state = running ? 'running' : told === 'active' && account.totals.held > 0 ? 'partly' : told;
  const { icon: Icon, tone } = SIGNS[state];
  const trouble = account.state === 'sign-in-needed' || account.state === 'failing' ? account.problem : null;
  return (
    <Link to="/accounts/$id/{-$tab}" params={{ id: account.id }} className={classes.line}>
      <ProviderMark provider={account.provider} size={22} />
      <span className={classes.words}>
        <span className={`cut ${classes.lineName}`}>{account.name}</span>
        <span className={`${tone} ${classes.small} ${classes.state}`}>
          <Icon size={14} stroke={1.8} aria-hidden />
          <span>
            {trouble ? problemWords(trouble).title : t(`state.${state}`)}
            {!trouble && !running && account.lastCheckedAt && (
              <span className="quiet">
                {' '}
                · <RelativeTime at={account.lastCheckedAt} />
              </span>
            )}
          </span>
        </span>
      </span>
      <span className={`quiet ${classes.small}`}>{t('cards', { count: account.totals.cards })}</span>
    </Link>
  );
}

/** One's own accounts and whether they are in step. */
export function AccountsGlance() {
  const { t } = useTranslation(['home', 'frame']);
  const { data } = useQuery(query('listAccounts', { query: {} }));
  return (
    <section className="sheet" aria-label={t('frame:place.accounts')}>
      <h2 className={classes.panelTitle}>{t('frame:place.accounts')}</h2>
      {!data && <Skeletons rows={2} />}
      {data?.items.map((account) => (
        <Account key={account.id} account={account} />
      ))}
      {data?.items.length === 0 && (
        <div className={classes.nothing}>
          <p>{t('connect.words')}</p>
          <Button component={Link} to="/accounts/new" variant="light">
            {t('connect.button')}
          </Button>
        </div>
      )}
    </section>
  );
}
