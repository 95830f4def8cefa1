import { useTranslation } from 'react-i18next';
import classes from './Step.module.css';

interface StepProps {
  number: number;
  /** How many there are. */
  of?: number;
  title: string;
  /** Not reachable yet: shown in its shape, with what it waits for. */
  waits?: string | undefined;
  done?: boolean;
  children?: React.ReactNode;
}

/** One of the steps, all on one page. */
export function Step({ number, of = 4, title, waits, done = false, children }: StepProps) {
  const { t } = useTranslation('accounts');
  const id = `step-${number}`;
  return (
    <section className={classes.step} aria-labelledby={id} data-waits={waits !== undefined || undefined}>
      <div className={classes.number} data-done={done || undefined} aria-hidden>
        {done ? '✓' : number}
      </div>
      <div className={classes.main}>
        <h2 id={id} className={classes.title}>
          <span className="unseen">{t('wizard.step', { number, of })}: </span>
          {title}
        </h2>
        {waits !== undefined ? <p className={classes.waits}>{waits}</p> : children}
      </div>
    </section>
  );
}
