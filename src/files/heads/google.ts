// Heads of Google Contacts: those of 2024 and later, and those before. Its numbered columns stand for values by number:
// `Phone 2 - Label` and `Phone 2 - Value`; how many there are depends on the fullest contact.
import type { HeadTable, Target } from './target.ts';

export const GOOGLE: HeadTable = {
  'name.display': 'Name|File As',
  'name.given': 'Given Name|First Name',
  'name.middle': 'Additional Name|Middle Name',
  'name.family': 'Family Name|Last Name',
  'name.prefix': 'Name Prefix',
  'name.suffix': 'Name Suffix',
  nickname: 'Nickname',
  birthday: 'Birthday',
  notes: 'Notes',
  photo: 'Photo',
  groups: 'Group Membership|Labels',
  'organization.name': 'Organization Name',
  'organization.title': 'Organization Title',
  'organization.department': 'Organization Department',
};

const VALUES = new Map<string, 'emails' | 'phones' | 'urls'>(
  Object.entries({
    'E-mail': 'emails',
    Email: 'emails',
    Phone: 'phones',
    Website: 'urls',
  }),
);
const ADDRESS = new Map<string, (Target & { to: 'addresses' })['part']>(
  Object.entries({
    Type: 'label',
    Label: 'label',
    Formatted: 'formatted',
    Street: 'street',
    City: 'city',
    'PO Box': 'poBox',
    Region: 'state',
    'Postal Code': 'postalCode',
    Country: 'country',
    'Extended Address': 'extended',
  }),
);
const ORGANIZATION = new Map<string, (Target & { to: 'organization' })['part']>(
  Object.entries({
    Name: 'name',
    Title: 'title',
    Department: 'department',
  }),
);

/** What a numbered head stands for; null for any other. */
export function numberedTarget(head: string): Target | null {
  const [, group = '', digits = '', part = ''] = /^([A-Za-z-]{1,20}) (\d{1,3}) - (.{1,40})$/.exec(head) ?? [];
  const n = Number(digits);
  const values = VALUES.get(group);
  if (values && (part === 'Value' || part === 'Type' || part === 'Label'))
    return { to: values, part: part === 'Value' ? 'value' : 'label', label: null, n };
  const address = ADDRESS.get(part);
  if (group === 'Address' && address) return { to: 'addresses', part: address, label: null, n };
  const organization = ORGANIZATION.get(part);
  if (group === 'Organization' && organization) return { to: 'organization', part: organization };
  return null;
}
