import { useTranslation } from 'react-i18next';
import { addressOf } from '../../../../src/fields/catalogue.ts';
import type { Item } from '../../../api.ts';

export type Field = Item<'listFields'>;

/** Names of fields, addresses and sections in the reader's language. Custom fields bring their own. */
export function useFieldWords() {
  const { t, i18n } = useTranslation('fields');
  const named = (key: string): string => {
    const prefix = addressOf(key);
    if (prefix) return `${t(`address.${prefix}`)} · ${t(`part.${key.slice(prefix.length + 1)}`)}`;
    return t(`key.${key}`, { defaultValue: key });
  };
  return {
    /** Of a field's key, as in the history. */
    named,
    part: (part: string): string => t(`part.${part}`),
    /** Of a field, or of an address as a whole. */
    group: (key: string): string => t(`address.${key}`, { defaultValue: named(key) }),
    address: (prefix: string): string => t(`address.${prefix}`),
    label: (field: Field): string => field.label?.[i18n.language] ?? field.label?.en ?? named(field.key),
    section: (section: string): string => t(`section.${section}`, { defaultValue: section }),
  };
}
