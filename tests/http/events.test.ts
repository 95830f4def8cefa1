import { type ClientRequest, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RubricaEvent } from '../../src/events.ts';
import { openServer, type TestServer } from './open-server.ts';

let server: TestServer;
let port: number;
const open = new Set<ClientRequest>();

beforeAll(async () => {
  server = await openServer();
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  port = (server.app.server.address() as AddressInfo).port;
});
afterEach(() => {
  for (const request of open) request.destroy();
  open.clear();
});
afterAll(() => server.close());

interface Listening {
  status: number;
  headers: Record<string, unknown>;
  /** Events heard so far. */
  heard: RubricaEvent[];
  /** The next event that comes. */
  next(): Promise<RubricaEvent>;
  ended: Promise<void>;
}

/** Opens the stream; resolves once it listens (or was refused). */
function listen(headers: Record<string, string>): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const request = get({ port, host: '127.0.0.1', path: '/api/v1/events', headers }, (answer) => {
      const heard: RubricaEvent[] = [];
      const waiting: ((event: RubricaEvent) => void)[] = [];
      let taken = 0;
      let text = '';
      const listening: Listening = {
        status: answer.statusCode!,
        headers: answer.headers,
        heard,
        next: () =>
          taken < heard.length ? Promise.resolve(heard[taken++]!) : new Promise((done) => waiting.push(done)),
        ended: new Promise((done) => answer.once('close', done)),
      };
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const block = text.slice(0, end);
          text = text.slice(end + 2);
          if (block.includes(': listening')) resolve(listening);
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (!data) continue;
          const event = JSON.parse(data) as RubricaEvent;
          expect(block).toMatch(new RegExp(`^event: ${event.type}$`, 'm'));
          heard.push(event);
          const done = waiting.shift();
          if (done) {
            taken++;
            done(event);
          }
        }
      });
      if (answer.statusCode !== 200) resolve(listening);
    }).on('error', reject);
    open.add(request);
  });
}

const account = (accountId: string): RubricaEvent => ({ type: 'account.changed', accountId });
const LAST: RubricaEvent = { type: 'record.changed', recordId: 'last' };

test('a listener hears what concerns them and everybody, in order, and nothing of anybody else', async () => {
  const [anna, berta, boss] = [
    await server.person('anna'),
    await server.person('berta'),
    await server.person('boss', 'administrator'),
  ];
  const [a, b, c] = await Promise.all(
    [anna, berta, boss].map(({ bearer }) => listen({ authorization: bearer })),
  );
  server.emit(account('of anna'), { userId: anna.actor.userId });
  server.emit({ type: 'record.changed', recordId: 'shared' }, 'everybody');
  server.emit(account('of berta'), { userId: berta.actor.userId });
  server.emit(LAST, 'everybody');
  for (const one of [a!, b!, c!])
    while ((await one.next()).type !== 'record.changed' || one.heard.at(-1)!.type !== 'record.changed');
  const names = (one: Listening) =>
    one.heard.map((event) =>
      'accountId' in event ? event.accountId : 'recordId' in event ? event.recordId : event.type,
    );
  // The last word reached all three, so whatever came before it did, too.
  await Promise.all(
    [a!, b!, c!].map(async (one) => {
      while (!names(one).includes('last')) await one.next();
    }),
  );
  expect(names(a!)).toEqual(['of anna', 'shared', 'last']);
  expect(names(b!)).toEqual(['shared', 'of berta', 'last']);
  expect(names(c!)).toEqual(['shared', 'last']);
});

test('it is a stream that no proxy keeps back and nobody may read from another site', async () => {
  const anna = await server.person('anna');
  const { status, headers } = await listen({ authorization: anna.bearer, 'last-event-id': '4711' });
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  expect(headers['access-control-allow-origin']).toBeUndefined();
});

test('nobody listens without being signed in', async () => {
  expect((await listen({})).status).toBe(401);
  expect((await listen({ authorization: 'Bearer x' })).status).toBe(401);
});

test('a stream ends when its session signs out, and the others of that user go on', async () => {
  const { email, actor } = await server.person('anna');
  const [here, elsewhere] = [await server.signIn(email), await server.signIn(email)];
  const [first, second] = [await listen({ cookie: here }), await listen({ cookie: elsewhere })];
  await server.browse({ method: 'DELETE', url: '/api/v1/session' }, here);
  await first.ended;
  server.emit(account('still'), { userId: actor.userId });
  expect(await second.next()).toEqual(account('still'));
  expect(first.heard).toEqual([]);
});

test('streams end when the user is disabled, by cookie and by token', async () => {
  const [anna, boss] = [await server.person('anna'), await server.person('boss', 'administrator')];
  const streams = [
    await listen({ cookie: await server.signIn(anna.email) }),
    await listen({ authorization: anna.bearer }),
  ];
  await server.app.inject({
    method: 'PATCH',
    url: `/api/v1/users/${anna.actor.userId}`,
    headers: { authorization: boss.bearer },
    payload: { disabled: true },
  });
  await Promise.all(streams.map(({ ended }) => ended));
});

test('a stream ends when its token is revoked or the password changes elsewhere', async () => {
  const anna = await server.person('anna');
  const made = (
    await server.app.inject({
      method: 'POST',
      url: '/api/v1/tokens',
      headers: { authorization: anna.bearer },
      payload: { name: 'x' },
    })
  ).json();
  const byToken = await listen({ authorization: `Bearer ${made.token}` });
  const here = await server.signIn(anna.email);
  const byCookie = await listen({ cookie: await server.signIn(anna.email) });
  await server.browse({ method: 'DELETE', url: `/api/v1/tokens/${made.id}` }, here);
  await byToken.ended;
  const change = { password: { current: 'correct horse battery', next: 'another long password' } };
  await server.browse({ method: 'PATCH', url: '/api/v1/me', payload: change }, here);
  await byCookie.ended;
});

test('a session that ends in another process ends its stream with the next check', async () => {
  const { email, actor } = await server.person('anna');
  const stream = await listen({ cookie: await server.signIn(email) });
  await server.db.execute(sql`delete from session where user_id = ${actor.userId}`);
  await server.app.streams.recheck(actor.userId);
  await stream.ended;
});

test('listening does not keep a session alive', async () => {
  const { email, actor } = await server.person('anna');
  await listen({ cookie: await server.signIn(email) });
  const expiry = async () =>
    (await server.db.execute(sql`select expires_at from session where user_id = ${actor.userId}`)).rows[0];
  await server.db.execute(
    sql`update session set expires_at = now() + interval '1 hour' where user_id = ${actor.userId}`,
  );
  const before = await expiry();
  await server.app.streams.recheck(actor.userId);
  expect(await expiry()).toEqual(before);
});

test('the thirty-first stream of a user closes the first', async () => {
  const anna = await server.person('anna');
  const first = await listen({ authorization: anna.bearer });
  const others = [];
  for (let n = 0; n < 30; n++) others.push(await listen({ authorization: anna.bearer }));
  await first.ended;
  server.emit(LAST, { userId: anna.actor.userId });
  expect(await others.at(-1)!.next()).toEqual(LAST);
});

test('a server that closes ends its streams', async () => {
  const other = await openServer();
  await other.app.listen({ port: 0, host: '127.0.0.1' });
  const anna = await other.person('anna');
  const ended = new Promise<void>((resolve, reject) => {
    const address = other.app.server.address() as AddressInfo;
    get(
      {
        port: address.port,
        host: '127.0.0.1',
        path: '/api/v1/events',
        headers: { authorization: anna.bearer },
      },
      (answer) => {
        answer.on('close', resolve).once('data', () => void other.close().catch(reject));
      },
    ).on('error', reject);
  });
  await ended;
});
