import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OUTCOMES, type Outcome } from '../../../src/files/codes.ts';
import classes from './Imports.module.css';

export type Shown = Outcome | 'all';

interface OutcomeTabsProps {
  /** What will become of the entries, or what did. */
  words: 'outcome' | 'did';
  counts: Partial<Record<Outcome, number>>;
  chosen: Shown;
  onChoose: (next: Shown) => void;
}

/** How many entries there are of each outcome; one pressed shows these alone. */
export function OutcomeTabs({ words, counts, chosen, onChoose }: OutcomeTabsProps) {
  const { t } = useTranslation(['files', 'frame']);
  const all = OUTCOMES.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);
  const tab = (value: Shown, label: string, count: number) => (
    <Button
      key={value}
      size="compact-sm"
      variant={chosen === value ? 'light' : 'default'}
      aria-pressed={chosen === value}
      onClick={() => onChoose(value)}
    >
      {label} · {t('frame:number', { value: count })}
    </Button>
  );
  return (
    <div className={classes.tabs}>
      {tab('all', t('all'), all)}
      {OUTCOMES.filter((outcome) => (counts[outcome] ?? 0) > 0).map((outcome) =>
        tab(outcome, t(`${words}.${outcome}`), counts[outcome] ?? 0),
      )}
    </div>
  );
}
