// Layout Studio over the API: what administrators make of fields, what is refused and why, and who else may not.
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit, field } from '../../src/database/schema.ts';
import type { Field } from '../../src/http/contract/fields.ts';
import { openServer, type Person, type TestServer } from './open-server.ts';

let server: TestServer;
let boss: Person;
let anna: Person;
beforeAll(async () => {
  server = await openServer();
  boss = await server.person('boss', 'administrator');
  anna = await server.person('anna');
});
afterAll(() => server.close());
beforeEach(() => server.db.delete(field).where(eq(field.custom, true)));

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
const ask = (method: Method, url: string, payload?: object, who = boss) =>
  server.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { authorization: who.bearer },
    ...(payload && { payload }),
  });

const LABEL = { en: 'Budget', it: 'Budget annuo', es: 'Presupuesto' };
const budget = { kind: 'contact', key: 'custom.budget', type: 'number', label: LABEL };
const add = async (more: object = {}): Promise<Field> =>
  (await ask('POST', '/fields', { ...budget, ...more })).json();
const fields = async (kind = 'contact'): Promise<Field[]> =>
  (await ask('GET', `/fields?kind=${kind}`)).json().items;
const named = async (key: string, kind = 'contact') => (await fields(kind)).find((one) => one.key === key)!;
const create = (values: object, kind = 'contact') => ask('POST', '/records', { kind, values });

describe('a field of one’s own', () => {
  test('is there for everybody, takes values of its type and no others, is found and kept in the history', async () => {
    const made = await ask('POST', '/fields', budget);
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({
      ...budget,
      custom: true,
      active: true,
      section: 'other',
      deletedAt: null,
    });
    expect((await ask('GET', '/fields?kind=contact', undefined, anna)).json().items.at(-1)).toEqual(
      made.json(),
    );
    const refused = await create({ lastName: 'Rossi', 'custom.budget': 'much' });
    expect(refused.json().fields).toEqual({ 'custom.budget': 'not-a-number' });
    const record = (await create({ lastName: 'Rossi', 'custom.budget': '12500,50' })).json();
    expect(record.values['custom.budget']).toBe('12500.50');
    expect(
      (await ask('GET', '/records?q=12500.50')).json().items.map(({ id }: { id: string }) => id),
    ).toEqual([record.id]);
    const history = (await ask('GET', `/records/${record.id}/history`)).json();
    expect(history.items).toContainEqual(
      expect.objectContaining({ field: 'custom.budget', after: '12500.50' }),
    );
  });

  test.each([
    ['text', ' a\nb ', 'a b'],
    ['longText', 'a\r\nb', 'a\nb'],
    ['date', '1980-05-12', '1980-05-12'],
    ['choice', 'gold', 'gold'],
    ['email', 'a@example.org', 'a@example.org'],
    ['phone', '02 555', '02 555'],
    ['url', 'example.org', 'example.org'],
    ['boolean', 'yes', 'true'],
  ])('may be of type %s', async (type, given, stored) => {
    await add({ type, ...(type === 'choice' ? { options: ['gold', 'iron'] } : {}) });
    const record = (await create({ lastName: 'Rossi', 'custom.budget': given })).json();
    expect(record.values['custom.budget']).toBe(stored);
  });

  test.each([
    [{ key: 'budget' }, { key: 'not-a-key' }],
    [{ key: 'custom.Budget' }, { key: 'not-a-key' }],
    [{ key: 'custom.a.b' }, { key: 'not-a-key' }],
    [{ section: 'nowhere' }, { section: 'unknown' }],
    [{ type: 'choice' }, { options: 'required' }],
    [{ type: 'choice', options: ['a', 'a'] }, { options: 'twice' }],
    [{ options: ['a'] }, { options: 'not-for-this-field' }],
  ])('is refused with %j', async (more, faults) => {
    const answer = await ask('POST', '/fields', { ...budget, ...more });
    expect([answer.statusCode, answer.json().fields]).toEqual([422, faults]);
  });

  test.each([{ label: { en: 'Budget' } }, { type: 'photo' }, { type: 'flag' }, { options: [] }, { more: 1 }])(
    'is no request with %j',
    async (more) => {
      expect((await ask('POST', '/fields', { ...budget, ...more })).statusCode).toBe(400);
    },
  );

  test('has a key of its own; the same key of another kind means the same', async () => {
    await add();
    const again = await ask('POST', '/fields', budget);
    expect([again.statusCode, again.json().code, again.json().fields]).toEqual([
      409,
      'already-exists',
      { key: 'key-taken' },
    ]);
    expect((await ask('POST', '/fields', { ...budget, kind: 'lead', type: 'text' })).statusCode).toBe(409);
    expect((await ask('POST', '/fields', { ...budget, kind: 'lead' })).statusCode).toBe(201);
    const record = (await create({ lastName: 'Bo', 'custom.budget': '7' })).json();
    const lead = (await ask('POST', `/records/${record.id}/convert`, { kind: 'lead' })).json();
    expect(lead.values['custom.budget']).toBe('7');
  });

  test('is deleted with its values kept, and comes back with them', async () => {
    const { id } = await add();
    const record = (await create({ lastName: 'Rossi', 'custom.budget': '7' })).json();
    expect((await ask('DELETE', `/fields/${id}`)).statusCode).toBe(204);
    expect(await named('custom.budget')).toBeUndefined();
    const deleted = (await ask('GET', '/fields?kind=contact&deleted=true')).json().items;
    expect(deleted.find((one: Field) => one.id === id)).toMatchObject({
      label: LABEL,
      deletedAt: expect.any(String),
    });
    const refused = await ask('PATCH', `/records/${record.id}`, { values: { 'custom.budget': '8' } });
    expect(refused.json().fields).toEqual({ 'custom.budget': 'unknown-field' });
    expect((await ask('PATCH', `/fields/${id}`, { required: true })).statusCode).toBe(404);
    const other = await ask('POST', '/fields', { ...budget, type: 'text' });
    expect([other.statusCode, other.json().detail]).toEqual([409, expect.stringContaining('type number')]);
    expect((await ask('POST', '/fields', budget)).json()).toMatchObject({ id, active: true });
    expect((await ask('GET', `/records/${record.id}`)).json().values['custom.budget']).toBe('7');
  });

  test('is the only kind that can be deleted', async () => {
    const { id } = await named('birthday');
    const answer = await ask('DELETE', `/fields/${id}`);
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'built-in-field']);
  });
});

describe('any field', () => {
  const patch = async (key: string, change: object, kind = 'contact') =>
    ask('PATCH', `/fields/${(await named(key, kind)).id}`, change);

  test('is required of people by the API, while it is shown', async () => {
    await patch('source', { required: true }, 'lead');
    const refused = await create({ lastName: 'Bo' }, 'lead');
    expect(refused.json().fields).toEqual({ source: 'required' });
    const record = (await create({ lastName: 'Bo', source: 'Fair' }, 'lead')).json();
    const emptied = await ask('PATCH', `/records/${record.id}`, { values: { source: null } });
    expect(emptied.json().fields).toEqual({ source: 'required' });
    await patch('source', { visible: false }, 'lead');
    expect((await create({ lastName: 'Bo' }, 'lead')).statusCode).toBe(201);
    await patch('source', { visible: true, required: false }, 'lead');
  });

  test('moves to a place and a section, an address as a whole', async () => {
    const before = (await fields('lead')).map(({ key }) => key);
    const moved = await patch('mailing.city', { position: 0, section: 'name' }, 'lead');
    expect(moved.json()).toMatchObject({ section: 'name' });
    const after = await fields('lead');
    expect(
      after.slice(0, 6).every(({ key, section }) => key.startsWith('mailing.') && section === 'name'),
    ).toBe(true);
    expect(after.map(({ key }) => key).sort()).toEqual([...before].sort());
    expect(new Set(after.map(({ position }) => position)).size).toBe(after.length);
    await patch('mailing.city', { position: before.indexOf('mailing.street'), section: 'mailing' }, 'lead');
    expect((await fields('lead')).map(({ key }) => key)).toEqual(before);
  });

  test('is called otherwise in some languages, or as before', async () => {
    const renamed = await patch('fax', { label: { en: 'Telefax' } });
    expect(renamed.json().label).toEqual({ en: 'Telefax' });
    expect((await patch('fax', { label: null })).json().label).toBeNull();
    await add();
    expect((await patch('custom.budget', { label: { en: 'Money' } })).json().fields).toEqual({
      label: 'required',
    });
  });

  test.each([
    ['lastName', { active: false }, { active: 'always-there' }],
    ['lastName', { visible: false }, { visible: 'always-there' }],
    ['syncMobile', { active: false }, { active: 'always-there' }],
    ['syncMobile', { required: true }, { required: 'not-for-this-field' }],
    ['photo', { required: true }, { required: 'not-for-this-field' }],
    ['mailing.city', { required: true }, { required: 'not-for-this-field' }],
    ['birthday', { section: 'billing' }, { section: 'unknown' }],
    ['birthday', { options: ['a'] }, { options: 'not-for-this-field' }],
  ])('%s refuses %j', async (key, change, faults) => {
    const before = await fields();
    const answer = await patch(key, change);
    expect([answer.statusCode, answer.json().fields]).toEqual([422, faults]);
    expect(await fields()).toEqual(before);
  });

  test('switched off keeps its values aside, and says how many wait', async () => {
    await create({ lastName: 'Uno', department: 'Sales' });
    const record = (await create({ lastName: 'Due', department: 'Law' })).json();
    await patch('department', { active: false });
    const { id } = await named('department');
    const { records, missing, fills, sends, asks } = (await ask('GET', `/fields/${id}/preview`)).json();
    expect({ records, fills, sends, asks }).toEqual({ records: 2, fills: 0, sends: 0, asks: 0 });
    expect(missing).toBeGreaterThan(0);
    expect((await create({ lastName: 'Tre', department: 'x' })).json().fields).toEqual({
      department: 'inactive-field',
    });
    await patch('department', { active: true });
    expect((await ask('GET', `/records/${record.id}`)).json().values.department).toBe('Law');
  });
});

test('a file takes values of fields of one’s own out', async () => {
  await add();
  await create({ lastName: 'Esposito', 'custom.budget': '4200' });
  const { body } = await ask('GET', '/exports?format=csv&q=Esposito');
  const [heads, row] = body.split('\r\n').map((line) => line.split(','));
  expect(row![heads!.indexOf('custom.budget')]).toBe('4200');
});

test('nobody else may, and what was done is in the audit log', async () => {
  const { id } = await add();
  const before = await fields();
  const tries = [
    ask('POST', '/fields', { ...budget, key: 'custom.other' }, anna),
    ask('PATCH', `/fields/${id}`, { visible: false }, anna),
    ask('DELETE', `/fields/${id}`, undefined, anna),
    ask('GET', `/fields/${id}/preview`, undefined, anna),
  ];
  for (const answer of await Promise.all(tries)) expect(answer.statusCode).toBe(403);
  expect(await fields()).toEqual(before);
  await ask('PATCH', `/fields/${id}`, { visible: false });
  await ask('PATCH', `/fields/${id}`, { active: false });
  await ask('PATCH', `/fields/${id}`, { active: true });
  await ask('DELETE', `/fields/${id}`);
  await ask('POST', '/fields', budget);
  const log = await server.db.select().from(audit).where(eq(audit.subject, id)).orderBy(sql`at, id`);
  expect(log.map(({ action, userId }) => [action, userId])).toEqual(
    ['created', 'changed', 'switched-off', 'switched-on', 'deleted', 'restored'].map((word) => [
      `field.${word}`,
      boss.actor.userId,
    ]),
  );
});
