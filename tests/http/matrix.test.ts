// Who may call what: every endpoint of the contract, by its owner, another user, an administrator and nobody. An endpoint
// without a row fails, one about somebody else's thing answers 404 and leaves no trace.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, api } from '../../src/http/contract/contract.ts';
import type { Endpoint } from '../../src/http/contract/endpoint.ts';
import { LIMITS } from '../../src/http/limits.ts';
import { type Caller, ROWS, type Row } from './matrix-rows.ts';
import { openServer, type TestServer } from './open-server.ts';
import { makeAccount, makeWorld, PRIVATE, privateState, type World } from './world.ts';

const CALLERS: Caller[] = ['owner', 'other', 'administrator', 'anonymous'];
const NAMES = Object.keys(api) as (keyof Api)[];

let server: TestServer;
beforeAll(async () => {
  const wide = Object.fromEntries(Object.keys(LIMITS).map((name) => [name, { tries: 100_000, seconds: 60 }]));
  server = await openServer({ limits: wide });
});
afterAll(() => server.close());

function expected(name: keyof Api, row: Row, caller: Caller): number {
  const { audience, status = 200 }: Endpoint = api[name];
  const said = row.status?.[caller];
  if (said !== undefined) return said;
  if (audience === 'anyone') return status;
  if (caller === 'anonymous') return 401;
  if (audience === 'administrator' && caller !== 'administrator') return 403;
  if (row.sphere === 'private' && caller !== 'owner') return 404;
  return status;
}

function call(name: keyof Api, row: Row, world: World, caller: Caller, params = row.params?.(world)) {
  const { method, path }: Endpoint = api[name];
  const body = row.body?.(world);
  return server.app.inject({
    method,
    url: path.replace(/:(\w+)/g, (_, key: string) => params?.[key] ?? `no-${key}`),
    query: typeof row.query === 'function' ? row.query(world) : (row.query ?? {}),
    headers: caller === 'anonymous' ? {} : { authorization: world[caller].bearer },
    ...(body !== undefined && { payload: body as object }),
  });
}

test('every endpoint of the contract has a row, and every row an endpoint', () => {
  expect(Object.keys(ROWS).sort()).toEqual([...NAMES].sort());
});

test('every row fills every parameter of its path', () => {
  for (const name of NAMES) {
    const params = api[name].path.match(/:\w+/g) ?? [];
    expect(Boolean(ROWS[name]?.params), name).toBe(params.length > 0);
  }
});

describe.each(NAMES)('%s', (name) => {
  const row = ROWS[name];

  test.each(CALLERS)('called by %s', async (caller) => {
    const world = await makeWorld(server);
    const before = await privateState(server, world);
    const answer = await call(name, row, world, caller);
    expect(answer.statusCode, answer.body).toBe(expected(name, row, caller));

    if (caller === 'owner') return;
    const seen = PRIVATE.filter((kind) => answer.body.includes(world.ids[kind]));
    expect(seen, 'ids of the owner’s private things in the answer').toEqual([]);
    // Somebody else's work on a shared record makes it due on the owner's phone, and changes nothing else of theirs.
    if (row.sphere !== 'shared') expect(await privateState(server, world)).toBe(before);
  });

  if (!row?.params || row.sphere === 'open') return;
  const caller = api[name].audience === 'administrator' ? 'administrator' : 'owner';
  const without = async (key: string, id: string) => {
    const world = await makeWorld(server);
    return call(name, row, world, caller, { ...row.params!(world), [key]: id });
  };
  const keys = (api[name].path.match(/:\w+/g) ?? []).map((key) => key.slice(1));

  test.each(keys)('a %s that does not exist is not found', async (key) => {
    const answer = await without(key, randomUUID());
    expect(answer.statusCode, answer.body).toBe(404);
  });

  test.each(keys)('a %s that is none is refused', async (key) => {
    expect((await without(key, "1'+or+'1'='1")).statusCode).toBe(400);
  });
});

test('ids of somebody else’s queue, put into a call about one’s own account, move nothing', async () => {
  const world = await makeWorld(server);
  const mine = await makeAccount(server, world.other);
  const before = await privateState(server, world);
  for (const set of [
    { state: 'ignored' },
    { kind: null },
    { kind: 'lead' },
    { recordId: world.ids.record },
  ]) {
    const answer = await server.app.inject({
      method: 'PATCH',
      url: `/api/v1/accounts/${mine.account}/queue`,
      headers: { authorization: world.other.bearer },
      payload: { ids: [world.ids.queueItem], set },
    });
    if (answer.statusCode === 200) expect(answer.json()).toMatchObject({ changed: 0 });
    else expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  }
  expect(await privateState(server, world)).toBe(before);
});

test('another user sees of a shared record neither the owner’s links nor their account, nor their flag', async () => {
  const world = await makeWorld(server);
  const ask = async (caller: 'owner' | 'other') =>
    (await call('getRecord', ROWS.getRecord, world, caller)).json();
  expect(await ask('owner')).toMatchObject({ flagged: true, links: [{ accountId: world.ids.account }] });
  expect(await ask('other')).toMatchObject({ flagged: false, links: [], flaggedByOthers: 1 });
});
