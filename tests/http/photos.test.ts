// The photo of a record: bytes in, bytes out, a value in the history, and nothing kept that nobody names.
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { photo } from '../../src/database/schema.ts';
import { removeExpired } from '../../src/jobs/retention.ts';
import { mergeRecords } from '../../src/records/merge/merge-records.ts';
import { aRecord } from '../rows.ts';
import { openServer, type Person, type TestServer } from './open-server.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('a photo')]);

let server: TestServer;
let anna: Person;
beforeAll(async () => {
  server = await openServer();
  anna = await server.person('anna');
});
afterAll(() => server.close());

const ask = (method: 'GET' | 'PUT' | 'DELETE' | 'PATCH' | 'POST', path: string, more: object = {}) =>
  server.app.inject({
    method,
    url: `/api/v1/records${path && '/'}${path}`,
    ...more,
    headers: { authorization: anna.bearer, ...(more as { headers?: object }).headers },
  });
const put = (id: string, payload: Buffer, headers: object = { 'content-type': 'image/jpeg' }) =>
  ask('PUT', `${id}/photo`, { payload, headers });

test('a picture is set, shown as what its bytes are, and asked for again only when it changed', async () => {
  const id = await aRecord(server.db, anna.actor);
  const set = await put(id, PNG);
  expect(set.statusCode).toBe(200);
  const photoId: string = set.json().values.photo;
  const shown = await ask('GET', `${id}/photo`);
  expect(shown.rawPayload.equals(PNG)).toBe(true);
  expect(shown.headers).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
    etag: `"${photoId}"`,
  });
  const again = await ask('GET', `${id}/photo`, { headers: { 'if-none-match': `"${photoId}"` } });
  expect([again.statusCode, again.payload]).toEqual([304, '']);
  const byId = await ask('GET', `${id}/photos/${photoId}`);
  expect(byId.headers['cache-control']).toContain('immutable');
});

test('what is no picture, too large, nobody’s or of another version is refused, whatever it says it is', async () => {
  const id = await aRecord(server.db, anna.actor);
  const page = await put(id, Buffer.from('<html><script>alert(1)</script>'));
  expect([page.statusCode, page.json().fields]).toEqual([422, { photo: 'not-a-photo' }]);
  const large = await put(id, Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]));
  expect(large.statusCode).toBe(413);
  const stale = await put(id, PNG, { 'content-type': 'image/png', 'if-match': '"7"' });
  expect(stale.statusCode).toBe(412);
  expect((await put(crypto.randomUUID(), PNG)).statusCode).toBe(404);
  const stranger = await server.app.inject({
    method: 'PUT',
    url: `/api/v1/records/${id}/photo`,
    payload: PNG,
  });
  expect(stranger.statusCode).toBe(401);
  expect((await ask('GET', `${id}/photo`)).statusCode).toBe(404);
});

test('the history has both pictures and takes a change back; a photo of somebody else’s cannot be had by its id', async () => {
  const [id, other] = [await aRecord(server.db, anna.actor), await aRecord(server.db, anna.actor)];
  const first: string = (await put(id, PNG)).json().values.photo;
  const second: string = (await put(id, JPEG)).json().values.photo;
  const { items } = (await ask('GET', `${id}/history`)).json();
  expect(items[0]).toMatchObject({ field: 'photo', before: first, after: second });
  const undone = await ask('POST', `${id}/history/${items[0].id}/undo`);
  expect(undone.json().values.photo).toBe(first);
  expect((await ask('GET', `${id}/photos/${second}`)).statusCode).toBe(200);
  expect((await ask('DELETE', `${id}/photo`)).json().values.photo).toBeUndefined();

  const stolen = await ask('PATCH', other, { payload: { values: { photo: first } } });
  expect([stolen.statusCode, stolen.json().fields]).toEqual([422, { photo: 'not-a-photo' }]);
  expect((await ask('GET', `${other}/photos/${first}`)).statusCode).toBe(404);
  const made = await ask('POST', '', {
    payload: { kind: 'contact', values: { lastName: 'X', photo: first } },
  });
  expect(made.statusCode).toBe(422);
});

test('a record without photo takes that of the one merged into it', async () => {
  const [id, recordId] = [await aRecord(server.db, anna.actor), await aRecord(server.db, anna.actor)];
  await put(recordId, JPEG);
  await mergeRecords(server.db, anna.actor, { id, recordId });
  expect((await ask('GET', `${id}/photo`)).rawPayload.equals(JPEG)).toBe(true);
});

test('the clean-up removes the photos nobody names any more, a day later', async () => {
  const id = await aRecord(server.db, anna.actor);
  await put(id, Buffer.concat([PNG, Buffer.from('kept')]));
  await put(id, Buffer.concat([PNG, Buffer.from('kept, too')]));
  await server.db.insert(photo).values({ id: 'nobody’s', type: 'image/png', bytes: PNG });
  const before = await server.db.$count(photo);
  expect((await removeExpired(server.db)).photos).toBe(0);
  await server.db.execute(sql`update photo set created_at = now() - interval '2 days'`);
  expect((await removeExpired(server.db)).photos).toBe(1);
  expect(await server.db.$count(photo)).toBe(before - 1);
  expect((await ask('GET', `${id}/photo`)).statusCode).toBe(200);
});
