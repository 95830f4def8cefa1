// Google's own client library: what it cannot do with the sandbox, the sandbox does wrong.
import { auth, people as connect, type people_v1 } from '@googleapis/people';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { seedPhoto } from '../seed/seed-photo.ts';
import { type GoogleSandbox, startGoogleSandbox } from './sandbox.ts';

let sandbox: GoogleSandbox;
let client: people_v1.People;
beforeEach(async () => {
  sandbox = await startGoogleSandbox({ people: { people: 12, groups: 1 } });
  client = clientWith(sandbox.tokens().accessToken);
});
afterEach(() => sandbox.stop());

function clientWith(accessToken: string): people_v1.People {
  const signIn = new auth.OAuth2('sandbox-client', 'sandbox-secret');
  signIn.setCredentials({ access_token: accessToken, expiry_date: Date.now() + 3_600_000 });
  return connect({ version: 'v1', auth: signIn, rootUrl: `${sandbox.apiUrl}/` });
}

const listing = {
  resourceName: 'people/me',
  personFields: 'metadata,names,phoneNumbers,memberships,clientData',
  sources: ['READ_SOURCE_TYPE_CONTACT'],
  pageSize: 5,
  requestSyncToken: true,
};

async function pages(
  syncToken?: string,
): Promise<{ people: people_v1.Schema$Person[]; token: string; calls: number }> {
  const people: people_v1.Schema$Person[] = [];
  let pageToken: string | undefined;
  for (let calls = 1; ; calls++) {
    const { data } = await client.people.connections.list({
      ...listing,
      ...(syncToken ? { syncToken } : {}),
      ...(pageToken ? { pageToken } : {}),
    });
    people.push(...(data.connections ?? []));
    pageToken = data.nextPageToken ?? undefined;
    if (pageToken) expect(data.nextSyncToken).toBeUndefined();
    else return { people, token: data.nextSyncToken!, calls };
  }
}

it('lists everything in pages, and after that only what changed or went', async () => {
  const full = await pages();
  expect([full.people.length, full.calls]).toEqual([12, 3]);
  const [edited, removed] = full.people;
  await client.people.updateContact({
    resourceName: edited!.resourceName!,
    updatePersonFields: 'names',
    requestBody: { etag: edited!.etag!, names: [{ givenName: 'Nuova', familyName: 'Rossi' }] },
  });
  await client.people.deleteContact({ resourceName: removed!.resourceName! });
  const next = await pages(full.token);
  expect(
    next.people.map((one) => [one.resourceName, one.names?.[0]?.displayName, one.metadata?.deleted]),
  ).toEqual([
    [edited!.resourceName, 'Nuova Rossi', undefined],
    [removed!.resourceName, undefined, true],
  ]);
  expect((await pages(next.token)).people).toEqual([]);
});

it('creates, reads, updates with the etag just returned, and is refused with an old one', async () => {
  const { data: made } = await client.people.createContact({
    personFields: 'metadata,names,phoneNumbers,clientData,memberships',
    requestBody: {
      names: [{ givenName: 'Daniele', familyName: 'Buono' }],
      phoneNumbers: [{ value: '333 1234567', type: 'Cellulare' }],
      clientData: [{ key: 'crm', value: 'inst1:42' }],
    },
  });
  expect(made.phoneNumbers![0]).toMatchObject({
    value: '333 1234567',
    canonicalForm: '+393331234567',
    type: 'Cellulare',
    formattedType: 'Cellulare',
  });
  expect(made.memberships![0]!.contactGroupMembership!.contactGroupId).toBe('myContacts');
  const update = (etag: string, givenName: string) =>
    client.people.updateContact({
      resourceName: made.resourceName!,
      updatePersonFields: 'names',
      personFields: 'names',
      requestBody: { etag, names: [{ givenName }] },
    });
  const { data: changed } = await update(made.etag!, 'Dario');
  await expect(update(made.etag!, 'Late')).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('Request person.etag is different'),
  });
  await update(changed.etag!, 'Donato');
  const read = await client.people.get({
    resourceName: made.resourceName!,
    personFields: 'names,clientData',
  });
  expect(read.data.names![0]!.displayName).toBe('Donato');
  expect(read.data.clientData![0]).toMatchObject({ key: 'crm', value: 'inst1:42' });
});

it('creates, updates, reads and deletes in batches', async () => {
  const { data: created } = await client.people.batchCreateContacts({
    requestBody: {
      contacts: ['A', 'B', 'C'].map((givenName) => ({ contactPerson: { names: [{ givenName }] } })),
      readMask: 'metadata,names',
      sources: ['READ_SOURCE_TYPE_CONTACT'],
    },
  });
  const made = created.createdPeople!.map((one) => one.person!);
  const { data: updated } = await client.people.batchUpdateContacts({
    requestBody: {
      contacts: Object.fromEntries(
        made.map((one) => [
          one.resourceName!,
          { etag: one.etag!, names: [{ givenName: `${one.names![0]!.givenName}2` }] },
        ]),
      ),
      updateMask: 'names',
      readMask: 'names',
    },
  });
  const names = made.map((one) => updated.updateResult![one.resourceName!]!.person!.names![0]!.displayName);
  expect(names).toEqual(['A2', 'B2', 'C2']);
  const resourceNames = made.map((one) => one.resourceName!);
  const { data: read } = await client.people.getBatchGet({
    resourceNames: [...resourceNames, 'people/c1'],
    personFields: 'names',
  });
  expect(read.responses!.map((one) => [one.person?.names?.[0]?.givenName, one.status?.code])).toEqual([
    ['A2', undefined],
    ['B2', undefined],
    ['C2', undefined],
    [undefined, 5],
  ]);
  await client.people.batchDeleteContacts({ requestBody: { resourceNames } });
  expect(sandbox.phone().count()).toBe(12);
});

it('gives a contact a photo and takes it away again', async () => {
  const { resourceName } = sandbox.phone().list()[0]!;
  const photo = seedPhoto(1, 2000);
  const { data } = await client.people.updateContactPhoto({
    resourceName,
    requestBody: { photoBytes: photo.toString('base64'), personFields: 'photos' },
  });
  const { url, default: monogram } = data.person!.photos![0]!;
  expect(monogram).toBeUndefined();
  expect(Buffer.from(await (await fetch(url!)).arrayBuffer()).equals(photo)).toBe(true);
  const { data: without } = await client.people.deleteContactPhoto({ resourceName, personFields: 'photos' });
  expect(without.person!.photos![0]!.default).toBe(true);
});

it('makes, renames, fills, lists and deletes a label', async () => {
  const { data: group } = await client.contactGroups.create({
    requestBody: { contactGroup: { name: 'Clienti VIP' } },
  });
  const resourceName = group.resourceName!;
  const [first, second] = sandbox.phone().list();
  const modify = (requestBody: people_v1.Schema$ModifyContactGroupMembersRequest) =>
    client.contactGroups.members.modify({ resourceName, requestBody });
  await modify({ resourceNamesToAdd: [first!.resourceName, second!.resourceName] });
  await modify({ resourceNamesToRemove: [second!.resourceName] });
  await client.contactGroups.update({
    resourceName,
    requestBody: { contactGroup: { name: 'VIP', etag: group.etag! } },
  });
  const { data: read } = await client.contactGroups.get({ resourceName, maxMembers: 10 });
  expect([read.name, read.memberCount, read.memberResourceNames]).toEqual(['VIP', 1, [first!.resourceName]]);
  const { data: listed } = await client.contactGroups.list({ pageSize: 1000 });
  expect(listed.contactGroups!.map((one) => one.name)).toEqual(
    expect.arrayContaining(['VIP', 'myContacts', 'starred']),
  );
  await client.contactGroups.delete({ resourceName });
  const { data: after } = await client.contactGroups.list({
    syncToken: listed.nextSyncToken!,
    pageSize: 1000,
  });
  expect(after.contactGroups).toEqual([{ resourceName, metadata: { deleted: true } }]);
});

it('lists other contacts and copies one to the contacts under its number', async () => {
  const other = sandbox.phone().addOther({ emailAddresses: [{ value: 'once@example.com' }] });
  const scope = 'https://www.googleapis.com/auth/contacts';
  client = clientWith(sandbox.tokens(undefined, `${scope} ${scope}.other.readonly`).accessToken);
  const { data: listed } = await client.otherContacts.list({ readMask: 'emailAddresses,metadata' });
  expect(listed.otherContacts!.map((one) => one.resourceName)).toEqual([other]);
  const { data: copied } = await client.otherContacts.copyOtherContactToMyContactsGroup({
    resourceName: other,
    requestBody: { copyMask: 'emailAddresses' },
  });
  expect(copied.resourceName).toBe(other.replace('otherContacts/', 'people/'));
  expect(copied.emailAddresses![0]!.value).toBe('once@example.com');
});

it('refreshes its access token at the token endpoint by itself', async () => {
  const { refreshToken } = sandbox.tokens();
  const signIn = new auth.OAuth2({
    clientId: 'sandbox-client',
    clientSecret: 'sandbox-secret',
    endpoints: { oauth2TokenUrl: `${sandbox.issuer}/token` },
  });
  signIn.setCredentials({ refresh_token: refreshToken });
  const fresh = connect({ version: 'v1', auth: signIn, rootUrl: `${sandbox.apiUrl}/` });
  const { data } = await fresh.people.get({
    resourceName: 'people/me',
    personFields: 'names,emailAddresses',
  });
  expect(data.emailAddresses![0]!.value).toBe('anna@gmail.example');
  expect(sandbox.requests.byKind['oauth.token']).toBe(1);
});

it('tells which of several values is the primary one, in whatever order they come', async () => {
  const organizations = [{ name: 'ACME' }, { name: 'Beta' }];
  const { resourceName } = sandbox.phone().create({ organizations });
  const read = async () => {
    const { data } = await client.people.get({ resourceName, personFields: 'organizations' });
    return data.organizations!.map(({ name, metadata }) => [name, metadata?.primary === true]);
  };
  expect(await read()).toEqual([
    ['ACME', true],
    ['Beta', false],
  ]);
  sandbox.behaviour.valuesReversed = true;
  expect(await read()).toEqual([
    ['Beta', false],
    ['ACME', true],
  ]);
});

it('leaves a whole name whole and a country at its code, where it is told to', async () => {
  Object.assign(sandbox.behaviour, { parsesNames: false, completesCountries: false });
  const { resourceName, etag } = sandbox.phone().create({
    names: [{ unstructuredName: 'Mario Rossi' }],
    addresses: [{ city: 'Bern', countryCode: 'CH' }],
  });
  const { data } = await client.people.get({ resourceName, personFields: 'names,addresses' });
  expect(data.names).toMatchObject([{ displayName: 'Mario Rossi', unstructuredName: 'Mario Rossi' }]);
  expect(data.names![0]).not.toHaveProperty('givenName');
  expect(data.addresses![0]).not.toHaveProperty('country');
  // A part that is sent alone takes the place of the whole.
  const { data: after } = await client.people.updateContact({
    resourceName,
    updatePersonFields: 'names',
    requestBody: { etag, names: [{ honorificPrefix: 'Dott.' }] },
  });
  expect(after.names![0]!.displayName).toBe('Dott.');
});

it('says no in the forms of older days and of the front end', async () => {
  const { data } = await client.people.connections.list(listing);
  const answers = async () =>
    client.people.connections
      .list({ ...listing, syncToken: data.nextPageToken ?? 'x' })
      .catch(({ status, response }) => [status, typeof response?.data]);
  // The library asks again by itself after 429 and 5xx: as often as it likes, and once more.
  sandbox.faults.quotaPage(4);
  expect(await answers()).toEqual([429, 'string']);
  sandbox.faults.goneToken(1, 'error');
  expect(await answers()).toEqual([410, 'object']);
  sandbox.faults.rateLimit403(1, 'dailyLimitExceeded');
  expect(await answers()).toEqual([403, 'object']);
});
