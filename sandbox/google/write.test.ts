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

describe('resource names and etags', () => {
  it('fit together: the number is the source id, and both etags carry one version', async () => {
    const { body: person } = await probe.create(anna);
    const { id, etag } = sourceOf(person);
    expect(person.resourceName).toBe(`people/c${BigInt(`0x${id}`)}`);
    expect(etag).toMatch(/^#[\w+/]{11}=$/);
    expect(Buffer.from(person.etag.slice(1), 'base64').toString('latin1').endsWith(etag!.slice(1))).toBe(
      true,
    );
    const names = (await probe.get(person.resourceName, { personFields: 'names' })).body.etag;
    const phones = (await probe.get(person.resourceName, { personFields: 'phoneNumbers' })).body.etag;
    expect(names).not.toBe(phones);
  });

  it('are checked: either must be there and current, and a source etag is none for the person', async () => {
    const { body: before } = await probe.create(anna);
    const { resourceName } = before;
    const { metadata, etag } = before;
    const update = async (body: object) => {
      const { status, body: answer } = await probe.update({ resourceName, ...anna, ...body }, 'names');
      return [status, answer.error?.status, answer.error?.message.slice(0, 44)];
    };
    expect(await update({})).toEqual([
      400,
      'INVALID_ARGUMENT',
      'Request must set person.etag or person.metad',
    ]);
    expect(await update({ etag: sourceOf(before).etag })).toEqual([
      400,
      'FAILED_PRECONDITION',
      'Request person.etag is different than the cu',
    ]);
    expect((await update({ metadata }))[0]).toBe(200);
    expect(await update({ metadata })).toEqual([
      400,
      'FAILED_PRECONDITION',
      'Request person.metadata.sources.etag is diff',
    ]);
    expect(await update({ etag })).toEqual([
      400,
      'FAILED_PRECONDITION',
      'Request person.etag is different than the cu',
    ]);
    sandbox.behaviour.listEtagsAccepted = false;
    const listed = (await probe.list()).body.connections![0]!;
    expect((await update({ etag: listed.etag }))[0]).toBe(400);
    expect((await update({ etag: (await probe.get(resourceName)).body.etag }))[0]).toBe(200);
  });
});

describe('masks', () => {
  it('replace their fields whole, clear those absent from the body, and leave the others alone', async () => {
    const { body: before } = await probe.create({
      ...anna,
      biographies: [{ value: 'Note' }],
      urls: [{ value: 'https://a.example' }],
    });
    const { resourceName, etag } = before;
    const sent = { resourceName, etag, phoneNumbers: [{ value: '02 1' }], urls: [{ value: 'ignored' }] };
    const { body: after } = await probe.update(sent, 'phoneNumbers,biographies');
    expect(after.phoneNumbers!.map((phone) => phone.value)).toEqual(['02 1']);
    expect([after.biographies, after.urls![0]!.value, after.names![0]!.displayName]).toEqual([
      undefined,
      'https://a.example',
      'Anna Rossi',
    ]);
  });

  it('are required and must be right', async () => {
    const { body: person } = await probe.create(anna);
    const messageOf = async (personFields: string | null) =>
      (await probe.get(person.resourceName, personFields === null ? {} : { personFields })).body.error
        ?.message;
    expect(await messageOf(null)).toContain(
      'personFields mask is required. Please specify one or more valid paths.',
    );
    expect(await messageOf('notes')).toBe(
      'Invalid personFields mask path: "notes". Valid paths are documented at https://developers.google.com/people/api/rest/v1/people/get.',
    );
    expect(await messageOf('names, photos')).toContain("Invalid FieldMask 'names, photos'");
    const { body } = await probe.update(person, '');
    expect(body.error!.message).toContain('updatePersonFields mask is required.');
    expect((await probe.update(person, 'photos')).body.error!.message).toContain(
      'Invalid updatePersonFields mask path',
    );
  });

  it('of the etag do not exist, and unknown parameters and fields are refused', async () => {
    const { body: person } = await probe.create(anna);
    expect((await probe.get(person.resourceName, { personFields: 'etag' })).status).toBe(400);
    expect((await probe.list({ query: 'x' })).body.error!.message).toContain('Unknown name "query"');
    expect((await probe.create({ nombres: [] } as object)).body.error!.message).toContain(
      'Unknown name "nombres"',
    );
    const odd = { phoneNumbers: [{ value: '1', label: 'x' }] };
    expect((await probe.create(odd as object)).body.error!.message).toContain(
      `Unknown name "label" at 'person.phoneNumbers[0]'`,
    );
    expect((await probe.list({ syncToken: '', sync_token: '' })).status).toBe(200);
  });
});

it('a deleted contact is gone for every method', async () => {
  const { resourceName, etag } = sandbox.phone().create(anna);
  const remove = () => probe.send('DELETE', `/v1/${resourceName}:deleteContact`);
  expect((await remove()).body).toEqual({});
  expect((await remove()).body.error).toMatchObject({
    code: 404,
    status: 'NOT_FOUND',
    message: 'Requested entity was not found.',
  });
  expect((await probe.get(resourceName)).status).toBe(404);
  expect((await probe.update({ resourceName, etag, ...anna }, 'names')).status).toBe(404);
});

it('search finds prefixes as of the last empty query', async () => {
  sandbox.phone().create(anna);
  const search = async (query: string) =>
    (
      await probe.send<{ results?: unknown[] }>('GET', '/v1/people:searchContacts', {
        query: { query, readMask: 'names' },
      })
    ).body.results?.length;
  expect(await search('ross')).toBeUndefined();
  await search('');
  expect([await search('ross'), await search('oss')]).toEqual([1, undefined]);
});
