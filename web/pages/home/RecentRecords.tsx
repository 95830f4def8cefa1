import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { query } from '../../api.ts';
import { Avatar } from '../../components/Avatar.tsx';
import { secondLine } from '../../components/QuickFind.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { photoOf } from '../records/photo/photo-of.ts';
import classes from './HomePage.module.css';

/** The records changed last, by whomever. */
export function RecentRecords() {
  const { t } = useTranslation(['home', 'frame']);
  const { data } = useQuery(query('listRecords', { query: { sort: '-updatedAt', limit: 8 } }));
  return (
    <section className="sheet" aria-label={t('recent.title')}>
      <h2 className={classes.panelTitle}>{t('recent.title')}</h2>
      {!data && <Skeletons rows={5} face />}
      {data?.items.length === 0 && <p className={classes.nothing}>{t('recent.none')}</p>}
      {data?.items.map((record) => (
        <Link key={record.id} to="/records/$id" params={{ id: record.id }} className={classes.line}>
          <Avatar name={record.displayName} kind={record.kind} photo={photoOf(record)} size={32} />
          <span className={classes.words}>
            <span className={`cut ${classes.lineName}`} dir="auto">
              {record.displayName}
            </span>
            <span className={`cut quiet ${classes.small}`}>
              {secondLine(record) || t(`frame:kind.${record.kind}`)}
            </span>
          </span>
          <span className={`quiet ${classes.small}`}>
            <RelativeTime at={record.updatedAt} />
          </span>
        </Link>
      ))}
    </section>
  );
}
