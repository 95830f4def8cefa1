// What differs between companies, contacts and leads on screen.
import type { RecordKind } from '../../../src/fields/field.ts';
import type { Item } from '../../api.ts';

export type Kind = RecordKind;
export type Row = Item<'listRecords'>;

export const PATHS: Record<Kind, '/companies' | '/contacts' | '/leads'> = {
  company: '/companies',
  contact: '/contacts',
  lead: '/leads',
};

export const kindOfPath = (path: string): Kind =>
  path.startsWith('/companies') ? 'company' : path.startsWith('/leads') ? 'lead' : 'contact';
