import { IconArrowsDiff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { query } from '../../api.ts';
import classes from './ConflictNotice.module.css';

/** On a record with fields that wait for a decision: how many, and the way there. */
export function ConflictNotice({ recordId }: { recordId: string }) {
  const { t } = useTranslation('conflicts');
  const { data } = useQuery(query('listConflicts', { query: { recordId, state: 'open', limit: 1 } }));
  if (!data?.total) return null;
  return (
    <Link to="/conflicts" search={{ record: recordId }} className={classes.notice}>
      <IconArrowsDiff size={16} stroke={1.8} aria-hidden />
      <span>{t('notice', { count: data.total })}</span>
      <b>{t('noticeLink')}</b>
    </Link>
  );
}
