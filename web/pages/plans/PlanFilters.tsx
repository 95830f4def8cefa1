import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './PlanPage.module.css';
import { classesInOrder, sumOf } from './plan-actions.ts';

interface PlanFiltersProps {
  /** How much there is of each class. */
  counted: Record<string, number>;
  only: string | undefined;
  onOnly: (only: string | undefined) => void;
  q: string;
  onQ: (q: string) => void;
}

/** Counts to filter by, and a search. */
export function PlanFilters({ counted, only, onOnly, q, onQ }: PlanFiltersProps) {
  const { t } = useTranslation('plans');
  const named = classesInOrder(counted);
  const chips: [name: string | undefined, count: number][] =
    named.length > 1 ? [[undefined, sumOf(counted)], ...named] : named;
  return (
    <div className={classes.filters}>
      <fieldset className={classes.chips} aria-label={t('filters')}>
        {chips.map(([name, count]) => (
          <button
            key={name ?? ''}
            type="button"
            className={classes.chip}
            aria-pressed={only === name || named.length === 1}
            onClick={() => onOnly(named.length > 1 ? name : undefined)}
          >
            {name ? t(`chip.${name}`) : t('all')}
            <span>{t('number', { value: count })}</span>
          </button>
        ))}
      </fieldset>
      <TextInput
        className={classes.search ?? ''}
        aria-label={t('search')}
        placeholder={t('search')}
        data-page-search
        type="search"
        leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
        value={q}
        onChange={(event) => onQ(event.currentTarget.value)}
      />
    </div>
  );
}
