import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Contact, emptyContact, type LabelledValue } from '../../contact/contact.ts';
import { applyEdits } from '../../contact/edit.ts';
import type { Base } from '../link/link.ts';
import { activeMapping, defaultMapping, fieldsOf } from '../mapping.ts';
import type { Values } from '../model.ts';
import { editsFor, expecting, recognising } from './edits.ts';
import { alsoOnCard, type Projection, project } from './project.ts';

const mapping = defaultMapping('contact');

const aContact = (over: Partial<Contact> = {}): Contact => ({ ...emptyContact(), ...over });
const phone = (label: string | null, value: string): LabelledValue => ({ label, value });

const baseOf = (projection: Projection): Base => ({
  fields: Object.fromEntries(
    Object.entries(projection.values).map(([field, value]) => [field, { local: value, remote: value }]),
  ),
  bound: projection.bound,
  others: projection.others,
});
const held = (projection: Projection): Values =>
  Object.fromEntries(Object.entries(projection.values).filter(([, value]) => value !== null));

describe('a first look at a card', () => {
  test('a single e-mail labelled home still fills the e-mail field', () => {
    expect(held(project(aContact({ emails: [{ label: 'home', value: 'a@b.it' }] }), mapping))).toEqual({
      email: 'a@b.it',
    });
  });

  test('a work e-mail goes first, wherever it stands', () => {
    const emails = [
      { label: 'home', value: 'h@b.it' },
      { label: 'work', value: 'w@b.it' },
    ];
    expect(held(project(aContact({ emails }), mapping))).toEqual({
      email: 'w@b.it',
      secondaryEmail: 'h@b.it',
    });
  });

  test('phones find their fields by label, in any language', () => {
    const phones = [
      phone('Cellulare', '1'),
      phone('work', '2'),
      phone('home', '3'),
      phone('workFax', '4'),
      phone('Centralino', '5'),
      phone('Citofono', '6'),
    ];
    const projection = project(aContact({ phones }), mapping);
    expect(held(projection)).toEqual({ mobile: '1', phone: '2', homePhone: '3', fax: '4', otherPhone: '5' });
    expect(projection.others).toEqual(['phones|Citofono|6']);
  });

  test('a second fax is no telephone', () => {
    const projection = project(aContact({ phones: [phone('workFax', '1'), phone('homeFax', '2')] }), mapping);
    expect(held(projection)).toEqual({ fax: '1' });
  });

  test('the only address is the mailing address, whatever its label', () => {
    const projection = project(
      aContact({ addresses: [{ label: 'Ufficio Napoli', street: 'Via Roma 1', city: 'Napoli' }] }),
      mapping,
    );
    expect(held(projection)).toEqual({ 'mailing.street': 'Via Roma 1', 'mailing.city': 'Napoli' });
  });

  test('a card with nothing but a display name keeps it whole', () => {
    expect(held(project(aContact({ name: { display: 'Maria Luisa Rossi Bianchi' } }), mapping))).toEqual({
      lastName: 'Maria Luisa Rossi Bianchi',
    });
  });

  test('a card with nothing but a nickname is called by it where no field shows nicknames', () => {
    const contact = aContact({ nickname: 'Il Rosso', name: { display: 'Il Rosso' } });
    const without = activeMapping(mapping, (field) => field !== 'nickname');
    expect(held(project(contact, without))).toEqual({ lastName: 'Il Rosso' });
    expect(held(project(contact, mapping))).toEqual({ nickname: 'Il Rosso' });
  });

  test('a company card imported as a company is called by its name, with or without an organisation', () => {
    const company = defaultMapping('company');
    expect(
      held(
        project(
          aContact({ isCompany: true, organization: { name: 'Acme' }, name: { display: 'Acme' } }),
          company,
        ),
      ),
    ).toEqual({ name: 'Acme' });
    expect(held(project(aContact({ isCompany: true, name: { display: 'Acme' } }), company))).toEqual({
      name: 'Acme',
    });
  });

  test('the name of a company is its organisation, or what it calls itself where no field of a person shows that', () => {
    const named = (over: Partial<Contact>, kind: 'company' | 'contact') =>
      held(project(aContact({ isCompany: true, ...over }), defaultMapping(kind)));
    expect(named({ name: { family: 'Rossi' } }, 'company')).toEqual({ name: 'Rossi' });
    expect(named({ name: { family: 'Rossi' } }, 'contact')).toEqual({ lastName: 'Rossi' });
    expect(named({ name: { display: 'Rossi' } }, 'contact')).toEqual({ companyName: 'Rossi' });
  });
});

describe('a card that changes', () => {
  const before = aContact({
    phones: [phone('work', '02 1'), phone('mobile', '348 2'), phone('Citofono', '3')],
  });
  const known = baseOf(project(before, mapping));

  test('a value stays in its field when the card is reordered', () => {
    expect(project({ ...before, phones: [...before.phones].reverse() }, mapping, known).values).toEqual(
      project(before, mapping).values,
    );
  });

  test('an edited value stays in its field', () => {
    const phones = [phone('work', '02 999'), ...before.phones.slice(1)];
    expect(project({ ...before, phones }, mapping, known).values.phone).toBe('02 999');
  });

  test('a card called by an address names nobody, also once that is gone, until somebody types a name', () => {
    const email = 'anna@example.test';
    const called = aContact({ name: { display: email }, emails: [{ label: 'work', value: email }] });
    const first = project(called, mapping);
    expect(held(first)).toEqual({ email });
    const gone = { ...called, emails: [] };
    const seen = [baseOf(first), { ...baseOf(first), others: [] }].map((base) =>
      project(gone, mapping, base),
    );
    expect(seen.map(held)).toEqual([{}, {}]);
    const later = project(gone, mapping, baseOf(seen[1]!));
    expect(held(later)).toEqual({});
    expect(editsFor(['firstName'], { firstName: 'Anna' }, mapping, gone, later)).toEqual([
      { property: 'name', part: 'given', value: 'Anna' },
    ]);
    const typed = project({ ...gone, name: { display: 'Anna Rossi' } }, mapping, baseOf(later));
    expect(held(typed)).toEqual({ lastName: 'Anna Rossi' });
  });

  test('of two fields that hold the same value each keeps the one under its label', () => {
    const twice = aContact({ phones: [phone('work', '02 1'), phone('mobile', '02 1')] });
    const base = baseOf(project(twice, mapping));
    const seen = (...phones: LabelledValue[]) => project({ ...twice, phones }, mapping, base).values;
    expect(seen(phone('work', '02 999'), phone('mobile', '02 1'))).toMatchObject({
      phone: '02 999',
      mobile: '02 1',
    });
    expect(seen(phone('mobile', '02 1'))).toMatchObject({ phone: null, mobile: '02 1' });
    expect(seen(phone('work', '02 1'), phone('mobile', '348 2'))).toMatchObject({
      phone: '02 1',
      mobile: '348 2',
    });
  });

  test('a field whose value stands under a label of no field too keeps its own label, and goes to the other for want of it', () => {
    const mobiles = mapping.filter(({ field }) => field === 'mobile');
    const twice = aContact({ phones: [phone('work', '02 1'), phone('mobile', '02 1')] });
    const base = baseOf(project(twice, mobiles));
    expect(base.others).toEqual(['phones|work|021']);
    const seen = (...phones: LabelledValue[]) => project({ ...twice, phones }, mobiles, base).values;
    expect(seen(phone('work', '02 1'), phone('mobile', '348 2'))).toEqual({ mobile: '348 2' });
    expect(seen(phone('work', '02 1'))).toEqual({ mobile: '02 1' });
    expect(seen(phone('mobile', '348 2'))).toEqual({ mobile: '348 2' });
  });

  test('a value edited into what another field holds stays in its field', () => {
    const phones = [phone('work', '348 2'), ...before.phones.slice(1)];
    expect(project({ ...before, phones }, mapping, known).values).toMatchObject({
      phone: '348 2',
      mobile: '348 2',
    });
  });

  test('a removed value empties its field and promotes no other', () => {
    const projection = project({ ...before, phones: before.phones.slice(1) }, mapping, known);
    expect(projection.values).toMatchObject({ phone: null, mobile: '348 2', otherPhone: '3' });
  });

  test('a value that no field took stays out when a field is emptied', () => {
    const emails = ['a', 'b', 'c'].map((name) => ({ label: 'work', value: `${name}@x.it` }));
    const base = baseOf(project(aContact({ emails }), mapping));
    expect(base.others).toEqual(['emails|work|c@x.it']);
    expect(project(aContact({ emails: emails.slice(1) }), mapping, base).values).toMatchObject({
      email: null,
      secondaryEmail: 'b@x.it',
    });
  });

  test('a new value fills a free field', () => {
    const projection = project(
      { ...before, phones: [...before.phones, phone('home', '06 5')] },
      mapping,
      known,
    );
    expect(projection.values.homePhone).toBe('06 5');
  });

  test('a relabelled value moves to the field of its new label, and stands nowhere twice', () => {
    const phones = [phone('home', '02 1'), ...before.phones.slice(1)];
    expect(project({ ...before, phones }, mapping, known).values).toMatchObject({
      phone: null,
      homePhone: '02 1',
    });
  });

  test('a relabelled value stays where it is when the other field is taken, on the card or in the record', () => {
    const phones = [phone('mobile', '02 1'), ...before.phones.slice(1)];
    expect(project({ ...before, phones }, mapping, known).values).toMatchObject({
      phone: '02 1',
      mobile: '348 2',
    });
    const relabelled = [phone('home', '02 1'), ...before.phones.slice(1)];
    expect(
      project({ ...before, phones: relabelled }, mapping, known, { homePhone: '06 7' }).values,
    ).toMatchObject({ phone: '02 1', homePhone: null });
  });

  test('a field that was switched on fills from what the card had all along', () => {
    const narrow = mapping.filter(({ field }) => field !== 'otherPhone');
    const base = baseOf(project(before, narrow));
    expect(project(before, mapping, base).values.otherPhone).toBe('3');
  });
});

describe('edits', () => {
  test('an address loses only the part that is emptied', () => {
    const contact = aContact({
      addresses: [
        { label: 'home', street: 'Via Roma 1', city: 'Napoli', countryCode: 'it', country: 'Italia' },
      ],
    });
    const projection = project(contact, mapping);
    const edits = editsFor(
      ['mailing.city'],
      { 'mailing.street': 'Via Roma 1', 'mailing.city': null },
      mapping,
      contact,
      projection,
    );
    expect(applyEdits(contact, edits).addresses).toEqual([
      { label: 'home', street: 'Via Roma 1', country: 'Italia', countryCode: 'it' },
    ]);
  });

  test('an address that is emptied altogether is removed', () => {
    const contact = aContact({ addresses: [{ label: 'home', city: 'Napoli' }] });
    const edits = editsFor(['mailing.city'], {}, mapping, contact, project(contact, mapping));
    expect(applyEdits(contact, edits).addresses).toEqual([]);
  });

  test('a new value is written with the first label its field wishes for', () => {
    const contact = emptyContact();
    const edits = editsFor(
      ['mobile', 'secondaryEmail'],
      { mobile: '348 1', secondaryEmail: 'h@b.it' },
      mapping,
      contact,
      project(contact, mapping),
    );
    expect(applyEdits(contact, edits)).toMatchObject({
      phones: [{ label: 'mobile', value: '348 1' }],
      emails: [{ label: 'home', value: 'h@b.it' }],
    });
  });
});

const label = fc.constantFrom('work', 'home', 'mobile', 'main', 'other', 'workFax', 'Cell 2', null);
const list = (value: fc.Arbitrary<string>): fc.Arbitrary<LabelledValue[]> =>
  fc.array(fc.record({ label, value }), { maxLength: 6 });
const number = fc.integer({ min: 100, max: 120 }).map(String);
const anyContact = fc.record({
  given: fc.option(fc.constantFrom('Anna', 'Luca'), { nil: undefined }),
  phones: list(number),
  emails: list(number.map((value) => `${value}@x.it`)),
  addresses: fc.array(fc.record({ label, city: fc.constantFrom('Roma', 'Lodi', 'Bari') }), { maxLength: 3 }),
});
const contactOf = ({
  given,
  ...lists
}: {
  given?: string | undefined;
  phones: LabelledValue[];
  emails: LabelledValue[];
  addresses: Contact['addresses'];
}): Contact => aContact({ name: given ? { given } : {}, ...lists });

test('a value just written over another keeps its field, though another field would wish for its label first', () => {
  const company = defaultMapping('company');
  const sent = { 'billing.city': 'Roma' };
  const contact = aContact({ addresses: [{ label: 'other', city: 'Roma' }] });
  const before: Base = { fields: {}, bound: { billing: null, shipping: null }, others: [] };
  const expected = expecting(before, Object.keys(sent), sent, company);
  const { values } = project(contact, company, recognising(expected, [sent], sent, contact, company), sent);
  expect(values).toMatchObject({ 'billing.city': 'Roma', 'shipping.city': null });
});

test('a value sent to another field is where it was as long as nothing of that has arrived', () => {
  const emails = (...values: [string, string][]) =>
    aContact({ emails: values.map(([label, value]) => ({ label, value })) });
  const before = emails(['work', 'old@b.it'], ['home', 'own@b.it']);
  const base = baseOf(project(before, mapping));
  const seen = (contact: Contact, sent: Values) =>
    held(project(contact, mapping, recognising(base, [sent], sent, contact, mapping), sent));
  const onlyOne = { email: 'own@b.it', secondaryEmail: null };
  expect(seen(before, onlyOne)).toEqual({ email: 'old@b.it', secondaryEmail: 'own@b.it' });
  expect(seen(emails(['work', 'own@b.it']), onlyOne)).toEqual({ email: 'own@b.it' });
  const exchanged = { email: 'own@b.it', secondaryEmail: 'old@b.it' };
  expect(seen(before, exchanged)).toEqual({ email: 'old@b.it', secondaryEmail: 'own@b.it' });
  expect(seen(emails(['work', 'own@b.it'], ['home', 'old@b.it']), exchanged)).toEqual(exchanged);
});

describe('whatever the card', () => {
  test('every value stands in one field or among the others, never in two', () => {
    fc.assert(
      fc.property(anyContact, anyContact, (one, two) => {
        const base = baseOf(project(contactOf(one), mapping));
        const { at, others } = project(contactOf(two), mapping, base);
        for (const property of ['phones', 'emails', 'addresses'] as const) {
          const taken = mapping
            .filter(({ slot }) => slot.property === property)
            .map(({ field }) => at[field])
            .filter((index) => index !== null);
          expect(new Set(taken).size).toBe(taken.length);
          expect(taken.length + others.filter((key) => key.startsWith(`${property}|`)).length).toBe(
            contactOf(two)[property].length,
          );
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('looking twice at the same card sees the same', () => {
    fc.assert(
      fc.property(anyContact, (one) => {
        const first = project(contactOf(one), mapping);
        expect(project(contactOf(one), mapping, baseOf(first), first.values)).toEqual(first);
      }),
      { numRuns: 2000 },
    );
  });

  test('what edits write is what the card then shows, and nothing else moves', () => {
    const fields = mapping.flatMap(fieldsOf).filter((field) => /phone|mobile|email|fax|city/i.test(field));
    const edit = fc.dictionary(fc.constantFrom(...fields), fc.option(number, { nil: null }), { maxKeys: 4 });
    fc.assert(
      fc.property(anyContact, edit, (one, change) => {
        const contact = contactOf(one);
        const projection = project(contact, mapping);
        const values: Values = { ...projection.values, ...change };
        const edits = editsFor(Object.keys(change), values, mapping, contact, projection);
        const after = project(
          applyEdits(contact, edits),
          mapping,
          expecting(baseOf(projection), Object.keys(change), values, mapping),
          values,
        );
        expect(after.values).toEqual(values);
      }),
      { numRuns: 3000 },
    );
  });

  test('what no field shows is listed as also on the card', () => {
    fc.assert(
      fc.property(anyContact, (one) => {
        const contact = contactOf(one);
        const { others } = project(contact, mapping);
        expect(alsoOnCard(contact, mapping, null).length).toBe(others.length);
      }),
    );
  });
});
