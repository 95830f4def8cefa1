// What a condition is compared with: the control that its operator and the field's type ask for.
import { MultiSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Condition, OPERATORS, SYNC_STATES } from '../../../src/fields/filters.ts';
import { query } from '../../api.ts';
import type { FilterField } from './filter-words.ts';
import { useCompanyNames, useOwners } from './filter-words.ts';
import { LabelDot } from './LabelChip.tsx';
import classes from './Lists.module.css';
import { useLabels } from './use-labels.ts';

interface ValueProps {
  field: FilterField;
  condition: Condition;
  onChange: (value: Condition['value']) => void;
}

export function ConditionValue({ field, condition, onChange }: ValueProps) {
  const { t } = useTranslation('lists');
  const { value } = condition;
  const asked = OPERATORS[condition.op];
  const [first = '', second = ''] = Array.isArray(value) ? value : [value];
  const shared = { field, label: t('value') };
  if (asked === 'nothing') return null;
  if (asked === 'several') return <Several field={field} condition={condition} onChange={onChange} />;
  if (asked === 'days')
    return (
      <TextInput
        aria-label={t('daysLabel')}
        inputMode="numeric"
        value={first}
        rightSection={<span className="quiet">{t('daysUnit')}</span>}
        rightSectionWidth={64}
        onChange={(event) => onChange(event.currentTarget.value.replace(/\D/g, '').slice(0, 4))}
      />
    );
  if (asked === 'one') return <One {...shared} value={first} onChange={onChange} />;
  return (
    <span className={classes.two}>
      <One {...shared} label={t('from')} value={first} onChange={(one) => onChange([one, second])} />
      <One {...shared} label={t('until')} value={second} onChange={(one) => onChange([first, one])} />
    </span>
  );
}

function One({
  field: { type },
  label,
  value,
  onChange,
}: {
  field: FilterField;
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const isDay = type === 'date' || type === 'time';
  const isNumber = type === 'number';
  return (
    <TextInput
      aria-label={label}
      {...(isDay ? { type: 'date' } : {})}
      {...(isNumber ? { inputMode: 'decimal' as const } : {})}
      maxLength={300}
      value={value}
      onChange={(event) => {
        const { value: typed } = event.currentTarget;
        onChange(isNumber ? typed.replace(',', '.') : typed);
      }}
    />
  );
}

interface Choice {
  value: string;
  label: string;
}

function Several({ field, condition, onChange }: ValueProps) {
  const { t } = useTranslation(['lists', 'records']);
  const { options, search, setSearch } = useChoices(field, condition);
  const labels = useLabels();
  const chosen = Array.isArray(condition.value) ? condition.value : [];
  return (
    <MultiSelect
      aria-label={t('value')}
      placeholder={chosen.length === 0 ? t('choose') : ''}
      data={options}
      value={chosen}
      onChange={(values) => onChange(values)}
      searchable
      openOnFocus={false}
      classNames={{ input: classes.pills ?? '', inputField: classes.pillsField ?? '' }}
      {...(search === null ? {} : { searchValue: search, onSearchChange: setSearch })}
      nothingFoundMessage={t('nothing')}
      comboboxProps={{ withinPortal: false }}
      {...(field.type === 'label'
        ? {
            renderOption: ({ option }: { option: Choice }) => (
              <span className={classes.option}>
                <LabelDot color={labels.find(({ id }) => id === option.value)?.color ?? 'gray'} />
                {option.label}
              </span>
            ),
          }
        : {})}
    />
  );
}

function useChoices(field: FilterField, condition: Condition) {
  const { t } = useTranslation(['lists', 'records']);
  const owners = useOwners();
  const labels = useLabels();
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 200);
  const isCompany = field.type === 'company';
  const { data: found } = useQuery({
    ...query('listRecords', { query: { kind: 'company', q: settled, limit: 20 } }),
    enabled: isCompany,
  });
  const names = useCompanyNames(isCompany ? [condition] : []);
  const byType: Partial<Record<FilterField['type'], () => Choice[]>> = {
    user: () => [
      { value: 'me', label: t('me') },
      ...owners.map(({ id, name }) => ({ value: id, label: name })),
    ],
    label: () => labels.map(({ id, name }) => ({ value: id, label: name })),
    sync: () => SYNC_STATES.map((state) => ({ value: state, label: t(`records:sync.${state}`) })),
    company: () => {
      const here = (found?.items ?? []).map(({ id, displayName }) => ({ value: id, label: displayName }));
      const chosen = [...names].map(([value, label]) => ({ value, label }));
      return [...chosen, ...here.filter(({ value }) => !names.has(value))];
    },
  };
  const options = byType[field.type]?.() ?? field.options.map((value) => ({ value, label: value }));
  return { options, search: isCompany ? search : null, setSearch };
}
