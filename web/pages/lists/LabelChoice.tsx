// Labels to choose from, and a new one by its name.
import { MultiSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_LABEL } from '../../../src/fields/labels.ts';
import { call } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useLabels } from './filter-words.ts';
import { LabelDot } from './LabelChip.tsx';
import classes from './Lists.module.css';

/** What stands for the label that is not there yet. */
const NEW = 'new';

interface LabelChoiceProps {
  /** Ids. */
  value: string[];
  onChange: (value: string[]) => void;
  /** Only those there are. */
  onlyKnown?: boolean;
}

export function LabelChoice({ value, onChange, onlyKnown = false }: LabelChoiceProps) {
  const { t } = useTranslation(['lists', 'labels']);
  const queryClient = useQueryClient();
  const labels = useLabels();
  const [search, setSearch] = useState('');
  const name = search.trim();
  const create = useMutation({
    mutationFn: (made: string) => call('createLabel', { body: { name: made } }),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['listLabels'] });
      setSearch('');
      onChange([...new Set([...value, id])]);
    },
  });
  const isNew =
    !onlyKnown && name !== '' && !labels.some((label) => label.name.toLowerCase() === name.toLowerCase());
  const known = labels.map(({ id, name: label }) => ({ value: id, label }));
  return (
    <>
      <MultiSelect
        aria-label={t('labels')}
        placeholder={t(onlyKnown ? 'chooseLabel' : 'chooseOrMakeLabel')}
        data-autofocus
        data={isNew ? [...known, { value: NEW, label: t('makeLabel', { name }) }] : known}
        // What is to be made fits whatever is typed.
        filter={({ options, search: typed }) =>
          options.filter(
            (option) =>
              'value' in option &&
              (option.value === NEW || option.label.toLowerCase().includes(typed.trim().toLowerCase())),
          )
        }
        value={value}
        onChange={(next) => (next.includes(NEW) ? create.mutate(name) : onChange(next))}
        searchable
        openOnFocus={false}
        classNames={{ input: classes.pills ?? '', inputField: classes.pillsField ?? '' }}
        searchValue={search}
        onSearchChange={(typed) => setSearch(typed.slice(0, LONGEST_LABEL))}
        nothingFoundMessage={t('nothing')}
        comboboxProps={{ withinPortal: false }}
        renderOption={({ option }) => (
          <span className={classes.option}>
            <LabelDot color={labels.find(({ id }) => id === option.value)?.color ?? 'gray'} />
            {option.label}
          </span>
        )}
      />
      {create.error && <ProblemNotice problem={create.error} />}
      <Link to="/labels" className={`link ${classes.manage}`}>
        {t('labels:manage')}
      </Link>
    </>
  );
}
