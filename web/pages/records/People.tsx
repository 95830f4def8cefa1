// The company of a person, and who else is there; of a company its people.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { roleOf } from '../../../src/fields/catalogue.ts';
import { firstValue } from '../../../src/fields/shown.ts';
import type { Answer } from '../../api.ts';
import { Avatar } from '../../components/Avatar.tsx';
import { photoOf } from './photo/photo-of.ts';
import classes from './RecordPage.module.css';
import { companyOf, peopleQuery } from './use-gathered.ts';

/** Nothing where there is no company, or nobody else at it. */
export function People({ record, company }: { record: Answer<'getRecord'>; company: string }) {
  const { t } = useTranslation(['records', 'recordPage']);
  const isCompany = record.kind === 'company';
  const companyId = companyOf(record);
  const { data } = useQuery({
    ...peopleQuery(companyId ?? ''),
    enabled: companyId !== null,
  });
  const people = data?.items.filter(({ id }) => id !== record.id) ?? [];
  if (!data || people.length === 0) return null;
  const title = isCompany ? t('people', { count: data.total }) : t('recordPage:colleagues', { company });
  const left = data.total - data.items.length;
  return (
    <section className={`sheet ${classes.panel}`} aria-label={title}>
      <h2 className={classes.panelTitle} dir="auto">
        {title}
      </h2>
      <div className={classes.people}>
        {people.map((person) => (
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
      </div>
      {left > 0 && <div className={`quiet ${classes.small}`}>{t('peopleMore', { count: left })}</div>}
    </section>
  );
}
