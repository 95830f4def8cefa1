import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api.ts';
import classes from './ProblemNotice.module.css';

/** A problem as the API words it, from an error or from an account. */
export interface ProblemWords {
  code: string;
  title: string;
  detail?: string;
  meaning: string;
  action: string;
  reference?: string | null;
}

/** Title, meaning and action in the reader's language; the server speaks English, so English is its own words. */
export function useProblemWords(): (error: unknown) => ProblemWords {
  const { t, i18n } = useTranslation('errors');
  return (error) => {
    const given = error as Partial<ProblemWords>;
    const known = error instanceof ApiError || (typeof given?.code === 'string' && given.title);
    const code = known ? given.code! : 'internal';
    const word = (part: 'title' | 'meaning' | 'action', own: string | undefined) =>
      i18n.exists(`errors:${code}.${part}`) ? t(`${code}.${part}`) : (own ?? '');
    const title = known ? given.title : undefined;
    const retryAfter = code === 'too-many-requests' && error instanceof ApiError ? error.retryAfter : null;
    // The sentence about this very case is worth showing only where it says more than the title.
    const detail = known && given.detail && given.detail !== given.title && !retryAfter ? given.detail : '';
    return {
      code,
      title: word('title', title ?? t('internal.title')),
      meaning: word('meaning', given?.meaning ?? t('internal.meaning')),
      action: retryAfter
        ? t('frame:waitMinutes', { count: Math.ceil(retryAfter / 60) })
        : word('action', given?.action ?? t('internal.action')),
      detail,
      reference: known ? (given.reference ?? null) : null,
    };
  };
}

interface ProblemNoticeProps {
  /** An ApiError, a problem of an account or run, or anything thrown. */
  problem: unknown;
  /** Buttons. */
  children?: React.ReactNode;
  tone?: 'bad' | 'warn';
}

/** Three sentences: what happened, what it means for your contacts, what to do. */
export function ProblemNotice({ problem, children, tone = 'bad' }: ProblemNoticeProps) {
  const { t } = useTranslation('errors');
  const { title, meaning, action, detail, reference } = useProblemWords()(problem);
  return (
    <div className={`${classes.notice} ${classes[tone]}`} role="alert">
      <IconAlertTriangle size={18} stroke={1.7} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <div className={classes.title}>{title}</div>
        {detail && <div className={classes.detail}>{detail}</div>}
        <div>{meaning}</div>
        <div>{action}</div>
        {reference && <div className="quiet">{t('reference', { reference })}</div>}
        {children && <div className={classes.actions}>{children}</div>}
      </div>
    </div>
  );
}
