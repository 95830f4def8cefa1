// Servers that mean harm, met by Rubrica as people run it: each behaviour of the sandbox ends in a sentence or a run that
// says what happened, nobody else notices, and no password goes where it was not typed for.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BEHAVIOURS, type BehaviourName } from '../../sandbox/hostile/behaviours.ts';
import { type HostileServer, startHostileServer } from '../../sandbox/hostile/hostile.ts';
import { hashSecret, makeSecret } from '../../src/access/secret-token.ts';
import { insertUser } from '../../src/access/users/insert-user.ts';
import { newId } from '../../src/database/new-id.ts';
import { token } from '../../src/database/schema.ts';
import { type TestDatabase, testDatabase } from '../test-database.ts';
import { aFolder, cleanUp, type Process, ROOT, serve } from './rubrica-process.ts';

const PASSWORD = 'never to be told';

let hostile: HostileServer;
let database: TestDatabase;
let server: Process;
let url: string;
let watch: ReturnType<typeof spawn>;

beforeAll(async () => {
  hostile = await startHostileServer();
  database = await testDatabase();
  ({ server, url } = await serve({
    RUBRICA_DATA: aFolder(),
    RUBRICA_SECRET_KEY: randomBytes(32).toString('base64'),
    DATABASE_URL: database.url,
    RUBRICA_ALLOW_PRIVATE_ADDRESSES: 'true',
  }));
  watch = spawn(process.execPath, [`${ROOT}/tests/platform/watch-health.ts`, url, String(server.child.pid)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
});
afterAll(async () => {
  watch?.kill();
  await cleanUp();
  await hostile?.stop();
  await database?.drop();
});

interface Answer {
  status: number;
  body: Record<string, unknown> & { code?: string; detail?: string };
}

/** Somebody of their own: how often one person may connect is limited. */
async function somebody(): Promise<(path: string, options?: RequestInit) => Promise<Answer>> {
  const id = newId();
  const user = await insertUser(database.db, { name: id, role: 'user', email: `${id}@example.org` });
  const secret = makeSecret('rub_');
  await database.db
    .insert(token)
    .values({ id, userId: user.id, name: 'test', tokenHash: hashSecret(secret) });
  return async (path, options = {}) => {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/v1${path}`, { ...options, headers });
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
    return { status: answer.status, body: isJson ? ((await answer.json()) as Answer['body']) : {} };
  };
}

const connecting = (behaviour: BehaviourName): RequestInit => ({
  method: 'POST',
  body: JSON.stringify({
    ...{ provider: 'carddav', username: 'ada', password: PASSWORD },
    url: hostile.entry(behaviour),
  }),
});

const stages = (wanted: string[]) =>
  (Object.keys(BEHAVIOURS) as BehaviourName[]).filter((name) => wanted.includes(BEHAVIOURS[name].at));

/** A few at a time, so that their half minutes do not add up; each answer when it is there. */
function inTurn<T>(names: BehaviourName[], ask: (name: BehaviourName) => Promise<T>, atOnce: number) {
  const answers = new Map(names.map((name) => [name, Promise.withResolvers<T>()]));
  for (const { promise } of answers.values()) promise.catch(() => {});
  const waiting = [...answers];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, { resolve, reject }] = next;
      await ask(name).then(resolve, reject);
    }
  };
  for (let worker = 0; worker < atOnce; worker += 1) void work();
  return (name: BehaviourName): Promise<T> => answers.get(name)!.promise;
}

describe('connecting', () => {
  /** What a person is told; where nothing is named here, that there is no address book. */
  const TOLD: Partial<Record<BehaviourName, string>> = {
    silence: 'book-unreachable',
    'slow-headers': 'book-unreachable',
    drip: 'book-unreachable',
    'no-http': 'book-unreachable',
    'wrong-length': 'book-unreachable',
    'script-page': 'book-unreachable',
    'endless-error': 'book-unreachable',
    'much-to-wait': 'book-unreachable',
    'blank-page': 'book-not-found',
    'tag-page': 'provider-forbidden',
    'redirect-to-metadata': 'private-address',
    'redirect-elsewhere': 'book-not-found',
    'challenge-bomb': 'sign-in-refused',
  };
  const FOUND: BehaviourName[] = [
    'many-books',
    'many-homes',
    'dead-home',
    'forbidden-home',
    'slow-count',
    'endless-groups',
  ];
  const names = stages(['entry', 'home', 'count', 'groups']);
  let answerOf: (name: BehaviourName) => Promise<Answer>;

  beforeAll(() => {
    answerOf = inTurn(names, async (name) => (await somebody())('/accounts/test', connecting(name)), 8);
  });

  test.each(names.filter((name) => !FOUND.includes(name)))('%s ends in a sentence', async (name) => {
    const { status, body } = await answerOf(name);
    expect({ status, code: body.code }).toEqual({
      status: expect.toBeOneOf([422, 502, 503]),
      code: TOLD[name] ?? expect.toBeOneOf(['not-carddav', 'book-not-found']),
    });
    expect(JSON.stringify(body)).not.toContain(PASSWORD);
  });

  test('of a hundred thousand books two hundred are taken', async () => {
    const { status, body } = await answerOf('many-books');
    expect(status).toBe(200);
    expect(body.books).toHaveLength(200);
  });

  test('of fifteen thousand homes twenty are looked into', async () => {
    expect((await answerOf('many-homes')).status).toBe(200);
    expect(hostile.asked('many-homes').filter((stage) => stage === 'home')).toHaveLength(20);
  });

  test.each(['dead-home', 'forbidden-home'] as const)(
    '%s does not keep the other home from being connected, and is named',
    async (name) => {
      const { status, body } = await answerOf(name);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        books: [{ name: 'Contacts', cards: 1 }],
        missing: [
          {
            address: expect.stringMatching(/^http:/),
            code: name === 'dead-home' ? 'book-unreachable' : 'provider-forbidden',
            title: expect.any(String),
          },
        ],
      });
    },
  );

  test.each(['slow-count', 'endless-groups'] as const)('%s: the book is found all the same', async (name) => {
    const { status, body } = await answerOf(name);
    expect(status).toBe(200);
    expect(body).toMatchObject({ books: [{ name: 'Contacts' }], missing: [] });
  });
});

describe('leaving the form', () => {
  test.each(['silence', 'drip', 'endless-body', 'gzip-bomb', 'slow-count'] as const)(
    'ends what is asked of %s',
    async (name) => {
      const before = hostile.asked(name).length;
      const left = new AbortController();
      const person = await somebody();
      const asking = person('/accounts/test', { ...connecting(name), signal: left.signal });
      await until(() => hostile.asked(name).slice(before).includes(BEHAVIOURS[name].at));
      const begun = hostile.asked(name).length;
      left.abort();
      await expect(asking).rejects.toThrow();
      await until(() => hostile.open() === 0);
      expect(hostile.asked(name)).toHaveLength(begun);
    },
  );
});

describe('syncing', () => {
  /** The problem a run ends with; null where it ends well. */
  const ENDS: Partial<Record<BehaviourName, string>> = {
    'endless-pages': 'unexpected-answer',
    'same-page': 'unexpected-answer',
    'endless-listing': 'unexpected-answer',
    'listing-sent-on': 'book-not-found',
    'cut-cards': 'book-unreachable',
  };
  /** Much is sent: a busy machine may not get through it in the time that an answer has, and then that is said. */
  const MAY_BE_LATE: BehaviourName[] = ['huge-card', 'million-phones'];
  const names = stages(['listing', 'cards']);
  interface Account {
    id: string;
    run: { state: string; error: { code: string } | null } | null;
  }
  let runOf: (name: BehaviourName) => Promise<NonNullable<Account['run']> & { photo: number | null }>;

  beforeAll(() => {
    runOf = inTurn(names, syncOnce, 3);
  });

  async function syncOnce(name: BehaviourName) {
    const person = await somebody();
    const made = await person('/accounts', connecting(name));
    if (made.status !== 201) throw new Error(`${name}: ${made.status} ${JSON.stringify(made.body)}`);
    const { id } = made.body as unknown as Account;
    let run: Account['run'] = null;
    await until(async () => {
      ({ run } = (await person(`/accounts/${id}`)).body as unknown as Account);
      return run !== null && ['done', 'failed'].includes(run.state);
    });
    const queue = (await person(`/accounts/${id}/queue`)).body.items as { cardId: string }[];
    const photo = queue[0] ? (await person(`/cards/${queue[0].cardId}/photo`)).status : null;
    return { ...run!, photo };
  }

  test.each(names)('%s ends in a run that says what happened', async (name) => {
    const { state, error } = await runOf(name);
    const isLate = MAY_BE_LATE.includes(name) && error?.code === 'book-unreachable';
    const code = isLate ? 'book-unreachable' : ENDS[name];
    expect({ state, code: error?.code }).toEqual({ state: code ? 'failed' : 'done', code });
  });

  test.each(['photo-elsewhere', 'photo-sent-on'] as const)('%s: there is no picture', async (name) => {
    expect((await runOf(name)).photo).toBe(404);
  });
});

test('a card’s photo on another server is not asked for at all', () => {
  expect(hostile.witnessed.filter(({ path }) => path === '/photo.jpg')).toHaveLength(1); // of photo-sent-on
});

test('no password was told to a server it was not typed for', () => {
  expect(hostile.witnessed.length).toBeGreaterThan(0);
  expect(hostile.witnessed.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
});

test('Rubrica is alive, and answered within a second throughout', async () => {
  const said = text(watch.stdout!);
  watch.stdin!.end();
  await once(watch, 'exit');
  const { slowest, answers, failures } = JSON.parse(await said);
  expect(server.child.exitCode).toBeNull();
  expect(failures).toBe(0);
  expect(answers).toBeGreaterThan(50);
  expect(slowest).toBeLessThan(1000);
});

/** As long as the test may take. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
