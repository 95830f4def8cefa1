// What one may filter by, and a condition in words.
import { useQueries, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  type Condition,
  type FilterType,
  isOfRecord,
  OF_RECORDS,
  OPERATORS,
  type Operator,
} from '../../../src/fields/filters.ts';
import { type Item, query } from '../../api.ts';
import { useFieldWords } from '../records/fields/field-words.ts';
import { type Field, useFields } from '../records/fields/use-fields.ts';
import type { Kind } from '../records/kinds.ts';

export interface FilterField {
  key: string;
  label: string;
  type: FilterType;
  /** Of a choice. */
  options: string[];
}

const isFilterable = ({ active, visible, type }: Field): boolean => active && visible && type !== 'flag';

/** What the record has beside its fields, then its fields in order. */
export function useFilterFields(kind: Kind): FilterField[] {
  const { t } = useTranslation('lists');
  const words = useFieldWords();
  const fields = useFields(kind) ?? [];
  const ofRecords = Object.entries(OF_RECORDS).filter(([key]) => key !== 'company' || kind !== 'company');
  return [
    ...ofRecords.map(([key, type]) => ({ key, type, label: t(`of.${key}`), options: [] })),
    ...fields.filter(isFilterable).map((field) => ({
      key: field.key,
      type: field.type,
      label: words.label(field),
      options: field.options ?? [],
    })),
  ];
}

/** An operator in words; of days “from”, of numbers “at least”. */
export function useOperatorWords() {
  const { t } = useTranslation('lists');
  return (op: Operator, type: FilterType): string =>
    t(
      (type === 'date' || type === 'time') && (op === 'atLeast' || op === 'atMost')
        ? `op.${op}Day`
        : `op.${op}`,
    );
}

export const useOwners = () => useQuery({ ...query('listOwners'), staleTime: 60_000 }).data?.items ?? [];
export type Label = Item<'listLabels'>;
export const useLabels = () => useQuery({ ...query('listLabels'), staleTime: 60_000 }).data?.items ?? [];

/** Names of the companies among the values. */
export function useCompanyNames(conditions: readonly Condition[]): Map<string, string> {
  const ids = conditions.flatMap(({ field, value }) =>
    field === 'company' && Array.isArray(value) ? value : [],
  );
  const found = useQueries({ queries: ids.map((id) => query('getRecord', { params: { id } })) });
  return new Map(found.flatMap(({ data }) => (data ? [[data.id, data.displayName]] : [])));
}

/** `City contains “tor”`, in the reader's language. */
export function useConditionWords(kind: Kind, conditions: readonly Condition[]) {
  const { t, i18n } = useTranslation(['lists', 'records']);
  const fields = useFilterFields(kind);
  const operator = useOperatorWords();
  const { ofType } = useFieldWords();
  const names = useCompanyNames(conditions);
  const owners = useOwners();
  const labels = useLabels();
  const one = (type: FilterType, value: string): string => {
    if (type === 'user')
      return value === 'me' ? t('me') : (owners.find(({ id }) => id === value)?.name ?? '…');
    if (type === 'label') return labels.find(({ id }) => id === value)?.name ?? t('goneLabel');
    if (type === 'company') return names.get(value) ?? '…';
    if (type === 'sync') return t(`records:sync.${value}`);
    if (type === 'time') return ofType('date', value);
    return type === 'has' ? value : ofType(type, value);
  };
  return ({ field, op, value }: Condition): { field: string; words: string; isKnown: boolean } => {
    const known = fields.find(({ key }) => key === field);
    if (!known) return { field, words: t('gone'), isKnown: false };
    const { type, label } = known;
    if (type === 'has' || op === 'yes' || op === 'no')
      return {
        field: label,
        words: isOfRecord(field) && type === 'has' ? t(`op.${op}`) : t(`op.${op}`),
        isKnown: true,
      };
    const values = Array.isArray(value) ? value : value === undefined ? [] : [value];
    if (OPERATORS[op] === 'days')
      return { field: label, words: t(`days.${op}`, { count: Number(value) }), isKnown: true };
    const list = new Intl.ListFormat(i18n.language, {
      type: op === 'allOf' || op === 'between' ? 'conjunction' : 'disjunction',
    });
    const said = list.format(values.map((each) => one(type, each)));
    return { field: label, words: `${operator(op, type)} ${said}`.trim(), isKnown: true };
  };
}
