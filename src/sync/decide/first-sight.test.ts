import { describe, expect, test } from 'vitest';
import { context, view } from '../../../tests/builders/a-link.ts';
import { type Contact, emptyContact } from '../../contact/contact.ts';
import type { Base } from '../link/link.ts';
import { defaultMapping } from '../mapping.ts';
import type { Choice, Values } from '../model.ts';
import { chosenBase, firstSight } from './first-sight.ts';
import { threeWay } from './three-way.ts';

const mapping = defaultMapping('contact');
const contact: Contact = {
  ...emptyContact(),
  name: { prefix: 'Dott.', given: 'José', family: 'Núñez' },
  organization: { name: 'ACME, S.r.l.', title: 'CEO' },
  emails: [{ label: 'home', value: 'New@Example.com' }],
  phones: [
    { label: 'mobile', value: '+39 348 123 4567' },
    { label: 'work', value: '+1 212 555 0100' },
  ],
  urls: [{ label: null, value: 'https://Acme.example/' }],
  addresses: [{ label: 'work', street: 'Via Manzoni 12\nScala B', postalCode: '20121', city: 'Milano' }],
  birthday: { month: 3, day: 4 },
};
const values: Values = {
  firstName: 'Jose',
  lastName: 'Nuñez Gil',
  companyName: 'Acme s.r.l',
  email: 'old@example.com',
  mobile: '3481234567',
  phone: '+44 12 1255 50100',
  website: 'https://www.acme.example',
  nickname: 'Pepe',
  'mailing.street': 'Via Manzoni 12, scala B',
  'mailing.city': 'Roma',
  birthday: '1980-03-04',
};

/** What the engine's first plan of the two does. */
function firstPlan(base: Base | null, of = { contact, values }) {
  const seen = view({ link: { base } });
  return threeWay(
    { ...seen, record: { ...seen.record, values: of.values }, card: { ...seen.card!, contact: of.contact } },
    context({ conflicts: 'ask' }),
  );
}
const fieldsBy = (verdict: string) =>
  firstSight(contact, values, mapping)
    .filter((sight) => sight.verdict === verdict)
    .map(({ field }) => field)
    .sort();
const fieldsOf = (rows: { field: string }[] | undefined) => (rows ?? []).map(({ field }) => field).sort();

test('what is shown is what the first plan does, field by field', () => {
  const { pull, push, conflicts } = firstPlan(null);
  expect(fieldsBy('differs')).toEqual(fieldsOf(conflicts));
  expect(fieldsBy('only-card')).toEqual(fieldsOf(pull));
  expect(fieldsBy('only-record')).toEqual(fieldsOf(push?.diff));
  expect(fieldsBy('differs')).toContain('phone');
  expect(fieldsBy('same')).toContain('mobile');
});

describe('where somebody chose', () => {
  const chosen = (choice: Choice) => firstPlan(chosenBase(contact, values, mapping, choice));

  test('all from the card: it is taken into the record, and nothing is asked', () => {
    const { pull, push, conflicts } = chosen({ all: 'card' });
    expect(conflicts).toEqual([]);
    expect(fieldsOf(pull)).toEqual([...fieldsBy('differs'), ...fieldsBy('only-card')].sort());
    expect(fieldsOf(push?.diff)).toEqual(fieldsBy('only-record'));
  });

  test('all from the record: it is written to the card, and what only the card has comes in', () => {
    const { pull, push, conflicts } = chosen({ all: 'record' });
    expect(conflicts).toEqual([]);
    expect(fieldsOf(pull)).toEqual(fieldsBy('only-card'));
    expect(fieldsOf(push?.diff)).toEqual([...fieldsBy('differs'), ...fieldsBy('only-record')].sort());
  });

  test('only what is empty is filled: where they differ each keeps its own, also at the next look', () => {
    const { pull, push, conflicts, base } = chosen({ all: 'both' });
    expect(conflicts).toEqual([]);
    expect(fieldsOf(pull)).toEqual(fieldsBy('only-card'));
    expect(fieldsOf(push?.diff)).toEqual(fieldsBy('only-record'));
    expect(base.fields.phone).toEqual({ local: '+44 12 1255 50100', remote: '+1 212 555 0100' });
  });

  test('value by value, and the rest is asked about', () => {
    const { pull, push, conflicts } = chosen({ fields: { phone: 'card', email: 'record' } });
    expect(pull).toContainEqual({ field: 'phone', before: '+44 12 1255 50100', after: '+1 212 555 0100' });
    expect(push?.diff).toContainEqual({
      field: 'email',
      before: 'New@Example.com',
      after: 'old@example.com',
    });
    expect(fieldsOf(conflicts)).toEqual(
      fieldsBy('differs').filter((field) => field !== 'phone' && field !== 'email'),
    );
  });

  test('a single value goes before what was chosen for all', () => {
    const { pull } = chosen({ all: 'record', fields: { phone: 'card' } });
    expect(fieldsOf(pull)).toContain('phone');
  });

  test('what nobody can read yet is asked about once it can be read, whatever was chosen', () => {
    const garbled = { ...contact, name: { ...contact.name, family: 'N\ufffdñez' } };
    for (const all of ['record', 'card', 'both'] as const) {
      const { pull, push, conflicts } = firstPlan(chosenBase(garbled, values, mapping, { all }));
      expect(conflicts).toMatchObject([{ field: 'lastName', book: 'Núñez', resolution: null }]);
      expect([...fieldsOf(pull), ...fieldsOf(push?.diff)]).not.toContain('lastName');
    }
  });

  test('what is the same is written nowhere, whatever was chosen', () => {
    for (const all of ['record', 'card', 'both'] as const) {
      const { pull, push } = chosen({ all });
      const written = [...fieldsOf(pull), ...fieldsOf(push?.diff)];
      expect(written.filter((field) => fieldsBy('same').includes(field))).toEqual([]);
    }
  });
});
