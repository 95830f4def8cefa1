// `npm run rubrica` as an operator uses it: records in and out of files, and a new secret key beside a running server.
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSealer } from '../../src/access/seal.ts';
import { credentialsPlace } from '../../src/accounts/credentials.ts';
import { type Command, type Invocation, UsageError } from '../../src/commands/command.ts';
import { createToken } from '../../src/commands/create-token.ts';
import { createUser } from '../../src/commands/create-user.ts';
import { startEmbedded } from '../../src/database/embedded/embedded.ts';
import type { FileImport, ImportedEntry } from '../../src/http/contract/files.ts';
import { aFolder, cleanUp, rubrica, serve } from './rubrica-process.ts';

const ACCOUNT = '019a0000-0000-7000-8000-000000000001';
const folder = aFolder();
const data = join(folder, 'data');
const env = { RUBRICA_DATA: data };
let url: string;
let token: string;

beforeAll(async () => {
  ({ url } = await serve(env));
  await rubrica(['user', 'create', 'ada@example.org', '--administrator'], env).ended;
  token = (await rubrica(['token', 'ada@example.org'], env).ended).stdout.trim();
});
afterAll(cleanUp);

const run = (...words: string[]) => rubrica(words, env).ended;
const ask = async <T>(path: string): Promise<T> => {
  const answer = await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  return (await answer.json()) as T;
};
const records = () =>
  ask<{ total: number; items: { displayName: string; kind: string; values: object }[] }>(
    '/records?limit=500',
  );
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const CARDS = `BEGIN:VCARD
VERSION:3.0
N:Bianchi;Anna;;;
FN:Anna Bianchi
ORG:Acme S.r.l.
item1.ADR;type=WORK:;;Via Roma 1;Milano;MI;20100;Italia
TEL;type=CELL:+39 348 1234567
BDAY:1980-02-03
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:;;;;
FN:Acme S.r.l.
ORG:Acme S.r.l.
X-ABShowAs:COMPANY
TEL;type=WORK:+39 02 1
END:VCARD
`;

test('cards of a file become records, a dry run only says so, and a second time nobody is doubled', async () => {
  const path = file('cards.vcf', CARDS);
  expect(await run('import', path, '--dry-run')).toMatchObject({
    code: 0,
    stdout: '2 would be added, 0 here already, 0 refused\n',
  });
  expect((await records()).total).toBe(0);
  expect(JSON.parse((await run('import', path, '--json')).stdout)).toMatchObject({
    imported: 2,
    merged: 0,
    here: 0,
    refused: [],
    encoding: 'utf-8',
    rows: [
      { row: 1, line: 1, outcome: 'added', rest: [] },
      { row: 2, line: 10, outcome: 'added', rest: [] },
    ],
  });
  const { items } = await records();
  expect(items.map(({ displayName, kind }) => `${kind} ${displayName}`).sort()).toEqual([
    'company Acme S.r.l.',
    'contact Anna Bianchi',
  ]);
  expect(items.find(({ kind }) => kind === 'contact')!.values).toMatchObject({
    mobile: '+39 348 1234567',
    birthday: '1980-02-03',
    'mailing.city': 'Milano',
  });
});

test('an import is listed with those of the browser, entry by entry, and one command takes it back', async () => {
  const before = (await records()).items.map(({ displayName }) => displayName).sort();
  const path = file('more.csv', 'lastName,email\nConti,c@x.example\n,\nForti,f@x.example\n');
  const done = await run('import', path);
  const [, id] = /^Import ([\da-f-]{36}); to take it back: npm run rubrica -- undo \1$/m.exec(done.stdout)!;
  const [listed] = (await ask<{ items: FileImport[] }>('/imports')).items;
  expect(listed).toMatchObject({ id, state: 'done', fileNames: ['more.csv'], total: 2, done: 2 });
  const { items } = await ask<{ items: ImportedEntry[] }>(`/imports/${id}/rows`);
  expect(items.map(({ line, name, outcome }) => [line, name, outcome])).toEqual([
    [2, 'Conti', 'added'],
    [4, 'Forti', 'added'],
  ]);
  expect((await run('undo', id!)).stdout).toBe('2 taken back, 0 kept\n');
  expect((await records()).items.map(({ displayName }) => displayName).sort()).toEqual(before);
  expect((await run('undo', 'Conti')).code).toBe(2);
  expect(await run('undo', '018f2f6e-0000-7000-8000-000000000000')).toMatchObject({ code: 1, stdout: '' });
});

test.each(['json', 'csv', 'vcf'])(
  'what was exported as %s is known again, and written for its owner alone',
  async (format) => {
    const path = join(folder, `out.${format}`);
    expect(await run('export', path)).toMatchObject({ code: 0, stdout: `2 records written to ${path}.\n` });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toContain('Milano');
    expect((await run('import', path)).stdout).toBe('0 added, 2 here already, 0 refused\n');
  },
);

test('to standard output goes nothing but the records', async () => {
  const all = JSON.parse((await run('export')).stdout) as { kind: string; values: { name?: string } }[];
  expect(all).toMatchObject([{ kind: 'company', values: { name: 'Acme S.r.l.' } }, { kind: 'contact' }]);
  const { stdout } = await run('export', '--format', 'csv', '--kind', 'contact');
  expect(stdout.split('\r\n')[0]).toMatch(/^id,kind,owner,/);
  expect(stdout).toContain("'+39 348 1234567");
  expect(stdout.trim().split('\r\n')).toHaveLength(2);
});

test('what is refused is named by its number, the rest is added, and the exit code says so', async () => {
  const path = file(
    'mixed.csv',
    'lastName;birthday;fiscal code\nVerdi;1970-01-01;\nNeri;yesterday;X1\n;;\n;1980-02-02;\n',
  );
  const dry = await run('import', path, '--kind', 'lead', '--dry-run');
  expect(dry.code).toBe(1);
  expect(dry.stdout.split('\n')).toEqual([
    '2 would be added, 0 here already, 1 refused',
    'CSV of Rubrica, divided by semicolon, utf-8, 3 entries',
    '  column “fiscal code”, 1 row: no field is known for it; kept in the history of each record',
    '  1 empty row: line 4',
    '  entry 2, line 3 (Neri): in no field, kept in its history: birthday yesterday [not a date]; fiscal code X1',
    '  entry 3, line 5: refused: It has no name, company, e-mail, number or address to find it by.',
    '',
  ]);
  const done = await run('import', path, '--kind', 'lead', '--json');
  expect(done.code).toBe(1);
  expect(JSON.parse(done.stdout)).toMatchObject({
    imported: 2,
    refused: [{ entry: 3, line: 5, reason: expect.stringContaining('find it by') }],
    delimiter: ';',
    emptyLines: [4],
  });
});

test('a file that cannot be told apart fails with its place, and wrong words are told', async () => {
  const path = file('open.csv', 'lastName,description\nVerdi,"no end\nNeri,x\n');
  const failed = await run('import', path);
  expect([failed.code, failed.stdout]).toEqual([1, '']);
  expect(failed.stderr).toContain('A quote opens in line 2');
  expect((await run('import', path, '--on-match', 'perhaps')).code).toBe(2);
});

test.each([
  ['import', 'nothing.csv'],
  ['export', 'x.pdf'],
  ['export', '--kind', 'person'],
])('%s %s is told as called the wrong way', async (...words) => {
  const { code, stdout, stderr } = await run(...words.filter(Boolean));
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('npm run rubrica --');
});

test('the commands are listed, and each has help', async () => {
  const [overview, help] = await Promise.all([run('--help'), run('key', 'rotate', '--help')]);
  expect(overview.code).toBe(0);
  for (const name of ['user create', 'token', 'sync', 'export', 'import', 'undo', 'doctor', 'key rotate'])
    expect(overview.stdout).toContain(name);
  expect([help.code, help.stdout]).toEqual([0, expect.stringContaining('--json')]);
});

test('a new key seals everything again while the server runs; one of the environment is not replaced behind its back', async () => {
  const keyFile = join(data, 'secret.key');
  const sealerNow = () => createSealer(Buffer.from(readFileSync(keyFile, 'utf8').trim(), 'base64'));
  const [before, place] = [readFileSync(keyFile, 'utf8'), credentialsPlace(ACCOUNT)];
  const embedded = await startEmbedded({ data });
  const client = new pg.Client({ connectionString: embedded.url });
  await client.connect();
  const sealed = async () =>
    (await client.query<{ credentials: string }>('select credentials from account')).rows[0]!.credentials;
  await client.query(
    `insert into account (id, user_id, provider, name, username, identity, discovery, settings, state, credentials)
     select $1, id, 'carddav', 'Book', 'ada', 'ada', '{}', '{}', 'paused', $2 from app_user limit 1`,
    [ACCOUNT, sealerNow().seal('s3cret', place)],
  );
  const done = await run('key', 'rotate', '--json');
  expect([done.code, JSON.parse(done.stdout)]).toEqual([0, { resealed: 1 }]);
  const after = readFileSync(keyFile, 'utf8');
  expect(after).toMatch(/^\S+\n$/);
  expect([after === before, statSync(keyFile).mode & 0o777]).toEqual([false, 0o600]);
  expect(sealerNow().open(await sealed(), place)).toBe('s3cret');
  await client.query(`update field set visible = false where kind = 'lead' and type = 'flag'`);
  const { stdout } = await run('doctor');
  expect(stdout).toMatch(/ok +accounts +1, all well/);
  expect(stdout).toMatch(/look at +layout +Sync mobile is hidden for each lead, and still on for 0/);
  const given = await rubrica(['key', 'rotate'], { ...env, RUBRICA_SECRET_KEY: after.trim() }).ended;
  expect([given.code, given.stderr]).toEqual([1, expect.stringContaining('RUBRICA_OLD_SECRET_KEY')]);
  const next = randomBytes(32).toString('base64');
  const moved = await rubrica(['key', 'rotate'], {
    ...env,
    RUBRICA_SECRET_KEY: next,
    RUBRICA_OLD_SECRET_KEY: after.trim(),
  }).ended;
  expect([moved.code, moved.stdout]).toEqual([0, expect.stringContaining('1 sealed again')]);
  expect(createSealer(Buffer.from(next, 'base64')).open(await sealed(), place)).toBe('s3cret');
  await client.end();
  await embedded.stop();
});

test('a token ends when it was said, and what the API would not take is no way to call a command', async () => {
  const days = async (...words: string[]) => {
    const { stdout } = await run('token', 'ada@example.org', '--json', ...words);
    const { expiresAt } = JSON.parse(stdout);
    return expiresAt === null ? null : Math.round((Date.parse(expiresAt) - Date.now()) / 86_400_000);
  };
  expect(await Promise.all([days(), days('--expires', '30'), days('--expires', 'never')])).toEqual([
    90,
    30,
    null,
  ]);
  const { stdout } = await run('token', 'ada@example.org', '--expires', '1');
  expect(stdout).toMatch(/^rub_[\w-]{43}\n$/);
  for (const words of [
    ['token', 'ada@example.org', '--expires', 'soon'],
    ['token', 'ada@example.org', '--name', 'caf\ufffd'],
    ['user', 'create', 'nobody'],
  ]) {
    const { code, stdout, stderr } = await run(...words);
    expect([words, code, stdout]).toEqual([words, 2, '']);
    expect(stderr).toContain('npm run rubrica --');
  }
});

test.each<[string, Command, string, Invocation['options']]>([
  ['a token that ends at once', createToken, 'ada@example.org', { expires: '0' }],
  ['a name longer than the API takes', createToken, 'ada@example.org', { name: 'x'.repeat(101) }],
  ['an address longer than the API takes', createUser, `${'x'.repeat(400)}@example.org`, {}],
  ['a name of nothing', createUser, 'eve@example.org', { name: ' ' }],
])('%s is refused before anything is opened', async (_, command, email, options) => {
  const invocation = { arguments: [email], options, json: false } as unknown as Invocation;
  await expect(command.run(invocation)).rejects.toThrow(UsageError);
});
