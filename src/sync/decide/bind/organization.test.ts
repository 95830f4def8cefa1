import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Contact, emptyContact, type Organization } from '../../../contact/contact.ts';
import { applyEdits } from '../../../contact/edit.ts';
import type { Base } from '../../link/link.ts';
import { defaultMapping, fieldsOf } from '../../mapping.ts';
import type { Values } from '../../model.ts';
import { editsFor } from '../edits.ts';
import { alsoOnCard, type Projection, project } from '../project.ts';

const mapping = defaultMapping('contact');
const ALFA: Organization = { name: 'Alfa', title: 'Capo' };
const BETA: Organization = { name: 'Beta', title: 'Socia' };
const GAMMA: Organization = { name: 'Gamma' };

/** A card as connectors read it: the first is shown, the others stand beside it. */
function aCard(...all: Organization[]): Contact {
  const { current: _, ...organization } = all[0] ?? {};
  const extras = all.slice(1).map((one) => ({
    ...{ kind: 'organization.name', label: null },
    value: [one.name, one.title].filter(Boolean).join(', '),
  }));
  return {
    ...emptyContact(),
    organization,
    ...(all.length > 1 ? { organizations: all, extras } : {}),
  };
}

/** What both sides agree on once `contact` was taken in. */
const agreed = (contact: Contact): Base => {
  const { values, bound, others } = project(contact, mapping);
  const fields = Object.entries(values).map(([field, value]) => [field, { local: value, remote: value }]);
  return { fields: Object.fromEntries(fields), bound, others };
};
const held = ({ values }: Projection) => [values.companyName, values.title];
const after = (before: Contact, now: Contact, record = {}) =>
  held(project(now, mapping, agreed(before), record));

test.each<[string, Organization[], Organization[], (string | null)[]]>([
  ['in another order', [ALFA, BETA], [BETA, ALFA], ['Alfa', 'Capo']],
  ['with a new one before it', [ALFA], [GAMMA, ALFA], ['Alfa', 'Capo']],
  ['with another title', [ALFA, BETA], [BETA, { ...ALFA, title: 'Presidente' }], ['Alfa', 'Presidente']],
  ['renamed and moved', [ALFA, BETA], [BETA, { ...ALFA, name: 'Alfa & Figli' }], ['Alfa & Figli', 'Capo']],
  ['all of it new', [ALFA, BETA], [BETA, GAMMA], ['Gamma', null]],
  ['beside one that is edited', [ALFA, BETA], [ALFA, { ...BETA, name: 'Betta' }], ['Alfa', 'Capo']],
  ['taken away', [ALFA, BETA], [BETA], [null, null]],
  ['not the present one any more', [ALFA, BETA], [ALFA, { ...BETA, current: true }], ['Beta', 'Socia']],
])('an organisation %s', (_, before, now, values) => {
  expect(after(aCard(...before), aCard(...now))).toEqual(values);
});

test('where two meet, it is the one that the record has already', () => {
  expect(held(project(aCard(ALFA, BETA), mapping, null, { companyName: 'Beta' }))).toEqual(['Beta', 'Socia']);
});

test('what is agreed on and stays in the order it had is read as by an earlier program, which knew of no others', () => {
  const { others: _, ...base } = agreed(aCard(ALFA, BETA));
  expect(held(project(aCard(ALFA, BETA), mapping, { ...base, others: [] }, {}))).toEqual(['Alfa', 'Capo']);
});

test('the others are shown beside the fields, whichever they are', () => {
  const also = (now: Contact) =>
    alsoOnCard(now, mapping, agreed(aCard(ALFA, BETA))).map(({ property, value }) => [property, value]);
  expect(also(aCard(ALFA, BETA))).toEqual([['organization.name', 'Beta, Socia']]);
  expect(also(aCard(BETA, ALFA))).toEqual([['organization.name', 'Beta, Socia']]);
  expect(also(aCard(BETA))).toEqual([['organization.name', 'Beta, Socia']]);
});

test('an edit goes to its own organisation in whatever order, touches no other, and is read back as it was meant', () => {
  const text = fc.constantFrom('Uno', 'Due', 'Tre', null);
  fc.assert(
    fc.property(
      fc.constantFrom<[Organization[], Organization[]]>(
        [
          [ALFA, BETA],
          [ALFA, BETA],
        ],
        [
          [ALFA, BETA, GAMMA],
          [GAMMA, BETA, ALFA],
        ],
        [[ALFA, BETA], [BETA]],
        [[ALFA], [ALFA]],
      ),
      text,
      text,
      ([first, then], companyName, title) => {
        const base = agreed(aCard(...first));
        const contact = aCard(...then);
        const projection = project(contact, mapping, base, {});
        const record: Values = { ...projection.values, companyName, title };
        const fields = mapping
          .flatMap(fieldsOf)
          .filter((field) => record[field] !== projection.values[field]);
        const edited = applyEdits(contact, editsFor(fields, record, mapping, contact, projection));
        expect(held(project(edited, mapping, base, record))).toEqual([companyName, title]);
        const all = edited.organizations ?? [edited.organization];
        for (const other of then.filter((one) => one.name !== 'Alfa')) expect(all).toContainEqual(other);
      },
    ),
  );
});
