// Thirty days of an account: what came in grows upwards, what went out downwards from one line.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Answer, call } from '../../api.ts';
import { regional } from '../../i18n/region.ts';
import classes from './ActivityChart.module.css';
import { ACTIVITY_DAYS, activityByDay, type Day, isBeforeActivity } from './activity.ts';

type Runs = Answer<'listRuns'>['items'];

/** Accounts checked every few minutes have thousands of runs in a month; the chart says since when it counts. */
const MOST_PAGES = 4;

/** Runs back to thirty days ago, and the day from which on they are complete. */
async function readActivity(
  accountId: string,
  signal: AbortSignal,
): Promise<{ runs: Runs; since: string | null }> {
  const runs: Runs = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: Answer<'listRuns'> = await call(
      'listRuns',
      { params: { id: accountId }, query: { limit: 500, ...(cursor ? { cursor } : {}) } },
      { signal },
    );
    runs.push(...answer.items);
    cursor = answer.next;
    const oldest = answer.items.at(-1);
    if (!cursor || !oldest || isBeforeActivity(oldest, new Date())) return { runs, since: null };
  }
  return { runs, since: runs.at(-1)?.startedAt ?? null };
}

const WIDTH = 900;
const HALF = 60;
const SLOT = WIDTH / ACTIVITY_DAYS;
const BAR = SLOT * 0.56;

/** `checkedAt`: when the account was last checked; the chart is drawn anew after each check. */
export function ActivityChart({ accountId, checkedAt }: { accountId: string; checkedAt: string | null }) {
  const { t, i18n } = useTranslation('accounts');
  const { data } = useQuery({
    // Not among the names of endpoints: progress events would read thousands of runs several times per second.
    queryKey: ['activity', accountId, checkedAt],
    queryFn: ({ signal }) => readActivity(accountId, signal),
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
  if (!data) return <div className={`sheet ${classes.chart} ${classes.waits}`} />;
  const days = activityByDay(data.runs, new Date());
  const most = Math.max(1, ...days.flatMap((day) => [day.incoming, day.outgoing]));
  const sum = (key: 'incoming' | 'outgoing' | 'conflicts') =>
    days.reduce((total, day) => total + day[key], 0);
  const isQuiet = sum('incoming') + sum('outgoing') === 0 && !days.some((day) => day.failed);
  const date = new Intl.DateTimeFormat(regional(i18n.language), { day: 'numeric', month: 'long' });
  const words = (day: Day) =>
    t(day.failed ? 'overview.dayFailed' : 'overview.day', { ...day, date: date.format(day.date) });
  const title = data.since
    ? t('overview.activitySince', { date: date.format(new Date(data.since)) })
    : t('overview.activity');
  return (
    <section className={`sheet ${classes.chart}`} aria-label={title}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {!isQuiet && (
          <div className={classes.legend}>
            <Key
              className={classes.in!}
              words={t('overview.incoming')}
              count={t('number', { value: sum('incoming') })}
            />
            <Key
              className={classes.out!}
              words={t('overview.outgoing')}
              count={t('number', { value: sum('outgoing') })}
            />
            {sum('conflicts') > 0 && <span>{t('runs.counts.conflicts', { count: sum('conflicts') })}</span>}
            {days.some((day) => day.failed) && (
              <Key className={classes.failed!} words={t('overview.failedDay')} />
            )}
          </div>
        )}
      </header>
      {isQuiet ? (
        <p className="quiet">{t('overview.quiet')}</p>
      ) : (
        <>
          <Bars days={days} most={most} words={words} />
          <ul className="unseen">
            {days
              .filter((day) => day.failed || day.incoming + day.outgoing > 0)
              .map((day) => (
                <li key={day.date.getTime()}>{words(day)}</li>
              ))}
          </ul>
          <div className={classes.ends} aria-hidden>
            <span>{date.format(days[0]!.date)}</span>
            <span>{date.format(days.at(-1)!.date)}</span>
          </div>
        </>
      )}
    </section>
  );
}

function Key({ className, words, count }: { className: string; words: string; count?: string }) {
  return (
    <span className={classes.key}>
      <span className={className} aria-hidden />
      {count} {words}
    </span>
  );
}

function Bars({ days, most, words }: { days: Day[]; most: number; words: (day: Day) => string }) {
  // A square root, so that the day of the first import does not flatten all others.
  const height = (value: number) => (value === 0 ? 0 : Math.max(3, (HALF - 4) * Math.sqrt(value / most)));
  return (
    <svg
      className={classes.svg}
      viewBox={`0 0 ${WIDTH} ${2 * HALF + 8}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <line x1={0} x2={WIDTH} y1={HALF} y2={HALF} className={classes.axis} />
      {days.map((day, at) => {
        const x = at * SLOT + (SLOT - BAR) / 2;
        return (
          <g key={day.date.getTime()} className={classes.day}>
            <title>{words(day)}</title>
            <rect x={at * SLOT} y={0} width={SLOT} height={2 * HALF + 8} className={classes.hit} />
            <rect
              x={x}
              width={BAR}
              y={HALF - 1 - height(day.incoming)}
              height={height(day.incoming)}
              className={classes.inBar}
            />
            <rect x={x} width={BAR} y={HALF + 1} height={height(day.outgoing)} className={classes.outBar} />
            {day.failed && (
              <rect x={x} width={BAR} y={2 * HALF + 3} height={4} className={classes.failedBar} />
            )}
          </g>
        );
      })}
    </svg>
  );
}
