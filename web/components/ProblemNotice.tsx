import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api.ts';
import { useFieldProblems } from '../field-problems.ts';
import classes from './ProblemNotice.module.css';
import { useWayOut } from './way-out/WayOut.tsx';

/** A problem as the API words it, from an error or from an account. */
export interface ProblemWords {
  code: string;
  title: string;
  meaning: string;
  action: string;
  reference?: string | null;
  /** What an address book said, in its words: given to administrators, of accounts and runs. */
  detail?: string;
  status?: number;
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
    return {
      code,
      title: word('title', title ?? t('internal.title')),
      meaning: word('meaning', given?.meaning ?? t('internal.meaning')),
      action: retryAfter
        ? t('frame:waitMinutes', { count: Math.ceil(retryAfter / 60) })
        : word('action', given?.action ?? t('internal.action')),
      reference: known ? (given.reference ?? null) : null,
      // Of an answer to a request it is its title once more, or what its fields say.
      detail: error instanceof ApiError ? '' : (given?.detail ?? ''),
    };
  };
}

interface ProblemNoticeProps {
  /** What it is the problem of, where several things could have one. */
  about?: string;
  /** An ApiError, a problem of an account or run, or anything thrown. */
  problem: unknown;
  /** Buttons. */
  children?: React.ReactNode;
  tone?: 'bad' | 'warn';
  /** The form says beside each field what is wrong with it. */
  besideFields?: boolean;
}

/** Three sentences: what happened, what it means for your contacts, what to do. */
export function ProblemNotice({
  problem,
  about,
  children,
  tone = 'bad',
  besideFields = false,
}: ProblemNoticeProps) {
  const { t } = useTranslation('errors');
  const { title, meaning, action, reference, detail } = useProblemWords()(problem);
  const fields = useFieldProblems()(problem);
  const wayOut = useWayOut()((problem ?? {}) as { code: string });
  return (
    <div className={`${classes.notice} ${classes[tone]}`} role="alert">
      <IconAlertTriangle size={18} stroke={1.7} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <div className={classes.title}>
          {about && (
            <>
              <bdi>{about}</bdi>:{' '}
            </>
          )}
          {title}
        </div>
        {fields.length > 0 && !besideFields && (
          <ul className={classes.fields}>
            {fields.map(({ field, label, words }) => (
              <li key={field}>{label ? `${label}: ${words}` : words}</li>
            ))}
          </ul>
        )}
        <div>{meaning}</div>
        <div>{action}</div>
        {detail && <div className="quiet">{t('frame:inDetail', { words: detail })}</div>}
        {reference && <div className="quiet">{t('reference', { reference })}</div>}
        {(children ?? wayOut) && <div className={classes.actions}>{children ?? wayOut}</div>}
      </div>
    </div>
  );
}
