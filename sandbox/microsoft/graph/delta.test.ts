import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedPhoto } from '../../seed/seed-photo.ts';
import { immutable, type Listed, Probe } from '../probe.ts';
import { type MicrosoftSandbox, startMicrosoftSandbox } from '../sandbox.ts';

let sandbox: MicrosoftSandbox;
let probe: Probe;
beforeEach(async () => {
  sandbox = await startMicrosoftSandbox({ now: () => Date.UTC(2026, 10, 24, 12) });
  probe = new Probe(sandbox);
});
afterEach(() => sandbox.stop());

const path = '/me/contactFolders/contacts/contacts/delta';
const aPerson = (givenName: string) => sandbox.phone().create({ givenName });
const namesOf = (rows: readonly Listed[]) =>
  rows.map((one) => one.displayName ?? `- ${one['@removed']?.reason}`);
const pages = (size: number) => ({ Prefer: `IdType="ImmutableId", odata.maxpagesize=${size}` });

describe('a first round', () => {
  it('has two hundred on a page at most, and a last page that may be empty', async () => {
    sandbox.fill('anna@contoso.example', 400);
    const first = (await probe.delta(path, pages(500))).body;
    expect([first.value.length, first['@odata.deltaLink']]).toEqual([200, undefined]);
    const { pages: asked, value } = await probe.round(path, pages(200));
    expect([asked, value.length, new Set(value.map(({ id }) => id)).size]).toEqual([3, 400, 400]);
    expect((await probe.delta()).body.value).toHaveLength(10);
  });

  it('shows what is selected, and links that name the folder in the second form of a key', async () => {
    aPerson('A');
    const { body, headers } = await probe.delta(`${path}?$select=displayName`);
    expect(Object.keys(body.value[0]!)).toEqual(['@odata.type', '@odata.etag', 'id', 'displayName']);
    expect(body['@odata.deltaLink']).toMatch(
      /\/v1\.0\/me\/contactfolders\('AQMk[^']*'\)\/contacts\/delta\?\$deltatoken=/,
    );
    expect(headers.get('preference-applied')).toBe('IdType="ImmutableId", odata.track-changes');
  });

  it.each(['$top=5', '$expand=photo', '$filter=x', '$orderby=displayName', '$search=x'])(
    'refuses %s',
    async (option) => {
      expect((await probe.delta(`${path}?${option}`)).status).toBe(400);
    },
  );
});

describe('changes', () => {
  it('come whole, with tombstones for what is gone, and own writes too', async () => {
    const kept = aPerson('Kept');
    const gone = aPerson('Gone');
    const { link } = await probe.round();
    await probe.update(kept.id, { givenName: 'Changed' });
    await probe.remove(gone.id);
    const { value, pages } = await probe.round(link);
    expect([pages, namesOf(value)]).toEqual([1, ['Changed', '- deleted']]);
    expect(value[0]!['@odata.etag']).toBe(sandbox.phone().get(kept.id)!['@odata.etag']);
    expect(value[1]).toEqual({
      '@odata.type': '#microsoft.graph.contact',
      id: gone.id,
      '@removed': { reason: 'deleted' },
    });
  });

  it('of a move are a removal in one folder and a contact in the other, under the id that outlives it', async () => {
    const { id } = aPerson('A');
    const folder = sandbox.phone().createFolder('Clienti');
    const other = `/me/contactFolders/${folder.id}/contacts/delta`;
    const [here, there] = [await probe.round(), await probe.round(other)];
    sandbox.phone().move(id, 'Clienti');
    expect((await probe.round(here.link)).value.map((one) => [one.id, one['@removed']?.reason])).toEqual([
      [id, 'deleted'],
    ]);
    expect((await probe.round(there.link)).value.map((one) => one.id)).toEqual([id]);
    expect((await probe.get(id)).body.parentFolderId).toBe(folder.id);
  });

  it('of what left and came back are one contact, or two rows by classic ids', async () => {
    const { id } = aPerson('A');
    const [kept, classic] = [await probe.round(), await probe.round(path, {})];
    sandbox.phone().remove(id);
    sandbox.phone().restore(id);
    expect(namesOf((await probe.round(kept.link)).value)).toEqual(['A']);
    const rows = (await probe.round(classic.link, {})).value;
    expect([namesOf(rows), rows[0]!.id]).toEqual([['- deleted', 'A'], classic.value[0]!.id]);
  });

  it('of what was made and is gone again may be a removal nobody has heard of', async () => {
    const { link } = await probe.round();
    const { id } = aPerson('Briefly');
    sandbox.phone().remove(id);
    expect((await probe.round(link)).value.map((one) => one.id)).toEqual([id]);
    sandbox.behaviour.delta.unheardOfRemovals = false;
    expect((await probe.round(link)).value).toEqual([]);
  });

  it('can come twice, in another order, and after a page of nothing', async () => {
    const { link } = await probe.round();
    for (const name of ['A', 'B', 'C']) aPerson(name);
    Object.assign(sandbox.behaviour.delta, { replays: true, emptyPages: true, reversed: true });
    const first = (await probe.delta(link, pages(2))).body;
    expect([first.value, first['@odata.deltaLink']]).toEqual([[], undefined]);
    const { value } = await probe.round(first['@odata.nextLink'], pages(2));
    expect(namesOf(value)).toEqual(['C', 'B', 'B', 'A']);
  });

  it('of later writes do not disturb the pages of a round that has begun', async () => {
    const [a, b] = ['A', 'B', 'C'].map(aPerson);
    const first = (await probe.delta(path, pages(1))).body;
    sandbox.phone().remove(a!.id);
    sandbox.phone().edit(b!.id, { givenName: 'B2' });
    const rest = await probe.round(first['@odata.nextLink'], pages(1));
    expect(namesOf(rest.value)).toEqual(['B', 'C']);
    expect(namesOf((await probe.round(rest.link)).value)).toEqual(['- deleted', 'B2']);
  });

  it('show only after the delay, in single reads at once', async () => {
    sandbox.behaviour.propagationDelayMs = 60_000;
    const { link } = await probe.round();
    const { id } = (await probe.create({ givenName: 'New' })).body;
    const again = await probe.round(link);
    expect([again.value, (await probe.get(id)).status]).toEqual([[], 200]);
    sandbox.clock.advance(60_000);
    expect(namesOf((await probe.round(again.link)).value)).toEqual(['New']);
  });
});

describe('links', () => {
  it('die once four newer rounds were finished', async () => {
    const { link } = await probe.round();
    for (let round = 0; round < 4; round++) await probe.round(link);
    const { status, body } = await probe.delta(link);
    expect([status, body.error!.code]).toEqual([410, 'SyncStateNotFound']);
    expect(body.error!.message).toMatch(
      /^The sync state generation is not found; generation=\d+;\[highest=\d+\]/,
    );
  });

  it('that are followed one after the other live on', async () => {
    let { link } = await probe.round();
    for (let round = 0; round < 20; round++) ({ link } = await probe.round(link));
    aPerson('A');
    expect(namesOf((await probe.round(link)).value)).toEqual(['A']);
  });

  it.each([
    ['SyncStateNotFound', 410],
    ['resyncRequired', 410],
    ['BadRequest', 400],
    ['ErrorInvalidIdMalformed', 400],
  ] as const)('can die as %s, those to further pages too', async (how, status) => {
    aPerson('A');
    const { link } = await probe.round();
    const next = (await probe.delta(path, pages(1))).body['@odata.nextLink']!;
    sandbox.faults.expireDeltaLinks(how);
    for (const dead of [link, next]) {
      const answer = await probe.delta(dead);
      expect([answer.status, answer.body.error!.code]).toEqual([status, how]);
      const { pathname } = new URL(answer.headers.get('location') ?? 'http://none.example/');
      if (how === 'resyncRequired') expect(pathname).toMatch(/\/contacts\/delta$/);
    }
    expect(namesOf((await probe.round((await probe.round()).link)).value)).toEqual([]);
  });

  it('die with the server when a mailbox moves to another one, where every item has other ids', async () => {
    const { id } = aPerson('A');
    const { link } = await probe.round();
    sandbox.behaviour.photosAreChanges = false;
    sandbox.phone().setPhoto(id, seedPhoto(1, 2000));
    sandbox.migrate('anna@contoso.example');
    expect((await probe.delta(link)).body.error!.code).toBe('SyncStateNotFound');
    expect((await probe.get(id)).status).toBe(404);
    const [after] = (await probe.round()).value;
    expect([after!.displayName, after!.id === id]).toEqual(['A', false]);
    expect(sandbox.phone().photo(after!.id)).toHaveLength(2000);
  });

  it('belong to their folder', async () => {
    const { link } = await probe.round();
    const folder = sandbox.phone().createFolder('Clienti');
    const token = new URL(link).search;
    expect((await probe.delta(`/me/contactFolders/${folder.id}/contacts/delta${token}`)).status).toBe(400);
    expect((await probe.delta(`${path}?$deltatoken=garbage`)).status).toBe(400);
    sandbox.phone().removeFolder('Clienti');
    const gone = await probe.delta(`/me/contactFolders/${folder.id}/contacts/delta`);
    expect([gone.status, gone.body.error!.code]).toEqual([404, 'ErrorFolderNotFound']);
  });
});

it('folders have a delta of their own', async () => {
  const round = async (link = '/me/contactFolders/delta') =>
    (await probe.send<{ value: Listed[]; '@odata.deltaLink': string }>('GET', link, { headers: immutable }))
      .body;
  const made = sandbox.phone().createFolder('Clienti');
  const first = await round();
  expect(first.value).toMatchObject([{ id: made.id, displayName: 'Clienti' }]);
  sandbox.phone().renameFolder('Clienti', 'Kunden');
  const second = await round(first['@odata.deltaLink']);
  expect(second.value).toMatchObject([{ id: made.id, displayName: 'Kunden' }]);
  sandbox.phone().removeFolder('Kunden');
  expect((await round(second['@odata.deltaLink'])).value).toMatchObject([
    { id: made.id, '@removed': { reason: 'deleted' } },
  ]);
});
