import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from './phone/owner.ts';
import { Probe } from './probe.ts';
import { type GoogleSandbox, startGoogleSandbox } from './sandbox.ts';

let sandbox: GoogleSandbox;
let probe: Probe;
beforeEach(async () => {
  sandbox = await startGoogleSandbox({ behaviour: { quotas: null, mutationMs: 0 } });
  probe = new Probe(sandbox);
});
afterEach(() => sandbox.stop());

const anna = {
  names: [{ givenName: 'Anna', familyName: 'Rossi' }],
  phoneNumbers: [{ value: '333 1234567', type: 'mobile' }],
};
const sourceOf = (person: Person) => person.metadata!.sources![0]!;

describe('what Google makes of values', () => {
  it('derives names, labels, numbers and addresses, and ignores them when they are sent', async () => {
    const { body } = await probe.create({
      names: [
        {
          honorificPrefix: 'Dott.',
          givenName: 'Anna',
          middleName: 'Maria',
          familyName: 'Rossi',
          displayName: 'X',
        },
      ],
      phoneNumbers: [
        { value: '081 555 0001', type: 'workFax', formattedType: 'X', canonicalForm: '+1' },
        { value: '234456', type: 'Cellulare' },
      ],
      addresses: [
        { streetAddress: 'Via Roma 1', city: 'Napoli', postalCode: '80100', country: 'Italia', type: 'home' },
      ],
    });
    expect(body.names![0]).toMatchObject({
      displayName: 'Dott. Anna Maria Rossi',
      displayNameLastFirst: 'Rossi, Dott. Anna Maria',
      metadata: { primary: true, sourcePrimary: true, source: { type: 'CONTACT' } },
    });
    const [first, second] = body.phoneNumbers!;
    expect([first!.formattedType, first!.canonicalForm]).toEqual(['Work Fax', '+390815550001']);
    expect([second!.formattedType, second!.canonicalForm]).toEqual(['Cellulare', undefined]);
    expect(body.addresses![0]).toMatchObject({
      countryCode: 'IT',
      formattedValue: 'Via Roma 1\nNapoli, 80100\nIT',
      formattedType: 'Home',
    });
    const italian = await probe.send<Person>('GET', `/v1/${body.resourceName}`, {
      query: { personFields: 'phoneNumbers' },
      headers: { 'Accept-Language': 'it' },
    });
    expect(italian.body.phoneNumbers![0]!.formattedType).toBe('Fax lavoro');
  });

  it('lets a whole name win over its parts, and refuses a display name alone', async () => {
    const { body } = await probe.create({
      names: [{ unstructuredName: 'Dr. Ludwig van Beethoven', givenName: 'X' }],
    });
    expect(body.names![0]).toMatchObject({
      honorificPrefix: 'Dr.',
      givenName: 'Ludwig',
      familyName: 'van Beethoven',
    });
    expect((await probe.create({ names: [{ displayName: 'X' }] })).status).toBe(400);
    const mononym = (await probe.create({ names: [{ familyName: 'Solo' }] })).body.names![0]!;
    expect([mononym.displayName, mononym.displayNameLastFirst]).toEqual(['Solo', 'Solo']);
  });

  it('takes one name, birthday, note and gender, drops empty values, trims, and knows 29 February', async () => {
    for (const field of ['names', 'birthdays', 'biographies', 'genders']) {
      const value = { names: { givenName: 'A' }, birthdays: { date: { month: 5, day: 31 } } }[field] ?? {
        value: 'x',
      };
      const { body } = await probe.create({ [field]: [value, value] });
      expect(body.error!.message).toBe(`Cannot have more than one person.${field} per source.`);
    }
    const { body } = await probe.create({
      names: [{ givenName: '  Anna ' }],
      emailAddresses: [{ value: '' }, { type: 'work' }, { value: 'A@B.it' }],
      birthdays: [{ date: { year: 0, month: 2, day: 29 } }],
      biographies: [{ value: 'a\r\nb' }],
    });
    expect(body.names![0]!.givenName).toBe('Anna');
    expect(body.emailAddresses!.map((one) => one.value)).toEqual(['A@B.it']);
    expect(body.birthdays![0]!.date).toEqual({ month: 2, day: 29 });
    expect(body.biographies![0]).toMatchObject({ value: 'a\nb', contentType: 'TEXT_PLAIN' });
    expect((await probe.create({ birthdays: [{ date: { year: 2023, month: 2, day: 29 } }] })).status).toBe(
      400,
    );
  });

  it('keeps the choice of a default number, and cuts lists at a hundred values', async () => {
    const phoneNumbers = Array.from({ length: 120 }, (_, index) => ({ value: `${index}` }));
    const { body } = await probe.create({
      phoneNumbers: [...phoneNumbers, { value: 'best', metadata: { sourcePrimary: true } }],
    });
    expect(body.phoneNumbers!.find((phone) => phone.metadata!.primary)!.value).toBe('best');
    const { connections } = (await probe.list({ personFields: 'phoneNumbers' })).body;
    expect([connections![0]!.phoneNumbers!.length, body.phoneNumbers!.length]).toEqual([100, 121]);
  });

  it('has limits: characters of a value, values of a contact, contacts of an account', async () => {
    const long = 'x'.repeat(1025);
    expect((await probe.create({ nicknames: [{ value: long }] })).status).toBe(400);
    expect((await probe.create({ biographies: [{ value: long }] })).status).toBe(200);
    const many = Array.from({ length: 501 }, (_, index) => ({ value: `${index}` }));
    expect((await probe.create({ phoneNumbers: many })).status).toBe(400);
    sandbox.behaviour.contactLimit = 2;
    await probe.create(anna);
    expect((await probe.create(anna)).body.error!.message).toContain('MY_CONTACTS_OVERFLOW_COUNT');
  });

  it('counts an update that changes nothing as a change, unless told otherwise', async () => {
    const { body: first } = await probe.create(anna);
    const { body: second } = await probe.update({ ...first, ...anna }, 'names');
    expect(sourceOf(second).etag).not.toBe(sourceOf(first).etag);
    sandbox.behaviour.noOpsAreChanges = false;
    expect(sourceOf((await probe.update({ ...second, ...anna }, 'names')).body).etag).toBe(
      sourceOf(second).etag,
    );
    expect(sandbox.requests.emptyUpdates).toBe(2);
  });
});
