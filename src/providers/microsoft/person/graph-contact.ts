// A contact as Microsoft Graph sends it, as far as we look inside. What we do not know stays in it untouched.
import { cleanText } from '../../../contact/text.ts';
import { shownText } from '../../../protocol/http/lossy-text.ts';

/** Texts, lists and addresses by name; `photo` is what we asked for beside it. */
export interface GraphContact {
  id?: string;
  '@odata.etag'?: string;
  parentFolderId?: string;
  createdDateTime?: string;
  lastModifiedDateTime?: string;
  photo?: { '@odata.mediaEtag'?: string };
  [property: string]: unknown;
}

/** All that may be written: what a contact from the trash comes back with. */
export const WRITABLE = [
  'assistantName',
  'birthday',
  'businessAddress',
  'businessHomePage',
  'businessPhones',
  'categories',
  'children',
  'companyName',
  'department',
  'displayName',
  'emailAddresses',
  'fileAs',
  'generation',
  'givenName',
  'homeAddress',
  'homePhones',
  'imAddresses',
  'initials',
  'jobTitle',
  'manager',
  'middleName',
  'mobilePhone',
  'nickName',
  'officeLocation',
  'otherAddress',
  'personalNotes',
  'profession',
  'spouseName',
  'surname',
  'title',
  'yomiCompanyName',
  'yomiGivenName',
  'yomiSurname',
] as const;
export type FieldName = (typeof WRITABLE)[number];

/** Fields as they are to be sent. */
export type Fields = { [name in FieldName]?: unknown };

/** Asked for everywhere alike, so that one version of a contact reads the same however it was come by. */
export const SELECTED = [
  ...WRITABLE,
  'createdDateTime',
  'id',
  'lastModifiedDateTime',
  'parentFolderId',
].sort();

/** What is kept of an answer; some answers bring more than was selected. */
export function picked(answer: GraphContact): GraphContact {
  const names = ['@odata.etag', ...SELECTED].filter((name) => name in answer);
  return Object.fromEntries(names.map((name) => [name, answer[name]]));
}

/** A value as text fit to be kept; `''` for null and for what is no text: unset values come as either. */
export const asText = (value: unknown): string =>
  typeof value === 'string' ? cleanText(shownText(value)) : '';

export const textOf = (contact: GraphContact, field: FieldName): string => asText(contact[field]);

/** The values of a field that holds several, or one. */
export function valuesOf(contact: GraphContact, field: FieldName): unknown[] {
  const value = contact[field];
  if (Array.isArray(value)) return value;
  return value === null || value === undefined || value === '' ? [] : [value];
}

/** What tells one picture from another; null without one. */
export const photoOf = ({ photo }: GraphContact): string | null => photo?.['@odata.mediaEtag'] ?? null;

/** Text as Outlook writes its line ends. */
export const withCrlf = (text: string): string => cleanText(text).replaceAll('\n', '\r\n');
