// A server over a real database, for one test file: production's routes and verbs, asked by `inject` or over a socket.
// Beside it a sandbox address book, for what reaches out.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { type Sandbox, startCardDavSandbox } from '../../sandbox/carddav/sandbox.ts';
import type { Actor, Role } from '../../src/access/actor.ts';
import { hashPassword } from '../../src/access/password.ts';
import { createSealer } from '../../src/access/seal.ts';
import { hashSecret, makeSecret } from '../../src/access/secret-token.ts';
import { sessionSecretFrom } from '../../src/access/session-secret.ts';
import { insertUser } from '../../src/access/users/insert-user.ts';
import { newId } from '../../src/database/new-id.ts';
import { credential, token } from '../../src/database/schema.ts';
import type { EventAudience, RubricaEvent } from '../../src/events.ts';
import type { EventListener, ServerDeps } from '../../src/http/deps.ts';
import { createServer } from '../../src/http/server.ts';
import { createLog } from '../../src/log.ts';
import { createHttp } from '../../src/protocol/http/create-http.ts';
import { createRegistry } from '../../src/providers/registry.ts';
import { addressesAt } from '../addresses-at.ts';
import { testDatabase } from '../test-database.ts';

export const PASSWORD = 'correct horse battery';
export const URL_OF_TESTS = 'http://localhost:8080';

export interface Person {
  actor: Actor;
  email: string;
  /** Authorization of a script of theirs. */
  bearer: string;
}

export type TestServer = Awaited<ReturnType<typeof openServer>>;

export async function openServer(
  overrides: { config?: Partial<ServerDeps['config']> } & Partial<Omit<ServerDeps, 'config'>> = {},
) {
  const sandbox: Sandbox = await startCardDavSandbox();
  const database = await testDatabase();
  const { db, pool } = database;
  const listeners = new Set<EventListener>();
  const lines: string[] = [];
  const http = createHttp({
    allowPrivateAddresses: true,
    trustedOrigins: [sandbox.url],
    userAgent: 'Rubrica test',
    now: Date.now,
  });
  const key = randomBytes(32);
  const { config, ...others } = overrides;
  const deps: ServerDeps = {
    db,
    pool,
    sealer: createSealer(key),
    sessionSecret: sessionSecretFrom(key),
    providers: createRegistry(addressesAt(sandbox.url)),
    createIo: () => ({
      fetch: http.fetch,
      now: Date.now,
      sleep: async () => {},
      uuid: () => crypto.randomUUID().toUpperCase(),
      log: () => {},
    }),
    config: { url: URL_OF_TESTS, version: '0.0.0-test', database: 'embedded', allowedHosts: [], ...config },
    log: createLog({ level: 'debug', readable: false, write: (line) => lines.push(line) }),
    listenToEvents(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ...others,
  };
  const app: FastifyInstance = createServer(deps);
  await app.ready();
  const hash = await hashPassword(PASSWORD);

  return {
    app,
    db,
    deps,
    sandbox,
    /** What was logged so far, a JSON line each. */
    lines,
    emit(event: RubricaEvent, audience: EventAudience): void {
      for (const listener of listeners) listener(event, audience);
    },
    async person(name: string, role: Role = 'user'): Promise<Person> {
      const row = await insertUser(db, {
        name,
        role,
        email: `${name}-${randomBytes(4).toString('hex')}@example.org`,
      });
      const secret = makeSecret('rub_');
      await Promise.all([
        db.insert(credential).values({
          id: newId(),
          userId: row.id,
          accountId: row.id,
          providerId: 'credential',
          password: hash,
        }),
        db.insert(token).values({ id: newId(), userId: row.id, name: 'test', tokenHash: hashSecret(secret) }),
      ]);
      const actor: Actor = { userId: row.id, role };
      return { actor, email: row.email, bearer: `Bearer ${secret}` };
    },
    /** As a browser on Rubrica's own page sends it. */
    browse(options: InjectOptions, cookie?: string): Promise<LightMyRequestResponse> {
      const headers = {
        origin: URL_OF_TESTS,
        'sec-fetch-site': 'same-origin',
        ...(cookie && { cookie }),
        ...options.headers,
      };
      return app.inject({ ...options, headers: { host: 'localhost:8080', ...headers } });
    },
    /** Signs in and answers the cookie to send. */
    async signIn(email: string, password = PASSWORD): Promise<string> {
      const answer = await app.inject({
        method: 'POST',
        url: '/api/v1/session',
        payload: { email, password },
      });
      if (answer.statusCode !== 200) throw new Error(`sign-in answered ${answer.statusCode}: ${answer.body}`);
      return cookieFrom(answer);
    },
    async close(): Promise<void> {
      await app.close();
      await sandbox.stop();
      await database.drop();
    },
  };
}

/** The cookie an answer sets, as the next request sends it. */
export function cookieFrom(answer: LightMyRequestResponse): string {
  const cookie = answer.cookies.find(({ value }) => value !== '');
  if (!cookie) throw new Error('the answer sets no cookie');
  return `${cookie.name}=${encodeURIComponent(cookie.value)}`;
}
