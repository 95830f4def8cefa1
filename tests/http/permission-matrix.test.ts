// Every door × every permission that may be missing: refused with its name, and no record, history or trash has moved; or it
// needs none, and works for somebody who has none.
import { sql } from 'drizzle-orm';
import Fastify, { type RouteOptions } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DOORS, type DoorName } from '../../src/access/doors.ts';
import { PERMISSIONS, type Permission } from '../../src/access/permissions.ts';
import { newId } from '../../src/database/new-id.ts';
import { change } from '../../src/database/schema.ts';
import { type Api, api } from '../../src/http/contract/contract.ts';
import type { Endpoint } from '../../src/http/contract/endpoint.ts';
import { LIMITS } from '../../src/http/limits.ts';
import { allRoutes } from '../../src/http/routes/all.ts';
import { ROWS } from './matrix-rows.ts';
import { openServer, type TestServer } from './open-server.ts';
import { makeWorld, type World } from './world.ts';

let server: TestServer;
beforeAll(async () => {
  const wide = Object.fromEntries(Object.keys(LIMITS).map((name) => [name, { tries: 100_000, seconds: 60 }]));
  server = await openServer({ limits: wide });
});
afterAll(() => server.close());
afterEach(() => server.db.execute(sql`delete from role_permission`));

/** Routes that are no JSON: by what they do, and with what. */
const BESIDE: Record<
  string,
  { door: DoorName; url(world: World): string; body?: Buffer; contentType: string }
> = {
  'PUT /api/v1/records/:id/photo': {
    door: 'setPhoto',
    url: ({ ids }) => `/api/v1/records/${ids.record}/photo`,
    body: Buffer.from('\xff\xd8\xff\xe0 a picture', 'latin1'),
    contentType: 'image/jpeg',
  },
  'POST /api/v1/imports': {
    door: 'startImport',
    url: () => '/api/v1/imports',
    body: Buffer.from(
      '--x\r\ncontent-disposition: form-data; name="files"; filename="a.csv"\r\n\r\nlastName\nRossi\n\r\n--x--\r\n',
    ),
    contentType: 'multipart/form-data; boundary=x',
  },
};
/** Others that are not in the contract: pages, figures, pictures and news, all of which only show something. */
const SHOWING: Record<string, DoorName | null> = {
  'GET /api/v1/cards/:id/photo': 'cardPhoto',
  'GET /api/v1/events': 'events',
  'GET /api/v1/imports/:id/account': 'accountOfImport',
  'GET /api/v1/exports': 'exportRecords',
  'POST /api/v1/exports': 'exportRecords',
  'GET /api/v1/records/:id/photo': 'getPhoto',
  'GET /api/v1/records/:id/photos/:photoId': 'getPhotoOfHistory',
  // Demands its permission behind a sign-in at a provider (provider-sign-in.test.ts).
  'GET /oauth/callback/:provider': 'finishSignIn',
  // A provider calls it, which has no permissions (tests/http/notifications.test.ts).
  'POST /api/v1/notifications/:provider': null,
  'GET /api/v1/errors/:code': null,
  'GET /api/v1/openapi.json': null,
  'GET /metrics': null,
};

const NAMES = Object.keys(api) as (keyof Api)[];
const refusals = NAMES.flatMap((name) => {
  const needs = DOORS[name];
  return Array.isArray(needs)
    ? (needs as string[])
        .filter((need): need is Permission => PERMISSIONS.includes(need as Permission))
        .map((need) => [name, need] as const)
    : [];
});

const withoutOnly = (permissions: readonly Permission[]) =>
  Promise.all(
    permissions.map((permission) =>
      server.db.execute(
        sql`insert into role_permission (role, permission, allowed) values ('user', ${permission}, false)`,
      ),
    ),
  );

async function recordsState(): Promise<unknown> {
  const { rows } = await server.db.execute(sql`select
    (select md5(string_agg(r::text, ' ' order by id)) from record r) as records,
    (select md5(string_agg(c::text, ' ' order by id)) from change c) as changes,
    (select md5(string_agg(m::text, ' ' order by id)) from record_merge m) as merges,
    (select md5(string_agg(t::text, ' ' order by id)) from trash t) as trash,
    (select md5(string_agg(q::text, ' ' order by id)) from queue_item q) as queue,
    (select md5(string_agg((a.id, a.state, a.credentials)::text, ' ' order by id)) from account a) as accounts,
    (select count(*) from run) as runs`);
  return rows[0];
}

function call(name: keyof Api, world: World) {
  const { method, path }: Endpoint = api[name];
  const row = ROWS[name];
  const params = row.params?.(world) ?? {};
  const body = row.body?.(world);
  return server.app.inject({
    method,
    url: path.replace(/:(\w+)/g, (_, key: string) => params[key]!),
    query: typeof row.query === 'function' ? row.query(world) : (row.query ?? {}),
    headers: { authorization: world.owner.bearer },
    ...(body !== undefined && { payload: body as object }),
  });
}

describe.each(refusals)('%s without %s', (name, permission) => {
  test('is refused by its name, and nothing has moved', async () => {
    const world = await makeWorld(server);
    await withoutOnly([permission]);
    const before = await recordsState();
    const answer = await call(name, world);
    expect(answer.statusCode, answer.body).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'not-allowed', fields: { permission } });
    expect(await recordsState()).toEqual(before);
  });
});

const free = NAMES.filter((name) => {
  const needs: unknown = DOORS[name];
  return Array.isArray(needs) && needs.length === 0 && ROWS[name].sphere !== 'open';
});

test.each(free)(
  '%s needs no permission: it works for somebody who has none, and no record has moved',
  async (name) => {
    const world = await makeWorld(server);
    await withoutOnly(PERMISSIONS);
    const records = async () => {
      const { rows } = await server.db.execute(
        sql`select md5(string_agg((id, "values", kind, deleted_at, version)::text, ' ' order by id)) as all from record`,
      );
      return rows[0];
    };
    const before = await records();
    const answer = await call(name, world);
    // Asked by somebody who has none, requesting one is no “you may already”.
    const said = name === 'requestAccess' ? 200 : (ROWS[name].status?.owner ?? 200);
    expect([said, 201, 202, 204], answer.body).toContain(answer.statusCode);
    expect(await records()).toEqual(before);
  },
);

test('doors that ask by what they do: each part refused by its name, and nothing has moved', async () => {
  const world = await makeWorld(server);
  const { ids, owner } = world;
  const about = async (field: string, before: string | null, after: string | null) => {
    const id = newId();
    await server.db
      .insert(change)
      .values({ id, recordId: ids.record, field, before, after, actor: 'user', userId: owner.actor.userId });
    return { url: `/api/v1/records/${ids.record}/history/${id}/undo` };
  };
  const action = async (type: string) => {
    await server.db.execute(sql`delete from run_action where run_id = ${ids.run}`);
    await server.db.execute(sql`insert into run_action (id, run_id, type, link_id, record_id, diff, outcome)
      values (${newId()}, ${ids.run}, ${type}, ${ids.link}, ${ids.record}, '[{"field": "lastName", "before": "Before", "after": "Example"}]', 'done')`);
    return { url: `/api/v1/runs/${ids.run}/undo` };
  };
  const asked: [Permission, () => Promise<{ url: string; method?: 'PATCH'; payload?: object }>][] = [
    ['records.edit', () => about('lastName', 'Before', 'Example')],
    ['records.edit', () => about('kind', 'lead', 'contact')],
    ['records.edit', () => about('companyId', null, ids.otherRecord)],
    ['records.edit', () => about('ownerId', owner.actor.userId, null)],
    ['records.edit', () => about('label', null, ids.label)],
    ['records.edit', () => about('deletedAt', null, '2026-01-01T00:00:00.000Z')],
    ['records.delete', () => about('deletedAt', '2026-01-01T00:00:00.000Z', null)],
    ['records.edit', () => about('mergedFrom', null, ids.trashedRecord)],
    ['records.delete', () => about('mergedFrom', ids.otherRecord, null)],
    ['records.edit', () => action('update')],
    ['records.edit', () => action('update-record')],
    ['records.delete', () => action('import')],
    // Asked before anything is looked for.
    [
      'records.delete',
      async () => ({
        url: `/api/v1/records/${ids.record}/card-deleted`,
        payload: { accountId: ids.account, decision: 'follow' },
      }),
    ],
    [
      'records.delete',
      async () => ({
        url: `/api/v1/accounts/${ids.account}/held/card-deleted`,
        payload: { decision: 'follow' },
      }),
    ],
    // A plan of a card that was to lose a value.
    ['records.edit', async () => ({ url: `/api/v1/runs/${ids.waitingRun}/discard` })],
    [
      'accounts.connect',
      async () => ({
        url: `/api/v1/accounts/${ids.account}`,
        method: 'PATCH',
        payload: { password: 'other' },
      }),
    ],
  ];
  for (const [permission, make] of asked) {
    const { url, method = 'POST', payload } = await make();
    await withoutOnly([permission]);
    const before = await recordsState();
    const answer = await server.app.inject({
      method,
      url,
      headers: { authorization: owner.bearer },
      ...(payload && { payload }),
    });
    expect(answer.statusCode, `${url} ${answer.body}`).toBe(403);
    expect(answer.json().fields).toEqual({ permission });
    expect(await recordsState()).toEqual(before);
    await server.db.execute(sql`delete from role_permission`);
  }
});

test.each(Object.keys(BESIDE))(
  '%s without what it needs is refused, and nothing has moved',
  async (route) => {
    const { door, url, body, contentType } = BESIDE[route]!;
    const world = await makeWorld(server);
    await withoutOnly(PERMISSIONS);
    const before = await recordsState();
    const answer = await server.app.inject({
      method: route.split(' ')[0] as 'PUT',
      url: url(world),
      headers: { authorization: world.owner.bearer, 'content-type': contentType },
      ...(body && { payload: body }),
    });
    expect(answer.statusCode, answer.body).toBe(403);
    expect(answer.json().fields).toEqual({ permission: (DOORS[door] as readonly string[])[0] });
    expect(await recordsState()).toEqual(before);
  },
);

test('every route there is has a row', async () => {
  const app = Fastify();
  const served: string[] = [];
  app.addHook('onRoute', ({ method, url }: RouteOptions) => {
    for (const name of [method].flat()) if (name !== 'HEAD') served.push(`${name} ${url}`);
  });
  allRoutes(app, server.deps);
  // Those of a scope of its own come with it.
  await app.after();
  const promised = Object.values(api).map(({ method, path }) => `${method} ${path}`);
  const known = [...promised, ...Object.keys(BESIDE), ...Object.keys(SHOWING)];
  expect(served.sort()).toEqual(known.sort());
});
