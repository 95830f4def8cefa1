import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedPhoto } from '../../seed/seed-photo.ts';
import { Probe } from '../probe.ts';
import { type MicrosoftSandbox, startMicrosoftSandbox } from '../sandbox.ts';

let sandbox: MicrosoftSandbox;
let probe: Probe;
beforeEach(async () => {
  sandbox = await startMicrosoftSandbox();
  probe = new Probe(sandbox);
});
afterEach(() => sandbox.stop());

interface Named {
  id: string;
  displayName: string;
  parentFolderId: string;
}
const list = (path: string, who = probe) => who.send<{ value: Named[] }>('GET', path);
const make = (displayName: string, path = '/me/contactFolders') =>
  probe.send<Named>('POST', path, { body: { displayName } });
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
];

describe('folders', () => {
  it('are those below the default one, which is known by its name in every language', async () => {
    await sandbox.stop();
    sandbox = await startMicrosoftSandbox({
      users: [{ email: 'anna@contoso.example', folderName: 'Contatti' }],
    });
    probe = new Probe(sandbox);
    const { body: own } = await probe.send<Named>('GET', '/me/contactFolders/contacts');
    expect(own.displayName).toBe('Contatti');
    const { body: made } = await make('Clienti');
    expect(made.parentFolderId).toBe(own.id);
    expect((await list('/me/contactFolders')).body.value.map(({ id }) => id)).toEqual([made.id]);
    sandbox.behaviour.listsDefaultFolder = true;
    expect((await list('/me/contactFolders')).body.value.map(({ id }) => id)).toEqual([own.id, made.id]);
  });

  it('have folders below them, and contacts that the default one does not have', async () => {
    const { body: folder } = await make('Clienti');
    const { body: below } = await make('Vip', `/me/contactFolders/${folder.id}/childFolders`);
    expect((await list(`/me/contactFolders/${folder.id}/childFolders`)).body.value).toMatchObject([
      { id: below.id },
    ]);
    const { id } = (await probe.create({ givenName: 'A' }, below.id)).body;
    const path = `/me/contactFolders/${folder.id}/childFolders/${below.id}/contacts`;
    expect((await list(path)).body.value).toHaveLength(1);
    expect((await probe.list()).body.value).toEqual([]);
    expect((await probe.get(id)).body.parentFolderId).toBe(below.id);
    expect(codeOf(await probe.send('GET', `/me/contactFolders/${folder.id}/contacts/${id}`))).toEqual([
      404,
      'ErrorItemNotFound',
    ]);
  });

  it('have names of their own, can be renamed, and go with all that is in them', async () => {
    const { body: folder } = await make('Clienti');
    expect(codeOf(await make('clienti'))).toEqual([409, 'ErrorFolderExists']);
    const { id } = (await probe.create({ givenName: 'A' }, folder.id)).body;
    const path = `/me/contactFolders/${folder.id}`;
    expect(
      (await probe.send<Named>('PATCH', path, { body: { displayName: 'Kunden' } })).body.displayName,
    ).toBe('Kunden');
    expect((await probe.send('DELETE', path)).status).toBe(204);
    expect(codeOf(await probe.send('GET', path))).toEqual([404, 'ErrorFolderNotFound']);
    expect(codeOf(await list(`${path}/contacts`))).toEqual([404, 'ErrorFolderNotFound']);
    expect(codeOf(await probe.get(id))).toEqual([404, 'ErrorItemNotFound']);
    expect((await probe.send('DELETE', '/me/contactFolders/contacts')).status).toBe(403);
    expect(codeOf(await list('/me/contactFolders/nonsense/contacts'))).toEqual([
      400,
      'ErrorInvalidIdMalformed',
    ]);
  });
});

describe('folders of others', () => {
  const shared = 'Contacts.ReadWrite Contacts.Read.Shared Contacts.ReadWrite.Shared';

  it('are read once they are shared, with the scope for that, and never written', async () => {
    const bruno = sandbox.phone('bruno@contoso.example');
    const folder = bruno.createFolder('Clienti');
    const { id } = bruno.create({ givenName: 'A' }, 'Clienti');
    const root = '/users/bruno@contoso.example/contactFolders';
    const contacts = `${root}/${folder.id}/contacts`;
    expect(codeOf(await list(contacts))).toEqual([403, 'ErrorAccessDenied']);
    const anna = new Probe(sandbox, 'anna@contoso.example', shared);
    expect(codeOf(await list(contacts, anna))).toEqual([404, 'ErrorItemNotFound']);
    bruno.share('Clienti', 'anna@contoso.example');
    expect((await list(root, anna)).body.value).toMatchObject([{ id: folder.id }]);
    expect((await list(contacts, anna)).body.value).toHaveLength(1);
    const round = await anna.round(`${contacts}/delta`);
    expect([round.value.map((one) => one.id), round.link.includes('/users(')]).toEqual([[id], true]);
    expect((await anna.round(round.link)).value).toEqual([]);
    const path = `/users/bruno@contoso.example/contacts/${id}`;
    expect((await anna.send('GET', path)).status).toBe(200);
    for (const answer of [
      await anna.send('PATCH', path, { body: { jobTitle: 'CEO' } }),
      await anna.send('DELETE', path),
      await anna.send('POST', contacts, { body: { givenName: 'B' } }),
    ])
      expect(codeOf(answer)).toEqual([403, 'ErrorAccessDenied']);
    bruno.unshare('Clienti', 'anna@contoso.example');
    expect(codeOf(await anna.send('GET', path))).toEqual([404, 'ErrorItemNotFound']);
    expect(codeOf(await list(contacts, anna))).toEqual([404, 'ErrorItemNotFound']);
    expect(codeOf(await list('/users/nobody@contoso.example/contacts', anna))).toEqual([
      404,
      'ErrorInvalidUser',
    ]);
    expect(codeOf(await list('/users/erika@fabrikam.example/contacts', anna))).toEqual([
      404,
      'ErrorInvalidUser',
    ]);
  });
});

describe('categories', () => {
  const path = '/me/outlook/masterCategories';

  it('need a scope of their own', async () => {
    expect(codeOf(await probe.send('GET', path))).toEqual([403, 'ErrorAccessDenied']);
    const reader = new Probe(sandbox, undefined, 'MailboxSettings.Read');
    const { id } = sandbox.phone().createCategory('Red category');
    expect((await list(path, reader)).body.value).toEqual([
      { id, displayName: 'Red category', color: 'preset0' },
    ]);
    expect(codeOf(await reader.send('POST', path, { body: { displayName: 'A' } }))).toEqual([
      403,
      'ErrorAccessDenied',
    ]);
  });

  it('have a name that stays and a color that changes; contacts keep what they are marked with', async () => {
    probe = new Probe(sandbox, undefined, 'Contacts.ReadWrite MailboxSettings.ReadWrite');
    const { body: made } = await probe.send<{ id: string }>('POST', path, {
      body: { displayName: 'Clienti', color: 'preset9' },
    });
    expect((await probe.send('POST', path, { body: { displayName: 'Clienti' } })).status).toBe(409);
    expect((await probe.send('POST', path, { body: { displayName: 'X', color: 'blue' } })).status).toBe(400);
    const one = `${path}/${made.id}`;
    expect((await probe.send('PATCH', one, { body: { displayName: 'Kunden' } })).status).toBe(400);
    expect((await probe.send('PATCH', one, { body: { color: 'none' } })).body).toMatchObject({
      displayName: 'Clienti',
      color: 'none',
    });
    const { id } = (await probe.create({ givenName: 'A', categories: ['Clienti', 'In no list'] })).body;
    expect((await probe.send('DELETE', one)).status).toBe(204);
    expect((await probe.get(id)).body.categories).toEqual(['Clienti', 'In no list']);
    expect((await list(path)).body.value).toEqual([]);
  });
});

describe('photos', () => {
  const photo = seedPhoto(1, 3000);
  const jpeg = { 'Content-Type': 'image/jpeg' };

  it('are put, read and taken away; of none, a picture of one point is told', async () => {
    const { id, '@odata.etag': etag } = sandbox.phone().create({ givenName: 'A' });
    const path = `/me/contacts/${id}/photo`;
    expect(codeOf(await probe.send('GET', `${path}/$value`))).toEqual([404, 'ErrorItemNotFound']);
    expect((await probe.send('GET', path)).body).toMatchObject({
      '@odata.mediaContentType': 'image/gif',
      width: 1,
    });
    expect((await probe.send('PUT', `${path}/$value`, { body: photo, headers: jpeg })).status).toBe(200);
    expect(sandbox.phone().photo(id)!.equals(photo)).toBe(true);
    expect((await probe.send('GET', path)).body).toMatchObject({
      '@odata.mediaContentType': 'image/jpeg',
      width: 240,
    });
    const after = sandbox.phone().get(id)!['@odata.etag'];
    expect(after).not.toBe(etag);
    sandbox.behaviour.photosAreChanges = false;
    expect((await probe.send('DELETE', `${path}/$value`)).status).toBe(204);
    expect([sandbox.phone().photo(id), sandbox.phone().get(id)!['@odata.etag']]).toEqual([undefined, after]);
  });

  it('must be pictures, of four megabytes at most', async () => {
    const { id } = sandbox.phone().create({ givenName: 'A' });
    const put = (body: Buffer, headers = jpeg) =>
      probe.send('PUT', `/me/contacts/${id}/photo/$value`, { body, headers });
    expect((await put(Buffer.from('text'))).status).toBe(400);
    expect((await put(photo, { 'Content-Type': 'text/plain' })).status).toBe(400);
    expect((await put(seedPhoto(1, 4 * 1024 * 1024 + 10))).status).toBe(413);
  });

  it('of personal accounts are not written, where they are not', async () => {
    const carla = new Probe(sandbox, 'carla@outlook.example');
    const { id } = sandbox.phone('carla@outlook.example').create({ givenName: 'A' });
    const put = () => carla.send('PUT', `/me/contacts/${id}/photo/$value`, { body: photo, headers: jpeg });
    expect((await put()).status).toBe(403);
    sandbox.behaviour.personalPhotos = true;
    expect((await put()).status).toBe(200);
  });
});
