// What is going on: birthdays of the next two weeks, and what changed last, by whom or from which phone.

import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api.ts';
import { Avatar } from '../../components/Avatar.tsx';
import { ProviderMark, providerName } from '../../components/ProviderMark.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { shownDate } from '../records/dates.ts';
import { useFieldWords } from '../records/fields/field-words.ts';
import classes from './HomePage.module.css';

type Today = Answer<'getToday'>;

export function Birthdays({ birthdays, today }: Pick<Today, 'birthdays'> & { today: string }) {
  const { t, i18n } = useTranslation('home');
  if (birthdays.length === 0) return null;
  const soon = new Intl.RelativeTimeFormat(i18n.language, { numeric: 'auto' });
  const dayOf = (on: string): string => {
    const days = Math.round((Date.parse(on) - Date.parse(today)) / 86_400_000);
    const words = days < 2 ? soon.format(days, 'day') : shownDate(`--${on.slice(5)}`, i18n.language);
    return words.charAt(0).toLocaleUpperCase(i18n.language) + words.slice(1);
  };
  return (
    <section className="sheet" aria-label={t('birthdays.title')}>
      <h2 className={classes.panelTitle}>{t('birthdays.title')}</h2>
      {birthdays.map(({ recordId, displayName, kind, on, age }) => (
        <Link key={recordId} to="/records/$id" params={{ id: recordId }} className={classes.line}>
          <Avatar name={displayName} kind={kind} size={32} />
          <span className={classes.words}>
            <span className={`cut ${classes.lineName}`} dir="auto">
              {displayName}
            </span>
            {age !== null && age > 0 && (
              <span className={`quiet ${classes.small}`}>{t('birthdays.turns', { count: age })}</span>
            )}
          </span>
          <span className={`${on === today ? 'good' : 'quiet'} ${classes.small}`}>{dayOf(on)}</span>
        </Link>
      ))}
    </section>
  );
}

/** More of them are counted. */
const NAMED = 3;
/** What happened to the record as a whole has words of its own. */
const WHOLE = ['deletedAt', 'mergedFrom', 'kind', 'photo', 'inFile'] as const;

type Change = Today['changes'][number];

function useActor(): (change: Change) => string {
  const { t } = useTranslation('home');
  return ({ actor, userName, accountName, provider }) => {
    if (actor === 'user') return userName ?? t('by.somebody');
    if (actor === 'system') return 'Rubrica';
    if (accountName !== null) return accountName;
    return provider === null ? t('by.cardSomewhere') : t('by.cardAt', { provider: providerName(provider) });
  };
}

export function LastChanges({ changes }: Pick<Today, 'changes'>) {
  const { t } = useTranslation('home');
  const { named } = useFieldWords();
  const actorOf = useActor();
  const what = ({ fields }: Change): string => {
    const whole = WHOLE.find((field) => fields.includes(field));
    if (whole) return t(`did.${whole}`);
    return fields.length > NAMED ? t('by.values', { count: fields.length }) : fields.map(named).join(', ');
  };
  return (
    <section className="sheet" aria-label={t('recent.title')}>
      <h2 className={classes.panelTitle}>{t('recent.title')}</h2>
      {changes.length === 0 && <p className={classes.nothing}>{t('recent.none')}</p>}
      {changes.map((change) => (
        <Link
          key={`${change.recordId} ${change.at}`}
          to="/records/$id"
          params={{ id: change.recordId }}
          className={classes.line}
        >
          <Avatar name={change.displayName} kind={change.kind} size={32} />
          <span className={classes.words}>
            <span className={`cut ${classes.lineName}`} dir="auto">
              {change.displayName}
              {change.others > 0 && (
                <span className="quiet"> {t('recent.others', { count: change.others })}</span>
              )}
            </span>
            <span className={`cut quiet ${classes.small} ${classes.by}`}>
              {change.actor === 'sync' && <ProviderMark provider={change.provider} size={14} />}
              {actorOf(change)} · {what(change)}
            </span>
          </span>
          <span className={`quiet ${classes.small}`}>
            <RelativeTime at={change.at} />
          </span>
        </Link>
      ))}
    </section>
  );
}
