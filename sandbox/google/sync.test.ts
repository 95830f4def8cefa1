import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { namesOf, Probe } from './probe.ts';
import { type GoogleSandbox, startGoogleSandbox } from './sandbox.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

let sandbox: GoogleSandbox;
let probe: Probe;
beforeEach(async () => {
  sandbox = await startGoogleSandbox({ behaviour: { quotas: null } });
  probe = new Probe(sandbox);
});
afterEach(() => sandbox.stop());

const aPerson = (givenName: string) => sandbox.phone().create({ names: [{ givenName }] });
const reasonOf = (body: { error?: { details?: Record<string, unknown>[] } }) =>
  body.error?.details?.[0]?.reason;

describe('sync tokens', () => {
  it('are given on the last page only, and only to those who ask', async () => {
    for (const name of ['A', 'B', 'C']) aPerson(name);
    const first = await probe.list({ pageSize: '2' });
    expect([namesOf(first.body), first.body.nextSyncToken, first.body.totalItems]).toEqual([
      ['A', 'B'],
      undefined,
      3,
    ]);
    const last = await probe.list({ pageSize: '2', pageToken: first.body.nextPageToken! });
    expect([namesOf(last.body), last.body.nextPageToken, typeof last.body.nextSyncToken]).toEqual([
      ['C'],
      undefined,
      'string',
    ]);
    expect((await probe.list({ requestSyncToken: 'false' })).body.nextSyncToken).toBeUndefined();
  });

  it('answer nothing but the next token when nothing changed', async () => {
    aPerson('A');
    const { body } = await probe.list({ syncToken: await probe.syncToken() });
    expect(Object.keys(body)).toEqual(['nextSyncToken']);
  });

  it('die seven days after the full sync, however often they were renewed, with 400 and EXPIRED_SYNC_TOKEN', async () => {
    let syncToken = await probe.syncToken();
    sandbox.clock.advance(6 * dayMs);
    probe = new Probe(sandbox);
    syncToken = (await probe.list({ syncToken })).body.nextSyncToken!;
    sandbox.clock.advance(1 * dayMs + 1000);
    probe = new Probe(sandbox);
    const { status, body } = await probe.list({ syncToken });
    expect([status, body.error?.status, reasonOf(body)]).toEqual([
      400,
      'FAILED_PRECONDITION',
      'EXPIRED_SYNC_TOKEN',
    ]);
    expect(body.error!.message).toBe(
      'Sync token is expired. Clear local cache and retry call without the sync token.',
    );
  });

  it('live on from each incremental call where Google does it so', async () => {
    sandbox.behaviour.syncTokenLife = 'renewed';
    let syncToken = await probe.syncToken();
    sandbox.clock.advance(6 * dayMs);
    probe = new Probe(sandbox);
    syncToken = (await probe.list({ syncToken })).body.nextSyncToken!;
    sandbox.clock.advance(2 * dayMs);
    expect((await new Probe(sandbox).list({ syncToken })).status).toBe(200);
  });

  it('belong to their parameters: every one must be repeated', async () => {
    const syncToken = await probe.syncToken();
    const others: Record<string, string>[] = [
      { personFields: 'metadata' },
      { sources: 'READ_SOURCE_TYPE_CONTACT' },
      { pageSize: '500' },
      { requestSyncToken: 'false' },
    ];
    for (const other of others) {
      const { status, body } = await probe.list({ syncToken, ...other });
      expect([other, status, body.error?.status]).toEqual([other, 400, 'INVALID_ARGUMENT']);
    }
    expect((await probe.list({ syncToken: 'garbage' })).body.error?.status).toBe('INVALID_ARGUMENT');
    expect((await new Probe(sandbox, 'bruno@gmail.example').list({ syncToken })).status).toBe(400);
  });

  it('expire all at once on demand, page tokens with them', async () => {
    aPerson('A');
    aPerson('B');
    const syncToken = await probe.syncToken();
    const { nextPageToken } = (await probe.list({ pageSize: '1' })).body;
    sandbox.faults.expireSyncTokens();
    expect(reasonOf((await probe.list({ syncToken })).body)).toBe('EXPIRED_SYNC_TOKEN');
    expect((await probe.list({ pageSize: '1', pageToken: nextPageToken! })).status).toBe(400);
    expect((await probe.list({ syncToken: await probe.syncToken() })).status).toBe(200);
  });
});

describe('changes', () => {
  it('bring whole persons, and tombstones for those that are gone', async () => {
    const kept = aPerson('Kept');
    const gone = aPerson('Gone');
    const syncToken = await probe.syncToken();
    sandbox.phone().edit(kept.resourceName, { names: [{ givenName: 'Changed' }] });
    sandbox.phone().remove(gone.resourceName);
    const briefly = aPerson('Made and gone again');
    sandbox.phone().remove(briefly.resourceName);
    const { connections } = (await probe.list({ syncToken })).body;
    expect(connections).toHaveLength(2);
    expect(connections![0]!.names![0]!.displayName).toBe('Changed');
    const id = BigInt(gone.resourceName.slice('people/c'.length)).toString(16);
    expect(connections![1]).toMatchObject({
      resourceName: gone.resourceName,
      metadata: { sources: [{ type: 'CONTACT', id }], deleted: true, objectType: 'PERSON' },
    });
    sandbox.phone().restore(gone.resourceName);
    expect(namesOf((await probe.list({ syncToken })).body)).toEqual(['Changed', 'Gone']);
  });

  it('of later writes do not disturb the pages of a listing that has begun', async () => {
    const [a, b] = ['A', 'B', 'C'].map(aPerson);
    const first = await probe.list({ pageSize: '1' });
    sandbox.phone().remove(a!.resourceName);
    sandbox.phone().edit(b!.resourceName, { names: [{ givenName: 'B2' }] });
    const pageSize = '1';
    const second = await probe.list({ pageSize, pageToken: first.body.nextPageToken! });
    const third = await probe.list({ pageSize, pageToken: second.body.nextPageToken! });
    expect([...namesOf(second.body), ...namesOf(third.body)]).toEqual(['B', 'C']);
    const next = await probe.list({ pageSize, syncToken: third.body.nextSyncToken! });
    expect(namesOf(next.body)).toEqual([`- ${a!.resourceName}`]);
    const rest = await probe.list({
      pageSize,
      syncToken: third.body.nextSyncToken!,
      pageToken: next.body.nextPageToken!,
    });
    expect(namesOf(rest.body)).toEqual(['B2']);
  });

  it('show in sync reads only after the propagation delay, in single reads at once', async () => {
    sandbox.behaviour.propagationDelayMs = 5 * minuteMs;
    const syncToken = await probe.syncToken();
    const made = (await probe.create({ names: [{ givenName: 'New' }] })).body;
    expect(namesOf((await probe.list({ syncToken })).body)).toEqual([]);
    expect(namesOf((await probe.list()).body)).toEqual([]);
    expect(namesOf((await probe.list({ requestSyncToken: 'false' })).body)).toEqual(['New']);
    expect((await probe.get(made.resourceName)).body.etag).toBeDefined();
    sandbox.clock.advance(5 * minuteMs);
    expect(namesOf((await probe.list({ syncToken })).body)).toEqual(['New']);
  });

  it('made twice within the delay arrive in their order: first the old version, then the new', async () => {
    sandbox.behaviour.propagationDelayMs = 5 * minuteMs;
    const { resourceName } = aPerson('One');
    sandbox.clock.advance(4 * minuteMs);
    sandbox.phone().edit(resourceName, { names: [{ givenName: 'Two' }] });
    sandbox.clock.advance(1 * minuteMs);
    const first = await probe.list();
    expect(namesOf(first.body)).toEqual(['One']);
    sandbox.clock.advance(4 * minuteMs);
    expect(namesOf((await probe.list({ syncToken: first.body.nextSyncToken! })).body)).toEqual(['Two']);
  });

  it('of a merge are a survivor that names the others, and their tombstones', async () => {
    const phone = sandbox.phone();
    const one = phone.create({ names: [{ givenName: 'Anna' }], phoneNumbers: [{ value: '1' }] });
    const two = phone.create({ names: [{ givenName: 'Anna B.' }], phoneNumbers: [{ value: '2' }] });
    const syncToken = await probe.syncToken();
    const survivor = phone.merge(one.resourceName, two.resourceName);
    expect(survivor.phoneNumbers!.map((phone) => phone.value)).toEqual(['1', '2']);
    const { connections } = (await probe.list({ syncToken })).body;
    expect(connections!.map((one) => one.metadata?.deleted)).toEqual([true, undefined]);
    expect(connections![1]!.metadata!.previousResourceNames).toEqual([two.resourceName]);
    const full = (await probe.list()).body.connections!;
    expect(full[0]!.metadata!.previousResourceNames).toBeUndefined();
  });

  it('of a resource name come as one person that names its former one; the old name still leads to it', async () => {
    const before = aPerson('Linked');
    const syncToken = await probe.syncToken();
    const after = sandbox.phone().rename(before.resourceName);
    const { connections } = (await probe.list({ syncToken })).body;
    expect(connections).toHaveLength(1);
    expect(connections![0]).toMatchObject({
      resourceName: after.resourceName,
      metadata: { previousResourceNames: [before.resourceName] },
    });
    expect((await probe.get(before.resourceName)).body.resourceName).toBe(after.resourceName);
  });

  it('of labels reach the contacts they are on', async () => {
    const phone = sandbox.phone();
    const { resourceName } = aPerson('A');
    const { name } = phone.createGroup('Clienti');
    const syncToken = await probe.syncToken();
    phone.label(resourceName, ['myContacts', name]);
    phone.star(resourceName);
    phone.removeGroup(name);
    expect(namesOf((await probe.list({ syncToken })).body)).toEqual(['A']);
    const groups = phone
      .get(resourceName)!
      .memberships!.map((one) => one.contactGroupMembership!.contactGroupId);
    expect(groups).toEqual(['myContacts', 'starred']);
  });
});

describe('linked profiles', () => {
  it('mix their values in unless only the contact source is asked for', async () => {
    const email = 'carla@gmail.example';
    sandbox.behaviour.profiles = [{ sub: '109', email, givenName: 'Carla', familyName: 'Profile' }];
    const { resourceName } = sandbox
      .phone()
      .create({ names: [{ givenName: 'Carla' }], emailAddresses: [{ value: email }] });
    const personFields = 'metadata,names';
    const both = (await probe.get(resourceName, { personFields })).body;
    expect(both.metadata!.sources!.map((source) => source.type)).toEqual(['CONTACT', 'PROFILE']);
    expect(both.names!.map((name) => name.displayName)).toEqual(['Carla', 'Carla Profile']);
    const own = (await probe.get(resourceName, { personFields, sources: 'READ_SOURCE_TYPE_CONTACT' })).body;
    expect(own.metadata!.sources!.map((source) => source.type)).toEqual(['CONTACT']);
    expect(own.names).toHaveLength(1);
    // Echoing both back is the classic mistake.
    const { body } = await probe.update(both, 'names');
    expect(body.error!.message).toBe('Cannot have more than one person.names per source.');
  });

  it('change the resource name of a contact that gets their address, where Google does it so', async () => {
    const email = 'carla@gmail.example';
    sandbox.behaviour.profiles = [{ sub: '109', email, givenName: 'Carla', familyName: 'Profile' }];
    sandbox.behaviour.linkingChangesName = true;
    const before = aPerson('Carla');
    const after = (await probe.update({ ...before, emailAddresses: [{ value: email }] }, 'emailAddresses'))
      .body;
    expect(after.resourceName).not.toBe(before.resourceName);
    expect(sandbox.phone().get(before.resourceName)!.resourceName).toBe(after.resourceName);
  });
});
