// What stands around every screen of a signed-in person: places at the side (below, on a phone), search, freshness, menu.
import { Menu, UnstyledButton } from '@mantine/core';
import { IconCommand, IconMenu2 } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { Fragment, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RubricaEvent } from '../../src/http/contract/contract.ts';
import { query } from '../api.ts';
import { listen } from '../events.ts';
import { useDecisionNotice } from '../pages/access/use-decision-notice.ts';
import { SideViews } from '../pages/lists/SideViews.tsx';
import { openRequests } from '../pages/users/Requests.tsx';
import classes from './Frame.module.css';
import { Freshness } from './Freshness.tsx';
import { keepFocus } from './keep-focus.ts';
import { Keys } from './keys/Keys.tsx';
import { showPalette } from './keys/show-dialogs.ts';
import { Mark } from './Mark.tsx';
import { type PlaceName, place, placesOf } from './navigation.ts';
import { QuickFind } from './QuickFind.tsx';
import { UserMenu } from './UserMenu.tsx';
import { useAskBeforeLeaving } from './way-out/ask-before-leaving.ts';
import { SessionOver } from './way-out/SessionOver.tsx';

/** Places whose number waits for somebody. */
const WAITING: PlaceName[] = ['queue', 'conflicts', 'duplicates', 'users'];

/** Numbers beside the places, live. */
function useCounts(): Partial<Record<PlaceName, number | undefined>> {
  const { data } = useQuery(query('getHome'));
  const { data: me } = useQuery(query('getMe'));
  const { data: requests } = useQuery({ ...openRequests, enabled: me?.role === 'administrator' });
  return data
    ? {
        companies: data.companies,
        contacts: data.contacts,
        leads: data.leads,
        queue: data.queue,
        conflicts: data.conflicts,
        duplicates: data.duplicates,
        users: me?.role === 'administrator' ? requests?.total : undefined,
      }
    : {};
}

function Entry({ name, count }: { name: PlaceName; count?: number | undefined }) {
  const { t } = useTranslation('frame');
  const { to, icon: Icon } = place(name);
  return (
    <Link to={to} className={classes.entry} activeOptions={{ exact: to === '/', includeSearch: false }}>
      <Icon size={18} stroke={1.6} aria-hidden />
      <span className="cut">{t(`place.${name}`)}</span>
      {count ? (
        <span className={WAITING.includes(name) ? `${classes.count} ${classes.waiting}` : classes.count}>
          {t('number', { value: count })}
        </span>
      ) : null}
    </Link>
  );
}

function Side() {
  const { t } = useTranslation('frame');
  const counts = useCounts();
  const { data: me } = useQuery(query('getMe'));
  return (
    <nav className={classes.side} aria-label={t('places')}>
      <Link to="/" className={classes.name}>
        <Mark size={22} />
        Rubrica
      </Link>
      {(['home', 'companies', 'contacts', 'leads', 'queue', 'conflicts', 'duplicates'] as const).map(
        (name) => (
          <Fragment key={name}>
            <Entry name={name} count={counts[name]} />
            <SideViews path={place(name).to} />
          </Fragment>
        ),
      )}
      <div className={classes.gap} />
      <Entry name="accounts" />
      <Entry name="trash" />
      {me?.role === 'administrator' && (
        <>
          <Entry name="users" count={counts.users} />
          <Entry name="settings" />
        </>
      )}
    </nav>
  );
}

function Bottom() {
  const { t } = useTranslation('frame');
  const counts = useCounts();
  const { queue } = counts;
  const { data: me } = useQuery(query('getMe'));
  const tabs = ['home', 'contacts', 'queue', 'accounts'] as const;
  const more = placesOf(me?.role).filter(({ name }) => !tabs.some((tab) => tab === name));
  return (
    <nav className={classes.bottom} aria-label={t('places')}>
      {tabs.map((name) => {
        const { to, icon: Icon } = place(name);
        return (
          <Link
            key={name}
            to={to}
            className={classes.tab}
            activeOptions={{ exact: to === '/', includeSearch: false }}
          >
            <Icon size={21} stroke={1.6} aria-hidden />
            <span>{t(`tab.${name}`)}</span>
            {name === 'queue' && queue ? (
              <span className={classes.waiting}>{queue > 999 ? '999+' : queue}</span>
            ) : null}
          </Link>
        );
      })}
      <Menu position="top-end" width={220}>
        <Menu.Target>
          <UnstyledButton className={classes.tab}>
            <IconMenu2 size={21} stroke={1.6} aria-hidden />
            <span>{t('tab.more')}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCommand size={18} stroke={1.6} />} onClick={() => showPalette()}>
            {t('menu.commands')}
          </Menu.Item>
          {more.map(({ name, to, icon: Icon }) => (
            <Menu.Item
              key={name}
              component={Link}
              to={to}
              leftSection={<Icon size={18} stroke={1.6} />}
              rightSection={WAITING.includes(name) ? counts[name] || undefined : undefined}
            >
              {t(`place.${name}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}

/** The layout of everything inside. Hears the server's events while it stands. */
export function Frame() {
  const { t } = useTranslation('frame');
  const queryClient = useQueryClient();
  useAskBeforeLeaving(['updateQueue']);
  const notice = useRef<(event: RubricaEvent) => void>(() => {});
  notice.current = useDecisionNotice();
  useEffect(keepFocus, []);
  useEffect(() => listen(queryClient, (event) => notice.current(event)), [queryClient]);
  return (
    <div className={classes.frame}>
      <a href="#main" className={classes.skip}>
        {t('skip')}
      </a>
      <Side />
      <header className={classes.head}>
        <Link to="/" className={classes.markOnly} aria-label="Rubrica">
          <Mark size={24} />
        </Link>
        <QuickFind />
        <span className={classes.spring} />
        <Freshness />
        <UserMenu />
      </header>
      <main id="main" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
      <Bottom />
      <Keys />
      <SessionOver />
    </div>
  );
}
