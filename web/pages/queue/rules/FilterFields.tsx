// What cards can be told apart by: the filters of the queue, and the conditions of its rules. Each says how many cards it leaves.
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Answer, query } from '../../../api.ts';
import type { Kind } from '../decision.ts';
import type { QueueView } from '../queue-cards.ts';
import classes from './FilterFields.module.css';

type Facets = Answer<'countFacets'>;
export type Filters = Omit<QueueView, 'state' | 'sort'>;

const FACETS = [
  ['group', 'groups'],
  ['company', 'companies'],
  ['domain', 'domains'],
  ['country', 'countries'],
] as const satisfies [keyof Filters, keyof Facets][];

/** By filter, the names of its two answers. */
const YES_NO = [
  ['hasMatch', 'withMatch', 'withoutMatch'],
  ['hasPhoto', 'withPhoto', 'withoutPhoto'],
  ['hasName', 'withName', 'withoutName'],
  ['hasCompany', 'withCompany', 'withoutCompany'],
] as const;
const OF_VIEWS = [
  ['isAlike', 'onlyAlike', 'withoutAlike'],
  ['isSecond', 'onlySecond', 'withoutSecond'],
] as const;

interface FilterFieldsProps {
  accountId: string;
  /** Of which cards the counts are. */
  among: QueueView;
  value: Filters;
  onChange: (value: Filters) => void;
  /** For a view, not for a rule. */
  isView?: boolean;
}

export function FilterFields({ accountId, among, value, onChange, isView = false }: FilterFieldsProps) {
  const { t } = useTranslation('queue');
  const { data: facets } = useQuery(query('countFacets', { params: { id: accountId }, query: among }));
  const set = (key: keyof Filters, to: string | null) => {
    const { [key]: _, ...rest } = value;
    onChange(to ? { ...rest, [key]: to } : rest);
  };
  const any = {
    allowDeselect: true,
    clearable: true,
    placeholder: t('filter.any'),
    comboboxProps: { withinPortal: false },
    clearButtonProps: { 'aria-label': t('filter.clearOne') },
  };
  const kinds = (['company', 'contact', 'lead'] satisfies Kind[]).map((kind) => ({
    value: kind,
    label: t(`kinds.${kind}`),
  }));
  return (
    <div className={classes.fields}>
      {FACETS.map(([key, list]) => (
        <Select
          key={key}
          {...any}
          searchable
          nothingFoundMessage={t('filter.noneFound')}
          label={t(`filter.${key}`)}
          data={options(facets?.[list] ?? [], value[key], (name, count) =>
            t('filter.counted', { name, count }),
          )}
          value={value[key] ?? null}
          onChange={(to) => set(key, to)}
        />
      ))}
      <Select
        {...any}
        label={t('filter.suggested')}
        data={kinds}
        value={value.suggestedKind ?? null}
        onChange={(to) => set('suggestedKind', to)}
      />
      {isView && among.state !== 'pending' && among.state !== 'ignored' && (
        <Select
          {...any}
          label={t('filter.kind')}
          data={kinds}
          value={value.kind ?? null}
          onChange={(to) => set('kind', to)}
        />
      )}
      {[...YES_NO, ...(isView ? OF_VIEWS : [])].map(([key, yes, no]) => (
        <Select
          key={key}
          {...any}
          label={t(`filter.${key}`)}
          data={[
            { value: 'true', label: t(`filter.${yes}`) },
            { value: 'false', label: t(`filter.${no}`) },
          ]}
          value={value[key] ?? null}
          onChange={(to) => set(key, to)}
        />
      ))}
    </div>
  );
}

/** What is chosen stays among them, however rare it is. */
function options(
  facets: Facets['groups'],
  chosen: string | undefined,
  words: (name: string, count: number) => string,
): { value: string; label: string }[] {
  const found = facets.map(({ value, name, count }) => ({ value, label: words(name, count) }));
  const isThere = chosen === undefined || found.some(({ value }) => value === chosen);
  return isThere ? found : [{ value: chosen, label: chosen }, ...found];
}
