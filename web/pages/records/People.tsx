import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { roleOf } from '../../../src/fields/catalogue.ts';
import { firstValue } from '../../../src/fields/shown.ts';
import { query } from '../../api.ts';
import { Avatar } from '../../components/Avatar.tsx';
import { photoOf } from './photo/photo-of.ts';
import classes from './RecordPage.module.css';

const SHOWN = 50;

/** The contacts and leads of a company. Nothing while it has none. */
export function People({ companyId }: { companyId: string }) {
  const { t } = useTranslation('records');
  const { data } = useQuery(query('listRecords', { query: { companyId, limit: SHOWN } }));
  if (!data?.items.length) return null;
  return (
    <section className={`sheet ${classes.panel}`} aria-label={t('people', { count: data.total })}>
      <h2 className={classes.panelTitle}>{t('people', { count: data.total })}</h2>
      {data.items.map((person) => (
        <Link key={person.id} to="/records/$id" params={{ id: person.id }} className={classes.person}>
          <Avatar name={person.displayName} kind={person.kind} photo={photoOf(person)} size={28} />
          <span className={classes.linkWords}>
            <span className="cut" style={{ display: 'block' }} dir="auto">
              {person.displayName}
            </span>
            <span className={`cut quiet ${classes.small}`} style={{ display: 'block' }}>
              {[
                roleOf(person.kind, person.values),
                firstValue(person, 'phone') || firstValue(person, 'email'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
        </Link>
      ))}
      {data.total > SHOWN && (
        <div className={`quiet ${classes.small}`}>{t('peopleMore', { count: data.total - SHOWN })}</div>
      )}
    </section>
  );
}
