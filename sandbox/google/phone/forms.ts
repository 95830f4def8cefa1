import type { people_v1 } from '@googleapis/people';
import { escaped } from '../../server/answer.ts';
import type { OwnedGroup, Person } from './owner.ts';

const nameParts = { givenName: 'First name', familyName: 'Last name' } as const;
/** Empty rows beside those that are filled. */
const spare = 2;

const field = (label: string, name: string, value: string): string =>
  `<label>${label} <input name="${name}" value="${escaped(value)}"></label>`;

type Labelled = { value?: string | null; type?: string | null };

function pairs(title: string, name: string, values: readonly Labelled[]): string {
  const rows = [...values, ...Array<Labelled>(spare).fill({})].map(
    ({ value, type }) =>
      `<div class="pair"><input name="${name}Type" value="${escaped(type ?? '')}" placeholder="Label" aria-label="Label" list="labels">
<input name="${name}" value="${escaped(value ?? '')}" placeholder="${title}" aria-label="${title}"></div>`,
  );
  return `<fieldset><legend>${title}</legend>${rows.join('')}</fieldset>`;
}

/** The fields of one contact, those of a new one when there is none. */
export function editForm(person: Person | undefined, groups: readonly OwnedGroup[]): string {
  const name = person?.names?.[0];
  const has = new Set(person?.memberships?.map((one) => one.contactGroupMembership?.contactGroupId));
  const box = (id: string, label: string, checked: boolean): string =>
    `<label><input type="checkbox" name="group" value="${escaped(id)}"${checked ? ' checked' : ''}> ${escaped(label)}</label>`;
  const fixed = [...has].filter(
    (id) => id && !['myContacts', 'starred'].includes(id) && !groups.some((one) => one.id === id),
  );
  return [
    ...Object.entries(nameParts).map(([part, label]) =>
      field(label, part, name?.[part as keyof typeof nameParts] ?? ''),
    ),
    field('Company', 'company', person?.organizations?.[0]?.name ?? ''),
    field('Job title', 'title', person?.organizations?.[0]?.title ?? ''),
    pairs('Phone', 'phone', person?.phoneNumbers ?? []),
    pairs('E-mail', 'email', person?.emailAddresses ?? []),
    `<label>Notes <textarea name="note" rows="3">${escaped(person?.biographies?.[0]?.value ?? '')}</textarea></label>`,
    `<fieldset><legend>Labels</legend>${box('myContacts', 'Contacts', !person || has.has('myContacts'))}`,
    box('starred', 'Starred', has.has('starred')),
    ...groups.map(({ id, name: label }) => box(id, label, has.has(id))),
    '</fieldset>',
    ...fixed.map((id) => `<input type="hidden" name="group" value="${escaped(id ?? '')}">`),
    '<datalist id="labels"><option>mobile<option>work<option>home<option>Cellulare<option>Ufficio</datalist>',
  ].join('\n');
}

/** What the form says of its fields; everything else about a contact stays as it is. */
export function personOfForm(form: URLSearchParams, before: Person | undefined): people_v1.Schema$Person {
  const text = (name: string): string => form.get(name) ?? '';
  const { displayName, displayNameLastFirst, unstructuredName, ...name } = before?.names?.[0] ?? {};
  const [organization = {}, ...otherOrganizations] = before?.organizations ?? [];
  const labelled = (name: string): { value: string; type?: string }[] => {
    const types = form.getAll(`${name}Type`);
    return form
      .getAll(name)
      .map((value, index) => ({ value, ...(types[index] ? { type: types[index] } : {}) }));
  };
  return {
    names: [{ ...name, givenName: text('givenName'), familyName: text('familyName') }],
    organizations: [{ ...organization, name: text('company'), title: text('title') }, ...otherOrganizations],
    phoneNumbers: labelled('phone'),
    emailAddresses: labelled('email'),
    biographies: [{ value: text('note') }],
  };
}
