import { useTranslation } from 'react-i18next';
import { BUILT_IN_LABELS } from '../../../../src/contact/contact.ts';
import type { KindMapping, Place, Slot } from '../../../../src/http/contract/mapping.ts';
import { useFieldWords } from '../../records/fields/field-words.ts';

/** Names of fields, places and labels in the reader's language, and a label back from its name. */
export function useMappingWords(mapping: KindMapping) {
  const { t } = useTranslation(['mapping', 'records']);
  const words = useFieldWords();
  const special = new Map([
    ['*', t('any')],
    ['', t('unlabelled')],
  ]);
  const builtIn = BUILT_IN_LABELS.map((label) => [label, t(`records:also.label.${label}`)] as const);
  return {
    field(key: string): string {
      const known = mapping.fields.find(({ field }) => field === key);
      const isAddress = known?.places[0]?.property === 'addresses';
      if (isAddress) return words.address(key);
      return key === 'photo' ? t('place.photo') : words.named(key);
    },
    place: (place: Place | Slot): string =>
      'part' in place ? t(`place.${place.property}.${place.part}`) : t(`place.${place.property}`),
    label: (label: string): string =>
      special.get(label) ?? builtIn.find(([name]) => name === label)?.[1] ?? label,
    /** What somebody typed or chose: a word of the reader's language for a label everybody has, or a label of their own. */
    labelFrom(text: string): string {
      const wanted = text.trim().toLocaleLowerCase();
      const known = [...builtIn, ...special];
      return known.find(([, word]) => word.toLocaleLowerCase() === wanted)?.[0] ?? text.trim();
    },
    builtIn: builtIn.map(([, word]) => word),
    special: [...special.values()],
  };
}

export type MappingWords = ReturnType<typeof useMappingWords>;
