import Fastify from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError, ERRORS } from '../../src/errors.ts';
import { ProblemDetails } from '../../src/http/contract/contract.ts';
import { answerErrors } from '../../src/http/problem.ts';
import { createLog } from '../../src/log.ts';
import { openServer, PASSWORD, type Person, type TestServer } from './open-server.ts';

let server: TestServer;
let anna: Person;
let boss: Person;
beforeAll(async () => {
  server = await openServer();
  anna = await server.person('anna');
  boss = await server.person('boss', 'administrator');
});
afterAll(() => server.close());

const as = (
  person: Person,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  url: string,
  payload?: object | string,
) =>
  server.app.inject({
    method,
    url,
    headers: {
      authorization: person.bearer,
      ...(payload !== undefined && { 'content-type': 'application/json' }),
    },
    ...(payload !== undefined && { payload }),
  });

test.each([
  ['nobody', 401, () => server.app.inject('/api/v1/me')],
  ['a role', 403, () => as(anna, 'GET', '/api/v1/users')],
  ['an unknown address', 404, () => server.app.inject('/api/v1/nothing')],
  ['an unknown thing', 404, () => as(anna, 'DELETE', '/api/v1/tokens/01a20e26-8f8f-748a-83e3-0aab6b81cde6')],
  ['a wrong body', 400, () => as(anna, 'PATCH', '/api/v1/me', { name: 7 })],
  ['a conflict', 409, () => as(boss, 'POST', '/api/v1/users', { email: anna.email, name: 'X' })],
] as const)('a refusal is a problem document: %s', async (_what, status, call) => {
  const answer = await call();
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const problem = ProblemDetails.strict().parse(answer.json());
  const entry = ERRORS[problem.code as keyof typeof ERRORS];
  expect(problem).toMatchObject({ ...entry, status, type: `/api/v1/errors/${problem.code}` });
  expect((await server.app.inject(problem.type)).body).toContain(entry.action);
});

describe('a body that is not as the contract says', () => {
  test('is refused with what is wrong with each field', async () => {
    const answer = await as(boss, 'POST', '/api/v1/users', {
      email: 'no',
      name: ' ',
      role: 'god',
      password: 'short',
    });
    expect(Object.keys(answer.json().fields).sort()).toEqual(['email', 'name', 'password', 'role']);
  });

  test('names fields within fields, and parameters of the address', async () => {
    const nested = await as(anna, 'PATCH', '/api/v1/me', { password: { current: 'x', next: 'short' } });
    expect(Object.keys(nested.json().fields)).toEqual(['password.next']);
    expect(Object.keys((await as(anna, 'DELETE', '/api/v1/tokens/7')).json().fields)).toEqual(['id']);
    expect(Object.keys((await as(boss, 'GET', '/api/v1/users?limit=501')).json().fields)).toEqual(['limit']);
  });

  test('is refused for a key it does not know, so that a misspelt one is noticed', async () => {
    const answer = await as(anna, 'PATCH', '/api/v1/me', { nmae: 'Anna' });
    expect(answer.json()).toMatchObject({ status: 400, fields: { nmae: expect.any(String) } });
  });

  test('cannot give itself a role, an id or an owner', async () => {
    for (const extra of [
      { role: 'administrator' },
      { id: boss.actor.userId },
      { userId: boss.actor.userId },
      { disabledAt: null },
    ]) {
      expect((await as(anna, 'PATCH', '/api/v1/me', { name: 'Anna', ...extra })).statusCode).toBe(400);
    }
    expect((await as(anna, 'GET', '/api/v1/me')).json()).toMatchObject({ role: 'user', name: 'anna' });
  });

  test.each([
    '{"name":"x","__proto__":{"role":"administrator"}}',
    '{"name":"x","constructor":{"prototype":{"role":"administrator"}}}',
  ])('is refused when it reaches for a prototype: %s', async (text) => {
    expect((await as(anna, 'PATCH', '/api/v1/me', text)).statusCode).toBe(400);
    expect(({} as { role?: string }).role).toBeUndefined();
  });

  test.each(['{', '', '[]', 'null', '"x"', '7', '{"name":}', '\u0000'])(
    'is refused when it is no object: %j',
    async (text) => {
      const answer = await as(anna, 'POST', '/api/v1/access-requests', text);
      expect(answer.json()).toMatchObject({ status: 400, code: 'bad-request' });
    },
  );

  test('is refused when it is larger than anything needs', async () => {
    const answer = await as(anna, 'PATCH', '/api/v1/me', { name: 'x'.repeat(3_000_000) });
    expect(answer.json()).toMatchObject({ status: 413, code: 'too-large' });
  });

  test('an unknown person is not told what is wrong with it', async () => {
    const answer = await server.app.inject({ method: 'POST', url: '/api/v1/tokens', payload: { name: 7 } });
    expect(answer.statusCode).toBe(401);
  });
});

describe('a failure inside', () => {
  const fail = async (error: unknown) => {
    const lines: string[] = [];
    const app = Fastify();
    answerErrors(app, createLog({ level: 'info', readable: false, write: (line) => lines.push(line) }));
    app.get('/thing/:id', () => {
      throw error;
    });
    const answer = await app.inject('/thing/4711?q=canary-query');
    await app.close();
    return { answer, log: lines.join('') };
  };

  test('says nothing of its cause but a reference, under which the log has it', async () => {
    const { answer, log } = await fail(
      new Error('could not do it', { cause: new TypeError('x is not a function') }),
    );
    const problem = ProblemDetails.strict().parse(answer.json());
    expect(problem).toMatchObject({
      status: 500,
      code: 'internal',
      reference: expect.stringMatching(/^[0-9a-f]{10}$/),
    });
    expect(answer.body).not.toMatch(/could not|not a function|\.ts/);
    const line = JSON.parse(log);
    expect(line).toMatchObject({ level: 'error', reference: problem.reference, route: '/thing/:id' });
    expect(line.error).toMatchObject({
      message: 'could not do it',
      cause: { message: 'x is not a function' },
    });
  });

  test('puts neither values of a query nor the address asked for into the log', async () => {
    const error = Object.assign(new pg.DatabaseError('invalid input: "canary-value"', 1, 'error'), {
      code: '22P02',
      detail: 'Key (email)=(canary-value)',
    });
    const { answer, log } = await fail(error);
    expect(answer.statusCode).toBe(500);
    expect(log).toContain('22P02');
    expect(log + answer.body).not.toMatch(/canary|4711/);
  });

  test('an error of the catalogue that is "internal" is logged too, and its words are kept inside', async () => {
    const { answer, log } = await fail(new AppError('internal', 'the key file is gone'));
    expect(answer.json()).toMatchObject({ code: 'internal', detail: ERRORS.internal.title });
    expect(log).toContain('the key file is gone');
  });

  test('an answer that is not as the contract says is one', async () => {
    const { db } = server;
    const broken = await server.person('broken');
    await db.execute(`update app_user set language = 'xx' where id = '${broken.actor.userId}'`);
    expect((await as(broken, 'GET', '/api/v1/me')).json()).toMatchObject({ status: 500, code: 'internal' });
  });

  test('not even undefined thrown brings the server down', async () => {
    const { answer } = await fail(undefined);
    expect(answer.statusCode).toBe(500);
  });
});

test('the log of requests has the pattern of an address, never the address', async () => {
  const token = 'canary-invitation-token';
  await server.app.inject(`/api/v1/invitations/${token}?q=canary-search`);
  await server.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { email: 'canary@example.org', password: PASSWORD },
  });
  const log = server.lines.join('');
  expect(log).toContain('"route":"/api/v1/invitations/:token"');
  expect(log).not.toContain('canary');
});
