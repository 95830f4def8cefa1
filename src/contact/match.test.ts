import { expect, test } from 'vitest';
import { type Contact, emptyContact } from './contact.ts';
import { matchKeys } from './match.ts';

const aContact = (change: Partial<Contact>): Contact => ({ ...emptyContact(), ...change });
const ada = { name: { given: 'Ada', family: 'Lovelace' } };

test('a contact is found by e-mail, phone and name with company or birthday', () => {
  const keys = matchKeys(
    aContact({
      ...ada,
      organization: { name: 'Analytical Engines, Ltd.' },
      birthday: { month: 12, day: 10 },
      emails: [{ value: 'ADA@example.org', label: null }],
      phones: [{ value: '+44 20 7946 0958', label: null }],
    }),
  );
  expect(keys).toEqual([
    'n:ada lovelace|analytical engines',
    'n:ada lovelace|--12-10',
    'e:ada@example.org',
    'p:079460958',
  ]);
});

test('a name alone is no key', () => {
  expect(matchKeys(aContact(ada))).toEqual([]);
});

test('the order of the names does not matter', () => {
  const swapped = aContact({ name: { display: 'Lovelace Ada' }, birthday: { month: 1, day: 2 } });
  expect(matchKeys(swapped)).toEqual(matchKeys(aContact({ ...ada, birthday: { month: 1, day: 2 } })));
});

test('a company is found by its name', () => {
  expect(
    matchKeys(aContact({ organization: { name: 'Acme S.p.A.' }, name: { display: 'Acme S.p.A.' } })),
  ).toEqual(['c:acme']);
});

test('a card with a thousand numbers has forty keys', () => {
  const phones = Array.from({ length: 1000 }, (_, index) => ({
    value: `333${1_000_000 + index}`,
    label: null,
  }));
  expect(matchKeys(aContact({ phones }))).toHaveLength(40);
});
