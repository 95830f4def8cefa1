// The card in a QR code: read back by the project's own reader, and never too big for a camera.
import { expect, test } from 'vitest';
import { CATALOGUE } from '../../../../src/fields/catalogue.ts';
import { contactFromVCard } from '../../../../src/providers/carddav/contact-from-vcard.ts';
import { cardText } from './card-text.ts';

const contact = (values: Record<string, string>) => ({
  ...{ kind: 'contact' as const, displayName: [values.firstName, values.lastName].filter(Boolean).join(' ') },
  values,
});

const readBack = (text: string) => contactFromVCard(text).contact;

test('names, work, numbers and addresses are read back as they were', () => {
  const { text, includes, leaves } = cardText(
    contact({
      ...{ firstName: 'Anna', lastName: 'Rossi; Bianchi', companyName: 'Acme, S.r.l.', title: 'CEO' },
      ...{ mobile: '+39 348 1', email: 'anna@acme.it', website: 'https://acme.it/a;b' },
      ...{ 'mailing.street': 'Via Po 1\nScala B', 'mailing.city': 'Torino', description: 'Not for others' },
    }),
    CATALOGUE.contact,
  );
  expect(leaves).toEqual([]);
  expect(includes).toEqual([
    ...['firstName', 'lastName', 'companyName', 'title'],
    ...['email', 'mobile', 'website', 'mailing'],
  ]);
  expect(text).not.toContain('Not for others');
  const contactRead = readBack(text);
  expect(contactRead).toMatchObject({
    name: { given: 'Anna', family: 'Rossi; Bianchi' },
    organization: { name: 'Acme, S.r.l.', title: 'CEO' },
    emails: [{ value: 'anna@acme.it' }],
    phones: [{ value: '+39 348 1', label: 'mobile' }],
    addresses: [{ street: 'Via Po 1\nScala B', city: 'Torino', label: 'work' }],
    urls: [{ value: 'https://acme.it/a;b' }],
  });
});

test('a company is one by its name', () => {
  const record = {
    kind: 'company' as const,
    displayName: 'Acme S.r.l.',
    values: { name: 'Acme S.r.l.', phone: '1' },
  };
  expect(readBack(cardText(record, CATALOGUE.company).text)).toMatchObject({
    organization: { name: 'Acme S.r.l.' },
    phones: [{ value: '1', label: 'work' }],
  });
});

test('what the page does not show is not in it, and what has no room is named', () => {
  const long = `https://acme.it/${'a'.repeat(700)}`;
  const { text, includes, leaves } = cardText(
    contact({ lastName: 'Rossi', email: 'a@b.it', phone: '02 1', website: long }),
    CATALOGUE.contact.filter(({ key }) => key !== 'email'),
  );
  expect(text).not.toContain('a@b.it');
  expect(text.length).toBeLessThan(600);
  expect([includes, leaves]).toEqual([['lastName', 'phone'], ['website']]);
});
