// A file by the browser: looked at, taken in by a worker, accounted for entry by entry, taken back.
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { rows } from '../../src/database/query.ts';
import { importAtOnce } from '../../src/files/imports/import-at-once.ts';
import { alone } from '../../src/files/imports/perform-import.ts';
import type { Answer } from '../../src/http/contract/contract.ts';
import type { FileImport, ImportedEntry, ImportLook } from '../../src/http/contract/files.ts';
import { MOVES_MS } from '../../src/http/slow-requests.ts';
import { card, fileRequests } from './file-requests.ts';
import { openServer, type Person, type TestServer } from './open-server.ts';

let server: TestServer;
let anna: Person;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.db.execute(sql`truncate record, change, file_import cascade`);
  anna = await server.person('anna');
});

const { send, looked, ask, work, take } = fileRequests(() => ({ server, anna }));
const accountOf = async (id: string) =>
  (await ask<{ items: ImportedEntry[] }>('GET', `/imports/${id}/rows`)).items;
const undo = (id: string) =>
  ask<{ undone: number; skipped: { actionId: string; reason: string }[] }>('POST', `/runs/${id}/undo`);
const names = async (): Promise<string[]> =>
  (
    await rows<{ name: string }>(
      server.db,
      sql`select display_name as name from record where deleted_at is null order by display_name`,
    )
  ).map(({ name }) => name);
const aContact = (values: Record<string, string>) =>
  ask<{ id: string }>('POST', '/records', { kind: 'contact', values }, 201);

const PEOPLE =
  'First Name,Last Name,E-mail 1 - Value\nAda,Rossi,ada@x.example\nBea,Bruni,bea@x.example\n,,\n,,\n';

test('a file is looked at before anything is written, and its program named', async () => {
  const look = await looked({ 'people.csv': PEOPLE });
  expect(look).toMatchObject({ format: 'csv', writer: 'Google Contacts', rows: 2, emptyLines: 2 });
  expect(look.outcomes).toEqual({ added: 2, merged: 0, 'here-already': 0, refused: 0 });
  expect(look.sample.map(({ name, outcome }) => [name, outcome])).toEqual([
    ['Ada Rossi', 'added'],
    ['Bea Bruni', 'added'],
  ]);
  expect(await names()).toEqual([]);
});

test('what was chosen is written by a worker, every entry is accounted for, and one call takes it back', async () => {
  await aContact({ firstName: 'Ada', lastName: 'Rossi', email: 'ada@x.example' });
  const before = await rows(server.db, sql`select id, "values" from record`);
  const { id, outcomes } = await looked({
    'people.vcf': [
      card('N:Rossi;Ada', 'EMAIL:ada@x.example', 'TEL;TYPE=CELL:+39 347 5550001'),
      card('N:Bruni;Bea', 'EMAIL:bea@x.example'),
      card('NOTE:nobody'),
      card('N:Bruni;Bea', 'EMAIL:bea@x.example'),
    ].join(''),
  });
  expect(outcomes).toEqual({ added: 1, merged: 1, 'here-already': 1, refused: 1 });
  const done = await take(id);
  expect(done).toMatchObject({ state: 'done', total: 4, done: 4, counts: outcomes });
  expect(
    (await accountOf(id)).map(({ row, line, outcome, reason }) => [row, line, outcome, reason?.code]),
  ).toEqual([
    [1, 1, 'merged', undefined],
    [2, 7, 'added', undefined],
    [3, 12, 'refused', 'nothing-to-find-by'],
    [4, 16, 'here-already', undefined],
  ]);
  expect(await names()).toEqual(['Ada Rossi', 'Bea Bruni']);
  expect(await undo(id)).toEqual({ undone: 2, skipped: [] });
  expect(await rows(server.db, sql`select id, "values" from record where deleted_at is null`)).toEqual(
    before,
  );
  expect((await accountOf(id)).map(({ undone }) => undone)).toEqual([true, true, false, false]);
});

test('what somebody changed since stays, and the account says so', async () => {
  const { id } = await looked({ 'people.csv': PEOPLE });
  await take(id);
  const [ada] = await accountOf(id);
  const changed = await server.app.inject({
    method: 'PATCH',
    url: `/api/v1/records/${ada!.recordId}`,
    headers: { authorization: anna.bearer },
    payload: { values: { mobile: '+39 347 5550001' } },
  });
  expect(changed.statusCode).toBe(200);
  expect(await undo(id)).toEqual({
    undone: 1,
    skipped: [{ actionId: ada!.recordId, reason: 'changed-since' }],
  });
  expect(await names()).toEqual(['Ada Rossi']);
  expect((await accountOf(id)).map(({ undone, kept }) => [undone, kept])).toEqual([
    [false, 'changed-since'],
    [true, null],
  ]);
});

test('what no field holds of an import that is taken back stays in the history, which says so', async () => {
  const { id: ada } = await aContact({ firstName: 'Ada', lastName: 'Rossi', email: 'ada@x.example' });
  const file = {
    'a.csv':
      'First Name,Last Name,E-mail 1 - Value,Shoe size,Mobile\nAda,Rossi,ada@x.example,38,+39 347 555 0001\n',
  };
  const kept = async () =>
    (
      await server.app.inject({
        url: '/api/v1/exports?format=json',
        headers: { authorization: anna.bearer },
      })
    ).json()[0].extras;
  const { id } = await looked(file);
  await take(id);
  expect(await kept()).toEqual(['Shoe size: 38']);
  expect(await undo(id)).toEqual({ undone: 1, skipped: [] });
  const { items } = await ask<Answer<'listChanges'>>('GET', `/records/${ada}/history`);
  const told = items.filter(({ field }) => field === 'inFile');
  expect(told.map(({ before, after }) => [before, after])).toEqual([
    ['Shoe size: 38', null],
    [null, 'Shoe size: 38'],
  ]);
  expect(await kept()).toBeUndefined();
  // The same file brings it once more.
  const again = await looked(file);
  expect(again.outcomes).toMatchObject({ merged: 1 });
  await take(again.id);
  expect(await kept()).toEqual(['Shoe size: 38']);
});

test('columns that nobody knows are proposed by what they hold, chosen, and known the next time', async () => {
  const table =
    'chi;dove scrivere;chissà\nRossi;ada@x.example;+39 347 555 0001\nBruni;bea@x.example;+39 347 555 0002\n';
  const first = await looked({ 'people.csv': table });
  expect(first.proposal).toEqual({ mapping: [null, 'emails', 'phones'], remembered: false });
  const mapping = ['field:lastName', 'emails', 'field:mobile'];
  const look = await ask<ImportLook>('POST', `/imports/${first.id}/preview`, { mapping });
  expect(look.sample[0]!.values).toEqual({
    lastName: 'Rossi',
    email: 'ada@x.example',
    mobile: '+39 347 555 0001',
  });
  await take(first.id, { mapping });
  const again = await looked({ 'more.csv': `${table}Conti;c@x.example;\n` });
  expect(again.proposal).toEqual({ mapping, remembered: true });
  expect(again.outcomes).toEqual({ added: 1, merged: 0, 'here-already': 2, refused: 0 });
  const wrong = await server.app.inject({
    method: 'POST',
    url: `/api/v1/imports/${again.id}/preview`,
    headers: { authorization: anna.bearer },
    payload: { mapping: ['field:nothing'] },
  });
  expect([wrong.statusCode, wrong.json().fields]).toEqual([
    400,
    { mapping: 'There is no field field:nothing.' },
  ]);
});

test('several files of cards are one import; a table comes alone', async () => {
  const files = { 'a.vcf': card('N:Uno'), 'b.vcf': card('N:Due') + card('N:Tre') };
  const { id, sample } = await looked(files);
  expect(sample.map(({ row, file, name }) => [row, file, name])).toEqual([
    [1, 0, 'Uno'],
    [2, 1, 'Due'],
    [3, 1, 'Tre'],
  ]);
  expect(await take(id)).toMatchObject({ state: 'done', fileNames: ['a.vcf', 'b.vcf'] });
  const refused = await send({ ...files, 'c.csv': PEOPLE });
  expect([refused.statusCode, refused.json().code]).toEqual([422, 'several-tables']);
});

test('a file that cannot be read is kept nowhere', async () => {
  const unreadable: [content: string | Buffer, code: string, params: object][] = [
    ['', 'file-empty', {}],
    ['lastName\n"open\n', 'quote-not-closed', { line: 2 }],
    ['lastName,"\n', 'quote-not-closed', { line: 1 }],
    ['last"Name\nRossi\n', 'quote-in-value', { line: 1 }],
    [Buffer.from('PK\x03\x04rest', 'latin1'), 'file-is-zip', {}],
    [Buffer.from('name\nRossi\x81\n', 'latin1'), 'encoding-not-found', { line: 2, byte: 6 }],
    ['[{"values":{"lastName":"Ro', 'json-cut-off', {}],
    ['[{"values":{"lastName":Rossi}}]', 'json-damaged', { near: expect.stringContaining('Rossi') }],
    [
      '[{"values":{"lastName":"Rossi"} {}]',
      'json-damaged',
      { near: expect.stringContaining('"Rossi"} {}]') },
    ],
    ['{}', 'json-without-list', {}],
  ];
  for (const [content, code, params] of unreadable) {
    const refused = await send({ 'a.csv': content });
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      code: 'unreadable-file',
      problems: [{ field: 'files', code, params }],
    });
  }
  expect(await rows(server.db, sql`select 1 from file_import`)).toEqual([]);
});

test('the encoding of a file is what a person says it is, from the first look to what is written', async () => {
  const old = Buffer.from('Cognome;Email\n\xcf\xe5\xf2\xf0\xee\xe2;p@x.example\n', 'latin1');
  const first = await looked({ 'old.csv': old });
  expect([first.encoding, first.sample[0]!.name]).toEqual(['windows-1252', 'Ïåòðîâ']);
  const path = `/imports/${first.id}/preview`;
  const look = await ask<ImportLook>('POST', path, { encoding: 'windows-1251' });
  expect([look.encoding, look.sample[0]!.name]).toEqual(['windows-1251', 'Петров']);
  const wrong = await ask<{ problems: object[] }>('POST', path, { encoding: 'utf-8' }, 422);
  expect(wrong.problems).toMatchObject([{ code: 'encoding-wrong', params: { line: 2, byte: 1 } }]);
  await take(first.id, { encoding: 'windows-1251' });
  expect(await names()).toEqual(['Петров']);
  // Bytes that nothing shows are read as it is said with them, and stay so.
  const kana = Buffer.from([...Buffer.from('Cognome\n'), 0x83, 0x41, 0x83, 0x93, 0x83, 0x69, 0x81, 0x0a]);
  expect((await send({ 'k.csv': kana })).json().problems[0].code).toBe('encoding-not-found');
  const told = await looked({ 'k.csv': kana.subarray(0, -2) }, 'shift_jis');
  expect([told.encoding, told.sample[0]!.name]).toEqual(['shift_jis', 'アンナ']);
  expect(await ask('GET', `/imports/${told.id}`)).toMatchObject({ options: { encoding: 'shift_jis' } });
});

test('cancelled before a worker comes, nothing is written and the files are gone', async () => {
  const { id } = await looked({ 'people.csv': PEOPLE });
  await ask('POST', `/imports/${id}/run`, {}, 202);
  expect(await ask('POST', `/imports/${id}/cancel`)).toMatchObject({ state: 'cancelled' });
  await work(id);
  expect(await names()).toEqual([]);
  expect(await rows(server.db, sql`select 1 from file_import_file`)).toEqual([]);
  await ask('POST', `/imports/${id}/run`, {}, 409);
});

test('a worker that died is followed by another: what has its row is not written again', async () => {
  const many = Array.from({ length: 1200 }, (_, at) => card(`N:Person${at}`, `EMAIL:p${at}@x.example`)).join(
    '',
  );
  const { id } = await looked({ 'many.vcf': many });
  await ask('POST', `/imports/${id}/run`, { flagged: true }, 202);
  const stopping = new AbortController();
  const stopped = work(id, stopping.signal);
  for (;;) {
    const { done } = await ask<FileImport>('GET', `/imports/${id}`);
    if (done > 0) break;
  }
  stopping.abort();
  await expect(stopped).rejects.toThrow();
  expect(await ask('GET', `/imports/${id}`)).toMatchObject({ state: 'running' });
  // What somebody deletes meanwhile is not brought back.
  const [first] = await accountOf(id);
  await server.app.inject({
    method: 'DELETE',
    url: `/api/v1/records/${first!.recordId}`,
    headers: { authorization: anna.bearer },
  });
  await work(id);
  expect(await ask('GET', `/imports/${id}`)).toMatchObject({
    state: 'done',
    done: 1200,
    counts: { added: 1200, merged: 0, 'here-already': 0, refused: 0 },
  });
  expect((await names()).length).toBe(1199);
  const flags = await rows(server.db, sql`select 1 from flag where "on" and user_id = ${anna.actor.userId}`);
  expect(flags.length).toBe(1200);
  expect(await undo(id)).toEqual({
    undone: 1199,
    skipped: [{ actionId: first!.recordId, reason: 'record-deleted' }],
  });
  expect(await names()).toEqual([]);
});

test('two processes never write one import at once, and what the terminal could not finish a worker does as it was told', async () => {
  const { id } = await looked({ 'people.csv': PEOPLE });
  await ask('POST', `/imports/${id}/run`, {}, 202);
  await alone(server.db, id, () => work(id));
  expect(await names()).toEqual([]);
  await work(id);
  expect(await names()).toEqual(['Ada Rossi', 'Bea Bruni']);

  const bytes = Buffer.from('lastName\n\xcf\xe5\xf2\xf0\xee\xe2\n', 'latin1');
  const options = {
    kind: null,
    onMatch: 'merge',
    dates: null,
    format: null,
    encoding: 'windows-1251',
  } as const;
  const input = { ...options, files: [{ name: 'old.csv', bytes }] };
  await expect(importAtOnce(server.db, anna.actor, input, AbortSignal.abort())).rejects.toThrow();
  const [left] = (await ask<{ items: FileImport[] }>('GET', '/imports')).items;
  expect(left).toMatchObject({ fileNames: ['old.csv'], state: 'running', done: 0 });
  await work(left!.id);
  expect(await names()).toEqual(['Ada Rossi', 'Bea Bruni', 'Петров']);
  expect(await undo(left!.id)).toEqual({ undone: 1, skipped: [] });
});

test('cancelled under way, what was written stays, and every entry is accounted for, also when the worker died', async () => {
  const many = Array.from({ length: 1200 }, (_, at) => card(`N:Person${at}`)).join('');
  const { id } = await looked({ 'many.vcf': many });
  await ask('POST', `/imports/${id}/run`, {}, 202);
  const dying = new AbortController();
  const died = work(id, dying.signal);
  while ((await ask<FileImport>('GET', `/imports/${id}`)).done === 0);
  dying.abort();
  await expect(died).rejects.toThrow();
  const { done } = await ask<FileImport>('POST', `/imports/${id}/cancel`);
  await work(id);
  expect(await ask('GET', `/imports/${id}`)).toMatchObject({
    state: 'cancelled',
    counts: { added: done, refused: 1200 - done },
  });
  expect((await names()).length).toBe(done);
  const { items } = await ask<{ items: ImportedEntry[] }>('GET', `/imports/${id}/rows?outcome=refused`);
  expect(new Set(items.map(({ reason }) => reason?.code))).toEqual(new Set(['cancelled']));
});

test('a file on a slow line is taken while it moves', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const { port } = new URL(await server.app.listen({ port: 0, host: '127.0.0.1' }));
  const form = new FormData();
  form.append(
    'files',
    new File(['lastName\n', ...Array.from({ length: 10 }, (_, at) => `Slow${at}\n`)], 's.csv'),
  );
  const body = new Response(form);
  const bytes = Buffer.from(await body.arrayBuffer());
  const arriving = once(server.app.server, 'request') as Promise<[IncomingMessage]>;
  const sending = request({
    port,
    method: 'POST',
    path: '/api/v1/imports',
    headers: {
      authorization: anna.bearer,
      'content-type': body.headers.get('content-type')!,
      'content-length': bytes.length,
    },
  });
  const answer = once(sending, 'response') as Promise<[IncomingMessage]>;
  sending.flushHeaders();
  const [incoming] = await arriving;
  const { socket } = incoming;
  // Until the route reads, nobody knows yet that it may take long.
  await expect.poll(() => incoming.readableFlowing).not.toBeNull();
  for (let at = 0; at < bytes.length; at += 100) {
    const before = socket.bytesRead;
    sending.write(bytes.subarray(at, at + 100));
    await expect.poll(() => socket.bytesRead).toBeGreaterThan(before);
    vi.advanceTimersByTime(MOVES_MS);
  }
  sending.end();
  expect((await answer)[0].statusCode).toBe(201);
});

test('somebody else finds none of it', async () => {
  const { id } = await looked({ 'people.csv': PEOPLE });
  const eve = await server.person('eve');
  for (const path of [`/imports/${id}`, `/imports/${id}/rows`, `/imports/${id}/account`]) {
    const answer = await server.app.inject({ url: `/api/v1${path}`, headers: { authorization: eve.bearer } });
    expect(answer.statusCode, path).toBe(404);
  }
});

test('the account is a table to keep, and no spreadsheet runs what stands in it', async () => {
  const { id } = await looked({ 'people.csv': 'lastName,email\n=cmd(),x@x.example\n' });
  await take(id);
  const answer = await server.app.inject({
    url: `/api/v1/imports/${id}/account`,
    headers: { authorization: anna.bearer },
  });
  expect(answer.headers['content-disposition']).toContain('attachment');
  expect(answer.body).toMatch(/^\ufeffentry,file,line,kind,name,outcome,/);
  expect(answer.body).toContain("1,people.csv,2,contact,'=cmd(),added");
});
