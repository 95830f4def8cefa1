import { useTranslation } from 'react-i18next';
import { addressOf, typeOf } from '../../../../src/fields/catalogue.ts';
import type { FieldType } from '../../../../src/fields/field.ts';
import { labelOfField } from '../../../../src/fields/labels.ts';
import { yesOrNo } from '../../../../src/fields/types.ts';
import { regional } from '../../../i18n/region.ts';
import { useLabels } from '../../lists/use-labels.ts';
import { shownDate } from '../dates.ts';
import type { Kind } from '../kinds.ts';
import { type Field, useAllFields, useAllSections } from './use-fields.ts';

/** Names and values of fields, addresses and sections in the reader's language. Administrators may have named a field otherwise. */
export function useFieldWords() {
  const { t, i18n } = useTranslation('fields');
  const all = useAllFields();
  const sections = useAllSections();
  const labels = useLabels(false);
  const { language } = i18n;
  const given = (isOne: (field: Field) => boolean): string | undefined =>
    all?.find((field) => isOne(field) && field.label?.[language])?.label?.[language];
  const address = (prefix: string): string =>
    given(({ key }) => addressOf(key) === prefix) ?? t(`address.${prefix}`);
  const usual = (key: string): string => {
    const prefix = addressOf(key);
    return prefix
      ? `${address(prefix)} · ${t(`part.${key.slice(prefix.length + 1)}`)}`
      : t(`key.${key}`, { defaultValue: key });
  };
  const named = (key: string): string =>
    labelNamed(key) ?? (addressOf(key) ? undefined : given((field) => field.key === key)) ?? usual(key);
  const labelNamed = (key: string): string | null => {
    const id = labelOfField(key);
    const name = labels.find((label) => label.id === id)?.name;
    return id && (name === undefined ? t('label') : t('labelNamed', { name }));
  };
  /** As one reads it; what is none of its type stays as it is. */
  const ofType = (type: FieldType | undefined, value: string): string => {
    if (type === 'date') return shownDate(value, language);
    if (type === 'number') return shownNumber(value, language);
    const said = type === 'boolean' ? yesOrNo(value) : null;
    return said ? t(`said.${said}`) : value;
  };
  return {
    /** Of a field's key, as in the history. */
    named,
    part: (part: string): string => t(`part.${part}`),
    /** Of a field, or of an address as a whole. */
    group: (key: string): string =>
      given(({ key: one }) => addressOf(one) === key) ?? t(`address.${key}`, { defaultValue: named(key) }),
    address,
    label: ({ key, label }: Field): string =>
      addressOf(key)
        ? usual(key)
        : (label?.[language] ?? t(`key.${key}`, { defaultValue: label?.en ?? key })),
    /** Of a section by its key, as administrators call it where they do. */
    section: (kind: Kind, key: string): string => {
      const label = sections.find((one) => one.kind === kind && one.key === key)?.label;
      return label?.[language] ?? t(`section.${key}`, { defaultValue: label?.en ?? key });
    },
    /** A value of a field, by the field's key. */
    shown: (key: string, value: string): string =>
      ofType(
        labelOfField(key) ? 'boolean' : (typeOf(key) ?? all?.find((field) => field.key === key)?.type),
        value,
      ),
    ofType,
  };
}

/** With the sign that the reader's language has before decimals; no signs between thousands, for it may be a customer's number. */
function shownNumber(value: string, language: string): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  return new Intl.NumberFormat(regional(language), { useGrouping: false, maximumFractionDigits: 6 }).format(
    number,
  );
}
