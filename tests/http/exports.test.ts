// Records as a file: what goes out, and that it comes in again.
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rows } from '../../src/database/query.ts';
import { card, fileRequests, PIXEL } from './file-requests.ts';
import { openServer, type Person, type TestServer } from './open-server.ts';

let server: TestServer;
let anna: Person;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.db.execute(sql`truncate record, change, file_import, photo cascade`);
  anna = await server.person('anna');
});
const { looked, take } = fileRequests(() => ({ server, anna }));

const exported = (query: string, who = anna) =>
  server.app.inject({ url: `/api/v1/exports?${query}`, headers: { authorization: who.bearer } });

test('a picture goes out with its card, and comes in with it', async () => {
  await take((await looked({ 'a.vcf': card('N:Rossi;Ada', `PHOTO;ENCODING=b;TYPE=PNG:${PIXEL}`) })).id);
  const [before] = await rows(server.db, sql`select "values" from record`);
  const answer = await exported('format=vcf&kind=contact');
  expect(answer.headers['content-type']).toBe('text/vcard; charset=utf-8');
  expect(answer.body.replace(/\r\n /g, '')).toContain(PIXEL);
  await server.db.execute(sql`truncate record, change, photo cascade`);
  await take((await looked({ 'b.vcf': answer.body })).id);
  expect(await rows(server.db, sql`select "values" from record`)).toEqual([before]);
});

test('vCard 4.0 has its own syntax for kind, picture, dates and UID, and comes back as it was', async () => {
  const { id } = await looked({
    'a.vcf':
      card('N:Rossi;Ada', 'BDAY;VALUE=date:--0229', `PHOTO;ENCODING=b;TYPE=PNG:${PIXEL}`) +
      card('N:;;;;', 'ORG:Acme', 'X-ABShowAs:COMPANY'),
  });
  await take(id);
  const values = () => rows(server.db, sql`select kind, "values" from record order by kind`);
  const before = await values();
  const answer = await exported('format=vcf4');
  expect(answer.headers['content-disposition']).toContain('filename="rubrica.vcf"');
  const text = answer.body.replace(/\r\n /g, '');
  const [acme, ada] = text.split(/(?<=END:VCARD\r\n)/);
  expect(acme).toContain('VERSION:4.0\r\n');
  expect(acme).toMatch(/^UID:urn:uuid:[\da-f-]{36}\r$/m);
  expect(acme).toContain('KIND:org\r\n');
  expect(ada).toContain('BDAY:--0229\r\n');
  expect(ada).toContain(`PHOTO:data:image/png;base64,${PIXEL}\r\n`);
  expect(text).not.toMatch(/X-ABShowAs|ENCODING=|VALUE=date\b/i);
  await server.db.execute(sql`truncate record, change, photo cascade`);
  await take((await looked({ 'b.vcf': answer.body })).id);
  expect(await values()).toEqual(before);
});

test('as many go out as were ticked, by a call with a body', async () => {
  const many = Array.from({ length: 400 }, (_, at) => card(`N:Person${at}`)).join('');
  await take((await looked({ 'many.vcf': many })).id);
  const all = (await exported('format=json')).json() as { id: string }[];
  const post = (payload: object) =>
    server.app.inject({
      method: 'POST',
      url: '/api/v1/exports',
      headers: { authorization: anna.bearer },
      payload,
    });
  const ids = all.map(({ id }) => id).slice(0, 350);
  const some = (await post({ format: 'json', kind: 'contact', ids })).json() as { id: string }[];
  expect(some.map(({ id }) => id)).toEqual(ids);
  expect((await post({ format: 'json', kind: 'company', ids })).json()).toEqual([]);
  expect((await post({ format: 'csv', q: 'person12' })).body.split('\r\n')).toHaveLength(1 + 11 + 1);
  expect((await post({ format: 'json', ids: [] })).statusCode).toBe(400);
});

test('JSON brings its pictures where it is asked to', async () => {
  await take((await looked({ 'a.vcf': card('N:Rossi;Ada', `PHOTO;ENCODING=b;TYPE=PNG:${PIXEL}`) })).id);
  const [before] = await rows(server.db, sql`select "values" from record`);
  expect((await exported('format=json')).json()[0].photo).toBeUndefined();
  const { body } = await exported('format=json&photos=true');
  expect(JSON.parse(body)[0].photo).toEqual({ type: 'image/png', data: PIXEL });
  await server.db.execute(sql`truncate record, change, photo cascade`);
  const look = await looked({ 'b.json': body });
  expect(look.sample[0]!.rest).toEqual([]);
  await take(look.id);
  expect(await rows(server.db, sql`select "values" from record`)).toEqual([before]);
  expect(
    await rows(server.db, sql`select translate(encode(bytes, 'base64'), e'\\n', '') as data from photo`),
  ).toEqual([{ data: PIXEL }]);
  const broken = await looked({ 'c.json': body.replace(PIXEL, 'no picture') });
  expect(broken.sample[0]!.rest).toMatchObject([{ what: 'photo', reason: 'not-a-photo' }]);
});

test('notes go out in JSON and tables, never with cards, and come back with who wrote them when', async () => {
  const bruno = await server.person('bruno');
  const payload = { kind: 'contact', values: { lastName: 'Rossi' } };
  const headers = { authorization: anna.bearer };
  const made = await server.app.inject({ method: 'POST', url: '/api/v1/records', headers, payload });
  for (const [who, text] of [
    [anna, 'Called.\nTwice.'],
    [bruno, 'Sent'],
  ] as const)
    await server.app.inject({
      method: 'POST',
      url: `/api/v1/records/${made.json().id}/notes`,
      headers: { authorization: who.bearer },
      payload: { text },
    });
  for (const format of ['vcf', 'vcf4'])
    expect((await exported(`format=${format}`)).body).not.toContain('Called');
  expect((await exported('format=csv')).body).toMatch(
    /,"[\d-]{10} [\d:]{5} anna\S*: Called\.\n {2}Twice\.\n[\d-]{10} [\d:]{5} bruno\S*: Sent"/,
  );
  const { body } = await exported('format=json');
  const { notes } = JSON.parse(body)[0];
  expect(notes).toMatchObject([
    { by: anna.email, text: 'Called.\nTwice.' },
    { by: bruno.email, text: 'Sent' },
  ]);
  await server.db.execute(sql`truncate record, change cascade`);
  await take((await looked({ 'a.json': body })).id);
  expect(JSON.parse((await exported('format=json')).body)[0].notes).toMatchObject(
    notes.map(({ at, by, text }: { at: string; by: string; text: string }) => ({
      ...{ by, text },
      at: expect.stringContaining(at.slice(0, 23)),
    })),
  );
});

test('what goes out is what the list finds or what was ticked, however many there are', async () => {
  const many = Array.from({ length: 250 }, (_, at) => card(`N:Person${at}`, `EMAIL:p${at}@x.example`)).join(
    '',
  );
  await take((await looked({ 'many.vcf': many })).id);
  const all = (await exported('format=json')).json() as { id: string; values: { lastName: string } }[];
  expect(new Set(all.map(({ values }) => values.lastName)).size).toBe(250);
  expect((await exported('format=csv&q=person12')).body.split('\r\n')).toHaveLength(1 + 11 + 1);
  const some = (await exported(`format=json&ids=${all[7]!.id},${all[9]!.id}`)).json() as { id: string }[];
  expect(some.map(({ id }) => id)).toEqual([all[7]!.id, all[9]!.id]);
  expect((await exported('format=csv&kind=company')).body).toBe('id,kind,owner\r\n');
  expect((await exported('format=json&kind=company')).json()).toEqual([]);
  expect((await exported('format=pdf')).statusCode).toBe(400);
});
