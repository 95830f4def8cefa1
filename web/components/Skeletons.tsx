import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Skeletons.module.css';

/** True once `waiting` has lasted 300 ms: shorter waits show nothing at all. */
function useLate(waiting: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) return setLate(false);
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, [waiting]);
  return late;
}

/** A grey stroke where words will stand. */
export function SkeletonLine({ width = '60%', height = 12 }: { width?: string; height?: number }) {
  return <span className={classes.line} style={{ width, height }} aria-hidden />;
}

const WIDTHS = ['62%', '48%', '71%', '55%', '66%', '42%'];

/** The shape of a list or a sheet of fields that is on its way. Nothing during the first 300 ms. */
export function Skeletons({ rows = 6, face = false }: { rows?: number; face?: boolean }) {
  const { t } = useTranslation('frame');
  if (!useLate(true)) return null;
  return (
    <div className={classes.rows} role="status" aria-label={t('waiting')}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: strokes have no identity
        <div key={index} className={classes.row}>
          {face && <span className={classes.face} aria-hidden />}
          <SkeletonLine width={WIDTHS[index % WIDTHS.length]!} />
        </div>
      ))}
    </div>
  );
}
