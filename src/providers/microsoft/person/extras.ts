// What a contact holds that no property is read from, as it is shown.
import type { Contact } from '../../../contact/contact.ts';
import { addExtra, type ExtraKind } from '../../../contact/extras.ts';
import { asText, type FieldName, type GraphContact, valuesOf } from './graph-contact.ts';

const ROWS: [field: FieldName, kind: ExtraKind, label: string | null][] = [
  ['spouseName', 'related', 'spouse'],
  ['children', 'related', 'child'],
  ['manager', 'related', 'manager'],
  ['assistantName', 'related', 'assistant'],
  ['imAddresses', 'messenger', null],
  ['profession', 'role', null],
  ['officeLocation', 'location', 'work'],
  ['yomiSurname', 'phonetic', null],
  ['yomiGivenName', 'phonetic', null],
  ['yomiCompanyName', 'phonetic', null],
];

/** Shows in `target` what its properties have no place for. */
export function readExtras(target: Contact, contact: GraphContact): void {
  for (const [field, kind, label] of ROWS)
    for (const value of valuesOf(contact, field)) addExtra(target, { kind, label, value: asText(value) });
}
