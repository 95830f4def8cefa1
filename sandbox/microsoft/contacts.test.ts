import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { immutable, Probe } from './probe.ts';
import { type MicrosoftSandbox, startMicrosoftSandbox } from './sandbox.ts';

let sandbox: MicrosoftSandbox;
let probe: Probe;
beforeEach(async () => {
  sandbox = await startMicrosoftSandbox();
  probe = new Probe(sandbox);
});
afterEach(() => sandbox.stop());

const pavel = { givenName: 'Pavel', surname: 'Bansky' };
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
];

describe('creating', () => {
  it('answers the whole contact, its etag and its address, without the extended properties', async () => {
    const { status, headers, body } = await probe.create({
      ...pavel,
      singleValueExtendedProperties: [{ id: 'String 0x3a24', value: '+39 1' }],
    });
    expect(status).toBe(201);
    expect(headers.get('etag')).toBe(body['@odata.etag']);
    expect(headers.get('location')).toContain(body.id);
    expect(body).toMatchObject({
      displayName: 'Pavel Bansky',
      fileAs: '',
      mobilePhone: null,
      businessPhones: [],
      homeAddress: {},
    });
    expect(body).not.toHaveProperty('singleValueExtendedProperties');
    expect(sandbox.phone().extended(body.id, 'String 0x3A24')).toBe('+39 1');
  });

  it('twice makes two contacts', async () => {
    await probe.create(pavel);
    await probe.create(pavel);
    expect(sandbox.phone().count()).toBe(2);
  });

  it('needs a given name, where it does', async () => {
    const refused = await probe.create({ companyName: 'ACME' });
    expect(codeOf(refused)).toEqual([400, 'ErrorInvalidProperty']);
    expect(refused.body.error!.message).toBe(
      "The property 'GivenName' is required when creating the entity.",
    );
    sandbox.behaviour.requiresGivenName = false;
    expect((await probe.create({ companyName: 'ACME' })).body.displayName).toBe('ACME');
  });
});

describe('updating', () => {
  it('honours If-Match, and without it takes whoever comes last', async () => {
    const { id, '@odata.etag': etag } = (await probe.create(pavel)).body;
    const first = await probe.update(id, { jobTitle: 'CEO', displayName: 'P' }, { 'If-Match': etag });
    expect([first.status, first.body.jobTitle, first.body['@odata.etag'] === etag]).toEqual([
      200,
      'CEO',
      false,
    ]);
    const late = { jobTitle: 'CTO', displayName: 'P' };
    expect(codeOf(await probe.update(id, late, { 'If-Match': etag }))).toEqual([
      412,
      'ErrorIrresolvableConflict',
    ]);
    expect(sandbox.phone().get(id)!.jobTitle).toBe('CEO');
    expect((await probe.update(id, late)).status).toBe(200);
    expect((await probe.update(id, late, { 'If-Match': '*' })).status).toBe(200);
  });

  it('makes the display name anew unless it is sent along', async () => {
    const { id } = (await probe.create({ ...pavel, displayName: 'Zz Test (temporaneo)' })).body;
    expect(
      (await probe.update(id, { displayName: 'Zz Test (temporaneo)', jobTitle: 'CEO' })).body.displayName,
    ).toBe('Zz Test (temporaneo)');
    expect((await probe.update(id, { jobTitle: 'CTO' })).body.displayName).toBe('Pavel Bansky');
    expect((await probe.update(id, { title: 'Dr.', generation: 'Jr.' })).body.displayName).toBe(
      'Dr. Pavel Bansky Jr.',
    );
  });

  it('replaces lists and addresses as a whole', async () => {
    const { id } = (
      await probe.create({
        ...pavel,
        homePhones: ['1', '2'],
        homeAddress: { street: 'Via Roma 1', city: 'Napoli' },
      })
    ).body;
    const { body } = await probe.update(id, { homePhones: ['3'], homeAddress: { city: 'Milano' } });
    expect([body.homePhones, body.homeAddress]).toEqual([['3'], { city: 'Milano' }]);
    expect((await probe.update(id, { homePhones: [], homeAddress: {} })).body).toMatchObject({
      homePhones: [],
      homeAddress: {},
    });
  });

  it('refuses what is the server’s own, and what is no property', async () => {
    const whole = (await probe.create(pavel)).body;
    const { id } = whole;
    expect(codeOf(await probe.update(id, whole))).toEqual([400, 'ErrorInvalidProperty']);
    expect(codeOf(await probe.update(id, { websites: [] }))).toEqual([400, 'RequestBodyRead']);
    expect(codeOf(await probe.update(id, { homeAddress: null }))).toEqual([500, 'ErrorInternalServerError']);
    const text = await probe.send('PATCH', `/me/contacts/${id}`, { body: Buffer.from('{"jobTitle":"CEO"}') });
    expect(codeOf(text)).toEqual([400, 'BadRequest']);
  });

  it('that asks for what is there already is done and counted', async () => {
    const { id } = (await probe.create(pavel)).body;
    await probe.update(id, { jobTitle: 'CEO', displayName: 'Pavel Bansky' });
    expect(sandbox.requests.emptyUpdates).toBe(0);
    await probe.update(id, { jobTitle: 'CEO', displayName: 'Pavel Bansky' });
    expect(sandbox.requests.emptyUpdates).toBe(1);
  });
});

describe('deleting', () => {
  it('does not look at If-Match, and puts the contact into Deleted Items under another classic id', async () => {
    const { id } = (await probe.create(pavel)).body;
    const [classic] = (await probe.list('', {})).body.value;
    expect((await probe.remove(id, { 'If-Match': 'W/"stale"' })).status).toBe(204);
    expect(codeOf(await probe.remove(id))).toEqual([404, 'ErrorItemNotFound']);
    expect(codeOf(await probe.get(id))).toEqual([404, 'ErrorItemNotFound']);
    const path = '/me/contactFolders/deleteditems/contacts';
    const [gone] = (await probe.send<{ value: { id: string }[] }>('GET', path)).body.value;
    expect(gone!.id).not.toBe(classic!.id);
    expect(codeOf(await probe.send('GET', `/me/contacts/${classic!.id}`))).toEqual([
      404,
      'ErrorItemNotFound',
    ]);
    expect((await probe.send('GET', `${path}/${id}`)).status).toBe(200);
  });

  it('leaves the id that outlives a move open where a mailbox has it so', async () => {
    sandbox.behaviour.deletedItemsReachable = true;
    const { id, parentFolderId } = (await probe.create(pavel)).body;
    await probe.remove(id);
    const { status, body } = await probe.get(id);
    expect([status, body.parentFolderId === parentFolderId]).toEqual([200, false]);
    expect([(await probe.remove(id)).status, (await probe.get(id)).status]).toEqual([204, 404]);
  });
});

it('erasing leaves nothing in Deleted Items', async () => {
  const { id } = (await probe.create(pavel)).body;
  const { status } = await probe.send('POST', `/me/contacts/${id}/permanentDelete`);
  expect([status, sandbox.phone().count(), sandbox.phone().deleted()]).toEqual([204, 0, []]);
});

describe('ids', () => {
  it('are asked for with Prefer, and the one that outlives a move is the same in every folder', async () => {
    const { id } = sandbox.phone().create(pavel);
    const [before] = (await probe.list('?$select=displayName', {})).body.value;
    expect([before!.id.length, id.length]).toEqual([152, 72]);
    const folder = sandbox.phone().createFolder('Clienti');
    sandbox.phone().move(id, 'Clienti');
    expect(codeOf(await probe.get(before!.id))).toEqual([404, 'ErrorItemNotFound']);
    const moved = await probe.get(id);
    expect(moved.headers.get('preference-applied')).toBe('IdType="ImmutableId"');
    expect([moved.body.id, moved.body.parentFolderId]).toEqual([id, folder.id]);
    const classic = (await probe.get(id, '', {})).body.id;
    expect([classic === before!.id, (await probe.get(classic)).body.id]).toEqual([false, id]);
  });

  it('can stand in both forms of a key, in paths of any case', async () => {
    const { id } = sandbox.phone().create(pavel);
    expect((await probe.send('GET', `/ME/Contacts('${id}')`)).status).toBe(200);
    expect(
      (await probe.send('GET', `/users/anna@contoso.example/contactfolders('contacts')/contacts/${id}`))
        .status,
    ).toBe(200);
    expect(codeOf(await probe.get(id.toLowerCase()))).toEqual([404, 'ErrorItemNotFound']);
    expect(codeOf(await probe.get('nonsense'))).toEqual([400, 'ErrorInvalidIdMalformed']);
  });

  it('have a quote twice inside the form with quotes', async () => {
    await using other = await startMicrosoftSandbox({ users: [{ email: "o'brien@contoso.example" }] });
    const path = "/users('o''brien@contoso.example')/contacts";
    expect((await new Probe(other).send('GET', path)).status).toBe(200);
  });

  it('are moved by nobody but the owner', async () => {
    const { id } = sandbox.phone().create(pavel);
    const { status, body } = await probe.send('POST', `/me/contacts/${id}/move`, {
      body: { destinationId: 'x' },
    });
    expect([status, body.error!.message]).toEqual([400, "Resource not found for the segment 'move'."]);
    expect(codeOf(await probe.send('PUT', `/me/contacts/${id}`, { body: {} }))).toEqual([
      405,
      'ErrorInvalidRequest',
    ]);
  });
});

describe('listing', () => {
  beforeEach(() => sandbox.fill('anna@contoso.example', 25));

  it('has ten on a page unless told, a thousand at most, and says how it goes on', async () => {
    const first = (await probe.list()).body;
    expect(first.value).toHaveLength(10);
    expect(new URL(first['@odata.nextLink']!).search).toBe('?%24top=10&%24skip=10');
    const all = [...first.value];
    for (let next = first['@odata.nextLink']; next; ) {
      const { body } = await probe.send<typeof first>('GET', next, { headers: immutable });
      all.push(...body.value);
      next = body['@odata.nextLink'];
    }
    expect(new Set(all.map(({ id }) => id)).size).toBe(25);
    expect((await probe.list('', { Prefer: 'odata.maxpagesize=20' })).body.value).toHaveLength(20);
    expect((await probe.list('?$top=1000')).body.value).toHaveLength(25);
    expect(codeOf(await probe.list('?$top=1001'))).toEqual([400, 'BadRequest']);
  });

  it('shows what is selected, with id and etag', async () => {
    const [one] = (await probe.list('?$top=1&$select=displayName')).body.value;
    expect(Object.keys(one!)).toEqual(['@odata.etag', 'id', 'displayName']);
    expect(codeOf(await probe.list('?$select=websites'))).toEqual([400, 'BadRequest']);
    expect(codeOf(await probe.list('?$search=x'))).toEqual([400, 'BadRequest']);
  });

  it('sorts, counts more than there are where told, and finds by address or extended property alone', async () => {
    sandbox.behaviour.countsTooMany = 2;
    const { body } = await probe.list(
      '?$orderby=displayName%20desc&$top=1000&$count=true&$select=displayName',
    );
    const names = body.value.map(({ displayName }) => displayName!);
    expect([names, body['@odata.count']]).toEqual([names.toSorted().toReversed(), 27]);
    const { emailAddresses } = sandbox.phone().list()[3]!;
    const address = emailAddresses![0]!.address!;
    const found = await probe.list(
      `?$filter=emailAddresses/any(a:a/address%20eq%20'${address.toUpperCase()}')`,
    );
    expect(found.body.value.map((one) => one.emailAddresses![0]!.address)).toEqual([address]);
    expect(codeOf(await probe.list(`?$filter=startswith(displayName,'A')`))).toEqual([
      400,
      'ErrorInvalidUrlQueryFilter',
    ]);
    // A plus is a plus.
    expect((await probe.list(`?$filter=emailAddresses/any(a:a/address+eq+'${address}')`)).status).toBe(400);
  });

  it('finds what was just marked only once its index knows', async () => {
    sandbox.behaviour.propagationDelayMs = 5000;
    const property = 'String {8b3e6f0a-1c2d-4e5f-9a0b-0c1d2e3f4a5b} Name CrmSyncKey';
    const { id } = (
      await probe.create({ ...pavel, singleValueExtendedProperties: [{ id: property, value: 'K-1' }] })
    ).body;
    const filter = encodeURIComponent(
      `singleValueExtendedProperties/Any(ep: ep/id eq '${property.toUpperCase().replace('STRING', 'String').replace('NAME CRMSYNCKEY', 'Name CrmSyncKey')}' and ep/value eq 'k-1')`,
    );
    const expand = encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${property}')`);
    const find = async () => (await probe.list(`?$filter=${filter}&$expand=${expand}`)).body.value;
    expect(await find()).toEqual([]);
    sandbox.clock.advance(5000);
    expect(await find()).toMatchObject([
      { id, singleValueExtendedProperties: [{ id: property, value: 'K-1' }] },
    ]);
    const other = encodeURIComponent(
      `singleValueExtendedProperties/Any(ep: ep/id eq '${property.replace('Crm', 'crm')}' and ep/value eq 'K-1')`,
    );
    expect((await probe.list(`?$filter=${other}`)).body.value).toEqual([]);
  });
});

describe('open extensions', () => {
  it('are made, read, changed and taken away, and come with a contact when they are asked for', async () => {
    const { id } = (await probe.create(pavel)).body;
    const path = `/me/contacts/${id}/extensions`;
    const extension = {
      '@odata.type': 'microsoft.graph.openTypeExtension',
      extensionName: 'com.example.crm',
      crmId: '42',
    };
    const made = await probe.send<{ id: string }>('POST', path, { body: extension });
    expect([made.status, made.body.id]).toEqual([201, 'microsoft.graph.openTypeExtension.com.example.crm']);
    expect((await probe.send('POST', path, { body: extension })).status).toBe(409);
    await probe.send('PATCH', `${path}/com.example.crm`, { body: { crmId: '43' } });
    const shown = await probe.get(id, `?$expand=extensions($filter=id%20eq%20'com.example.crm')`);
    expect(shown.body.extensions).toMatchObject([{ extensionName: 'com.example.crm', crmId: '43' }]);
    expect((await probe.send('DELETE', `${path}/com.example.crm`)).status).toBe(204);
    expect((await probe.send('GET', `${path}/com.example.crm`)).status).toBe(404);
  });
});
