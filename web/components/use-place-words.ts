// What stands where on a card, in the reader's language: a label of one's own as it is typed, and a place that has no word by
// the name the card has for it.
import { useTranslation } from 'react-i18next';
import type { Label } from '../../src/contact/contact.ts';
import { isBuiltInLabel } from '../../src/contact/label.ts';

/** The name of a line: its label, or the place where it stands. */
export function usePlaceWords(): (place: string, label: Label) => string {
  const { t } = useTranslation(['records', 'mapping']);
  return (place, label) => {
    if (!label) return t([`also.${place}`, `mapping:place.${place}`], { defaultValue: place });
    if (isBuiltInLabel(label)) return t(`also.label.${label}` as 'also.label.home');
    // Google says `spouse`, Apple `Spouse`.
    const relation = label.slice(0, 1).toLowerCase() + label.slice(1);
    return /^[a-z]+$/i.test(label) ? t(`also.relation.${relation}`, { defaultValue: label }) : label;
  };
}
