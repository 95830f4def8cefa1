// All help in one place: what each thing does, where it is, and whether the words help. Administrators read what others said.
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { HELP_TOPICS, type HelpTopic } from '../../../src/http/contract/help.ts';
import { type Item, query } from '../../api.ts';
import { DidItHelp } from '../../components/help/DidItHelp.tsx';
import { Page } from '../../components/Page.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import classes from './HelpPage.module.css';

/** Where it is done. */
const PLACES: Record<HelpTopic, LinkProps['to']> = {
  connect: '/accounts/new',
  'sync-now': '/accounts',
  queue: '/queue',
  matches: '/queue',
  rules: '/queue',
  'sync-mobile': '/contacts',
  direction: '/accounts',
  'deleted-on-phone': '/accounts',
  conflicts: '/conflicts',
  holds: '/accounts',
  groups: '/accounts',
  labels: '/accounts',
  companies: '/company-names',
  duplicates: '/duplicates',
  trash: '/trash',
  layout: '/settings/layout',
};

/** What people said, for administrators. */
function Answers({ said }: { said: Item<'listHelpAnswers'> }) {
  const { t } = useTranslation('help');
  const counts = [
    said.helped > 0 && t('helped', { count: said.helped }),
    said.notHelped > 0 && t('notHelped', { count: said.notHelped }),
  ].filter(Boolean);
  return (
    <div className={classes.answers}>
      <p className="quiet">{counts.join(' · ')}</p>
      {said.missing.length > 0 && (
        <ul>
          {said.missing.map(({ text, userName, at }) => (
            <li key={`${userName} ${at}`}>
              <p dir="auto">{text}</p>
              <span className="quiet">
                {userName} · <RelativeTime at={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function HelpPage() {
  const { t } = useTranslation('help');
  const { data: me } = useQuery(query('getMe'));
  const isAdministrator = me?.role === 'administrator';
  const { data: answers } = useQuery({ ...query('listHelpAnswers'), enabled: isAdministrator });
  const hash = useRouterState({ select: ({ location }) => location.hash });
  useEffect(() => {
    document.getElementById(hash)?.focus();
  }, [hash]);
  return (
    <Page title={t('title')} lead={t('lead')} width="reading">
      <div className={classes.topics}>
        {HELP_TOPICS.map((topic) => {
          const said = answers?.items.find((item) => item.topic === topic);
          return (
            <section key={topic} className={`sheet ${classes.topic}`} data-topic={topic}>
              <h2 id={topic} tabIndex={-1}>
                {t(`topic.${topic}.title`)}
              </h2>
              <p>{t(`topic.${topic}.short`)}</p>
              <p>{t(`topic.${topic}.more`)}</p>
              <div className={classes.foot}>
                {(topic !== 'layout' || isAdministrator) && (
                  <Link
                    to={PLACES[topic]}
                    className="link"
                    aria-label={`${t('go')}: ${t(`topic.${topic}.title`)}`}
                  >
                    {t('go')}
                  </Link>
                )}
                {said ? <Answers said={said} /> : <DidItHelp topic={topic} />}
              </div>
            </section>
          );
        })}
      </div>
    </Page>
  );
}
