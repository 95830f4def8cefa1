// What lists and a new record show of the fields before anybody chose, and which of the values goes first.
import { CATALOGUE } from './catalogue.ts';
import type { FieldKey, RecordKind } from './field.ts';

/**
 * Columns that a list offers, in order, and those it shows at first. 'company' is the record of the company or its name,
 * 'number' the first number there is; 'owner' and 'updatedAt' are of the record itself.
 */
export const COLUMNS: Record<RecordKind, { offered: string[]; shown: string[] }> = {
  company: {
    offered: ['phone', 'email', 'website', 'billing.city', 'vatNumber', 'industry', 'owner', 'updatedAt'],
    shown: ['phone', 'email', 'billing.city'],
  },
  contact: {
    offered: ['company', 'number', 'email', 'title', 'mailing.city', 'birthday', 'owner', 'updatedAt'],
    shown: ['company', 'number', 'email'],
  },
  lead: {
    offered: ['company', 'number', 'email', 'status', 'source', 'mailing.city', 'owner', 'updatedAt'],
    shown: ['company', 'number', 'email'],
  },
};

/** A column of a list, and how wide somebody made it, in pixels. */
export interface ListColumn {
  key: string;
  width?: number | undefined;
}

/** What a new record is asked for first; the other fields stand below. */
export const ASKED_FIRST: Record<RecordKind, FieldKey[]> = {
  company: ['name', 'email', 'phone', 'website'],
  contact: ['firstName', 'lastName', 'companyName', 'title', 'mobile', 'phone', 'email'],
  lead: ['firstName', 'lastName', 'companyName', 'mobile', 'email', 'source', 'status'],
};

/** The first value of a type, a mobile before the other numbers; `''` when there is none. */
export function firstValue(
  { kind, values }: { kind: RecordKind; values: Record<FieldKey, string> },
  type: 'email' | 'phone',
): string {
  const ofType = CATALOGUE[kind].filter((field) => field.type === type && field.finds === 'match');
  const isMobile = ({ slot }: (typeof ofType)[number]): boolean =>
    slot !== undefined && 'wish' in slot && slot.wish.includes('mobile');
  const inOrder = [...ofType.filter(isMobile), ...ofType.filter((field) => !isMobile(field))];
  return inOrder.map(({ key }) => values[key]).find(Boolean) ?? '';
}
