import Fastify, { type RouteOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { api } from '../../src/http/contract/contract.ts';
import { allRoutes } from '../../src/http/routes/all.ts';
import { openServer, type TestServer } from './open-server.ts';

/** What is served beside the contract: not typed by it, because it is no JSON or is about the API itself. */
/** Of pictures and of what goes on: no JSON. */
const NOT_JSON = [
  'events',
  'cardPhoto',
  'getPhoto',
  'getPhotoOfHistory',
  'setPhoto',
  'startImport',
  'accountOfImport',
  'exportRecords',
  'exportSelection',
];
const BESIDE = [
  'GET /api/v1/cards/:id/photo',
  'GET /api/v1/errors/:code',
  'GET /oauth/callback/:provider',
  'GET /api/v1/events',
  'GET /api/v1/openapi.json',
  'GET /metrics',
  'GET /api/v1/records/:id/photo',
  'GET /api/v1/records/:id/photos/:photoId',
  'GET /api/v1/imports/:id/account',
  'GET /api/v1/exports',
  'POST /api/v1/exports',
];

type Json = Record<string, unknown>;
interface Operation {
  operationId: string;
  security: unknown[];
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { required?: boolean };
  responses: Record<string, Json>;
}

let server: TestServer;
let document: {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Json };
};
beforeAll(async () => {
  server = await openServer();
  document = (await server.app.inject('/api/v1/openapi.json')).json();
});
afterAll(() => server.close());

const operations = () => Object.values(document.paths).flatMap((path) => Object.values(path));
const operation = (id: string) => operations().find(({ operationId }) => operationId === id)!;

test('every endpoint of the contract is served, and nothing else', () => {
  const app = Fastify();
  const served: string[] = [];
  app.addHook('onRoute', ({ method, url }: RouteOptions) => {
    for (const name of [method].flat()) if (name !== 'HEAD') served.push(`${name} ${url}`);
  });
  allRoutes(app, server.deps);
  const promised = Object.values(api).map(({ method, path }) => `${method} ${path}`);
  expect(served.sort()).toEqual([...promised, ...BESIDE].sort());
});

test('every endpoint of the contract is in the document under its name', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(
    operations()
      .map(({ operationId }) => operationId)
      .sort(),
  ).toEqual([...Object.keys(api), ...NOT_JSON].sort());
  for (const [name, { method, path }] of Object.entries(api)) {
    const found = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    expect(found?.operationId, name).toBe(name);
  }
});

test('every reference in the document leads somewhere, and every component is referred to', () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!);
  expect(refs.length).toBeGreaterThan(50);
  const names = refs.map((ref) => {
    expect(ref).toMatch(/^#\/components\/schemas\/\w+$/);
    return ref.split('/').pop()!;
  });
  expect(Object.keys(document.components.schemas).sort()).toEqual([...new Set(names)].sort());
});

test('every parameter of a path is described', () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    for (const { parameters = [] } of Object.values(methods)) {
      expect(
        parameters
          .filter((one) => one.in === 'path')
          .map(({ name }) => name)
          .sort(),
        path,
      ).toEqual([...names].sort());
    }
  }
});

test('it says who may call, which bodies may be left out, and what refusals look like', () => {
  expect(operation('signIn').security).toEqual([]);
  expect(operation('getMe').security).toEqual([{ token: [] }, { session: [] }]);
  expect(operation('syncNow').requestBody?.required).toBe(false);
  expect(operation('createToken').requestBody?.required).toBe(true);
  for (const { operationId, responses } of operations()) {
    if (NOT_JSON.includes(operationId)) continue;
    expect(JSON.stringify(responses['4XX']), operationId).toContain('#/components/schemas/ProblemDetails');
    expect(JSON.stringify(responses['4XX'])).toContain('application/problem+json');
  }
});

test('an answer without a body is described as one', () => {
  expect(operation('signOut').responses['204']).not.toHaveProperty('content');
});
