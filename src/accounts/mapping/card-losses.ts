// What of a record a provider's card cannot hold as it is. It stays in the record and is never read as emptied. Pure.
import { BUILT_IN_LABELS, type Contact } from '../../contact/contact.ts';
import { LISTS } from '../../contact/properties/table.ts';
import { ANY, UNLABELLED } from '../../fields/field.ts';
import type { Capabilities } from '../../providers/provider.ts';
import type { FieldKey, Mapping, Values } from '../../sync/model.ts';

export interface Loss {
  field: FieldKey;
  /** A birthday needs its year; a label is one of the provider's own; there is no room for so many values. */
  code: 'year-missing' | 'label-fixed' | 'no-room';
  /** Values there is room for. */
  room: number | null;
}

/** `contact` is the card as it would be. */
export function lossesOf(
  values: Values,
  mapping: Mapping,
  contact: Contact,
  capabilities: Capabilities,
): Loss[] {
  const losses: Loss[] = [];
  for (const { field, slot } of mapping) {
    if (slot.property === 'birthday' && !capabilities.birthdayWithoutYear && values[field]?.startsWith('--'))
      losses.push({ field, code: 'year-missing', room: null });
    if (!('wish' in slot) || capabilities.labels === 'custom') continue;
    const first = slot.wish.find((wish) => wish !== ANY && wish !== UNLABELLED);
    if (first !== undefined && !BUILT_IN_LABELS.some((label) => label === first))
      losses.push({ field, code: 'label-fixed', room: null });
  }
  for (const property of LISTS) {
    const room = capabilities.limits[property];
    if (room === null || contact[property].length <= room) continue;
    const last = mapping.filter(({ slot }) => slot.property === property).at(-1);
    if (last) losses.push({ field: last.field, code: 'no-room', room });
  }
  return losses;
}
