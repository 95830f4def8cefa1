import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regional } from '../i18n/region.ts';

const STEPS: [limitSeconds: number, unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  [3600, 'minute', 60],
  [86_400, 'hour', 3600],
  [7 * 86_400, 'day', 86_400],
  [30 * 86_400, 'week', 7 * 86_400],
  [365 * 86_400, 'month', 30 * 86_400],
  [Number.POSITIVE_INFINITY, 'year', 365 * 86_400],
];

/** “3 minutes ago”, “in 2 hours”; “now” within the minute. */
function relativeTime(at: string, now: number, language: string): string {
  const seconds = (Date.parse(at) - now) / 1000;
  const format = new Intl.RelativeTimeFormat(regional(language), { numeric: 'auto', style: 'short' });
  if (Math.abs(seconds) < 60) return format.format(0, 'second');
  const [, unit, size] = STEPS.find(([limit]) => Math.abs(seconds) < limit)!;
  return format.format(Math.trunc(seconds / size), unit);
}

/** The exact time, in words of the language. */
export const exactTime = (at: string, language: string): string =>
  new Intl.DateTimeFormat(regional(language), { dateStyle: 'full', timeStyle: 'short' }).format(new Date(at));

/** A time as people say it; the exact one on hover and for screen readers. Moves on by itself. */
export function RelativeTime({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Tooltip label={exactTime(at, i18n.language)}>
      <time dateTime={at} className="whole">
        {relativeTime(at, now, i18n.language)}
      </time>
    </Tooltip>
  );
}
