import { expect, test } from 'vitest';
import { type Contact, emptyContact } from './contact.ts';
import { suggestKind } from './suggest-kind.ts';

test.each<[string, Partial<Contact>, string, string]>([
  ['a card marked as company', { isCompany: true, name: { given: 'Saeko' } }, 'company', 'marked-as-company'],
  [
    'an organisation and nobody in it',
    { organization: { name: 'Acme' }, name: { display: 'ACME' } },
    'company',
    'organization-without-name',
  ],
  [
    'an organisation whose card is called by its e-mail',
    { organization: { name: 'Acme' }, name: { display: 'a@b' }, emails: [{ value: 'a@b', label: null }] },
    'company',
    'organization-without-name',
  ],
  [
    'a display name beside the organisation',
    { organization: { name: 'Acme' }, name: { display: 'Ada' } },
    'contact',
    'name-with-organization',
  ],
  [
    'an organisation whose name stands where a family name does',
    { organization: { name: 'Officine Prova S.r.l.' }, name: { family: 'Officine Prova S.r.l.' } },
    'company',
    'organization-without-name',
  ],
  [
    'a person whose firm is called by the whole name',
    { organization: { name: 'Ada Rossi' }, name: { given: 'Ada', family: 'Rossi' } },
    'contact',
    'name-with-organization',
  ],
  ['a name', { name: { given: 'Ada' } }, 'contact', 'name-only'],
  ['a number', { name: { display: '1' }, phones: [{ value: '1', label: null }] }, 'contact', 'no-name'],
])('%s', (_, change, kind, reason) => {
  expect(suggestKind({ ...emptyContact(), ...change })).toEqual({ kind, reason });
});
