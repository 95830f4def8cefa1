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

describe('batches', () => {
  const batch = (name: string, body: object) => probe.send('POST', `/v1/people:${name}`, { body });

  it('happen as a whole or not at all, and say which contact is to blame', async () => {
    const people = [anna, anna].map((one) => sandbox.phone().create(one));
    const [a, b] = people;
    const contacts = {
      [a!.resourceName]: { etag: a!.etag, names: [{ givenName: 'New' }] },
      [b!.resourceName]: { etag: sourceOf(b!).etag, names: [{ givenName: 'New' }] },
    };
    const { status, body } = await batch('batchUpdateContacts', {
      contacts,
      updateMask: 'names',
      readMask: 'names',
    });
    expect([status, body.error!.status]).toEqual([400, 'FAILED_PRECONDITION']);
    expect(body.error!.details![0]).toMatchObject({
      '@type': 'type.googleapis.com/google.people.v1.BatchUpdateContactsErrorDetails',
      contactErrors: { [b!.resourceName]: { code: 9 } },
    });
    expect(sandbox.phone().get(a!.resourceName)!.names![0]!.givenName).toBe('Anna');
    const bad = { contactPerson: { names: [{ givenName: 'A' }, { givenName: 'B' }] } };
    const created = await batch('batchCreateContacts', {
      contacts: [{ contactPerson: anna }, bad],
      readMask: 'names',
    });
    expect(created.body.error!.details![0]).toMatchObject({ contactErrors: { 1: { code: 3 } } });
    expect(sandbox.phone().count()).toBe(2);
  });

  it('replace every masked field in every body, which clears what a body leaves out', async () => {
    const { resourceName, etag } = sandbox.phone().create(anna);
    const contacts = { [resourceName]: { etag, birthdays: [{ date: { month: 1, day: 1 } }] } };
    await batch('batchUpdateContacts', { contacts, updateMask: 'names,birthdays', readMask: 'names' });
    expect(sandbox.phone().get(resourceName)).not.toHaveProperty('names');
  });

  it('without a read mask do their work and answer nothing', async () => {
    expect((await batch('batchCreateContacts', { contacts: [{ contactPerson: anna }] })).body).toEqual({});
    expect(sandbox.phone().count()).toBe(1);
  });

  it('take 200 writes and 500 deletions, and not one more', async () => {
    const contacts = (count: number) => Array.from({ length: count }, () => ({ contactPerson: anna }));
    expect((await batch('batchCreateContacts', { contacts: contacts(201) })).status).toBe(400);
    expect((await batch('batchCreateContacts', { contacts: contacts(200) })).status).toBe(200);
    const resourceNames = sandbox
      .phone()
      .list()
      .map((one) => one.resourceName);
    const tooMany = [...resourceNames, ...resourceNames, ...resourceNames].slice(0, 501);
    expect((await batch('batchDeleteContacts', { resourceNames: tooMany })).status).toBe(400);
    expect(
      (await batch('batchDeleteContacts', { resourceNames: [...resourceNames, 'people/c1'] })).status,
    ).toBe(404);
    sandbox.behaviour.unknownInBatchDelete = 'ignored';
    expect(
      (await batch('batchDeleteContacts', { resourceNames: [...resourceNames, 'people/c1'] })).status,
    ).toBe(200);
    expect(sandbox.phone().count()).toBe(0);
  });
});
