import { afterEach, beforeEach, expect, it } from 'vitest';
import { Probe } from '../probe.ts';
import { type GoogleSandbox, startGoogleSandbox } from '../sandbox.ts';

let sandbox: GoogleSandbox;
let probe: Probe;
beforeEach(async () => {
  sandbox = await startGoogleSandbox();
  probe = new Probe(sandbox);
});
afterEach(() => sandbox.stop());

interface Listed {
  contactGroups?: Record<string, unknown>[];
  nextSyncToken: string;
  totalItems: number;
}

const list = (query: Record<string, string> = {}) =>
  probe.send<Listed>('GET', '/v1/contactGroups', { query });
const create = (name: string) =>
  probe.send<{ resourceName: string; etag: string }>('POST', '/v1/contactGroups', {
    body: { contactGroup: { name } },
  });
const modify = (group: string, body: object) =>
  probe.send('POST', `/v1/contactGroups/${group}/members:modify`, { body });

it('a listing gives own labels with etag and date, Google’s without, and a sync token unasked', async () => {
  await create('Clienti');
  const { body } = await list();
  expect(body.contactGroups).toHaveLength(9);
  expect(body.contactGroups![0]).toMatchObject({
    etag: expect.stringMatching(/^[\w+/]{11}=$/),
    metadata: { updateTime: expect.stringMatching(/\.\d{6}Z$/) },
    groupType: 'USER_CONTACT_GROUP',
    name: 'Clienti',
    formattedName: 'Clienti',
  });
  const mine = body.contactGroups!.find((group) => group.name === 'myContacts')!;
  expect(mine).toEqual({
    resourceName: 'contactGroups/myContacts',
    groupType: 'SYSTEM_CONTACT_GROUP',
    name: 'myContacts',
    formattedName: 'My Contacts',
  });
  const { body: next } = await list({ syncToken: body.nextSyncToken });
  expect(next.contactGroups).toBeUndefined();
});

it('a name is taken once, whatever its case, also by Google’s own groups', async () => {
  const { body: made } = await create('Clienti');
  for (const name of ['Clienti', 'CLIENTI', 'starred', 'My Contacts']) {
    expect([name, (await create(name)).body.error?.status]).toEqual([name, 'ALREADY_EXISTS']);
  }
  const rename = (name: string, etag: string) =>
    probe.send('PUT', `/v1/${made.resourceName}`, {
      body: { contactGroup: { name, etag }, updateGroupFields: 'name' },
    });
  expect((await rename('clienti', made.etag)).status).toBe(200);
  expect((await rename('Other', made.etag)).status).toBe(400);
});

it('a contact keeps its last group, and the answer says so', async () => {
  const { resourceName } = sandbox.phone().create({ names: [{ givenName: 'A' }] });
  const answer = await modify('myContacts', { resourceNamesToRemove: [resourceName, 'people/c9'] });
  expect([answer.status, answer.body]).toEqual([
    200,
    { notFoundResourceNames: ['people/c9'], canNotRemoveLastContactGroupResourceNames: [resourceName] },
  ]);
  const { etag } = sandbox.phone().get(resourceName)!;
  expect((await probe.update({ resourceName, etag, memberships: [] }, 'memberships')).status).toBe(400);
});

it('nobody gets into a deprecated group, neither by modify nor by memberships', async () => {
  const { resourceName, etag } = sandbox.phone().create({ names: [{ givenName: 'A' }] });
  const message = 'Cannot add contacts to deprecated system contact group';
  expect((await modify('friends', { resourceNamesToAdd: [resourceName] })).body.error!.message).toBe(message);
  const memberships = [{ contactGroupMembership: { contactGroupResourceName: 'contactGroups/family' } }];
  expect((await probe.update({ resourceName, etag, memberships }, 'memberships')).body.error!.message).toBe(
    message,
  );
});

it('memberships in the mask replace all labels; on creation they are taken, or refused where Google does', async () => {
  const { body: group } = await create('Clienti');
  const memberships = [{ contactGroupMembership: { contactGroupResourceName: group.resourceName } }];
  const { body: made } = await probe.create({ names: [{ givenName: 'A' }], memberships });
  const ids = () =>
    sandbox
      .phone()
      .get(made.resourceName)!
      .memberships!.map((one) => one.contactGroupMembership!.contactGroupResourceName);
  expect(ids()).toEqual([group.resourceName]);
  const mine = [{ contactGroupMembership: { contactGroupResourceName: 'contactGroups/myContacts' } }];
  await probe.update({ ...made, memberships: mine }, 'memberships');
  expect(ids()).toEqual(['contactGroups/myContacts']);
  sandbox.behaviour.membershipsOnCreate = false;
  expect((await probe.create({ memberships })).status).toBe(400);
});

it('a deleted label leaves its contacts in myContacts, or takes them with it when told', async () => {
  const phone = sandbox.phone();
  const { body: group } = await create('Clienti');
  const { resourceName } = phone.create({ names: [{ givenName: 'A' }] });
  phone.label(resourceName, [group.resourceName]);
  await probe.send('DELETE', `/v1/${group.resourceName}`);
  expect(phone.get(resourceName)!.memberships![0]!.contactGroupMembership!.contactGroupId).toBe('myContacts');
  const { body: second } = await create('Clienti');
  phone.label(resourceName, [second.resourceName]);
  await probe.send('DELETE', `/v1/${second.resourceName}`, { query: { deleteContacts: 'true' } });
  expect(phone.count()).toBe(0);
});

it('members are told only when a number of them is asked for', async () => {
  const { resourceName } = sandbox.phone().create({ names: [{ givenName: 'A' }] });
  const get = async (query: Record<string, string>) =>
    (await probe.send<{ memberResourceNames?: string[] }>('GET', '/v1/contactGroups/myContacts', { query }))
      .body.memberResourceNames;
  expect([await get({}), await get({ maxMembers: '5' })]).toEqual([undefined, [resourceName]]);
});
