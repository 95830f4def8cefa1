// Who looks after a record, and since when it is here.
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api.ts';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import classes from './RecordPage.module.css';

export function About({ record }: { record: Answer<'getRecord'> }) {
  const { t } = useTranslation(['recordPage', 'records']);
  return (
    <section className={`sheet ${classes.panel}`} aria-label={t('about.title')}>
      <h2 className={classes.panelTitle}>{t('about.title')}</h2>
      <dl className={classes.about}>
        <dt className="quiet">{t('records:column.owner')}</dt>
        <dd dir="auto">{record.ownerName}</dd>
        <dt className="quiet">{t('about.created')}</dt>
        <dd>
          <RelativeTime at={record.createdAt} />
          {record.madeBySync && <span className="quiet"> · {t('records:madeBySync')}</span>}
        </dd>
        <dt className="quiet">{t('records:column.updatedAt')}</dt>
        <dd>
          <RelativeTime at={record.updatedAt} />
        </dd>
      </dl>
    </section>
  );
}
