// What differs between companies, contacts and leads on screen.
import { ADDRESS_PARTS } from '../../../src/contact/contact.ts';
import type { Item } from '../../api.ts';

export type Kind = 'company' | 'contact' | 'lead';
export type Row = Item<'listRecords'>;

export const KINDS: Record<
  Kind,
  { path: '/companies' | '/contacts' | '/leads'; columns: string[]; shown: string[] }
> = {
  company: {
    path: '/companies',
    columns: ['phone', 'email', 'website', 'billing.city', 'vatNumber', 'industry', 'owner', 'updatedAt'],
    shown: ['phone', 'email', 'billing.city'],
  },
  contact: {
    path: '/contacts',
    columns: ['company', 'number', 'email', 'title', 'mailing.city', 'birthday', 'owner', 'updatedAt'],
    shown: ['company', 'number', 'email'],
  },
  lead: {
    path: '/leads',
    columns: ['company', 'number', 'email', 'status', 'source', 'mailing.city', 'owner', 'updatedAt'],
    shown: ['company', 'number', 'email'],
  },
};

export const kindOfPath = (path: string): Kind =>
  path.startsWith('/companies') ? 'company' : path.startsWith('/leads') ? 'lead' : 'contact';

/** The number one would call first. */
export const firstNumber = ({ values }: Pick<Row, 'values'>): string =>
  values.mobile ?? values.phone ?? values.homePhone ?? values.otherPhone ?? '';

/** `mailing.city` belongs to the address `mailing`; other keys to none. */
export function addressOf(key: string): string | null {
  const [prefix, part] = key.split('.');
  return part && (ADDRESS_PARTS as readonly string[]).includes(part) ? prefix! : null;
}
