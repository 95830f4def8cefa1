import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Probe } from './probe.ts';
import { type MicrosoftSandbox, startMicrosoftSandbox } from './sandbox.ts';

let sandbox: MicrosoftSandbox;
let probe: Probe;
beforeEach(async () => {
  sandbox = await startMicrosoftSandbox({ now: () => Date.UTC(2026, 10, 24, 12), people: 3 });
  probe = new Probe(sandbox);
});
afterEach(() => sandbox.stop());

const anna = { givenName: 'Anna' };
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
];

describe('four requests at the same time to one mailbox', () => {
  /** Four that are held, and what a fifth one is told. */
  async function fifth(
    ask: () => Promise<{ status: number; headers: Headers; body: { error?: { code: string } } }>,
  ) {
    const held = sandbox.faults.hold(4);
    const four = Array.from({ length: 4 }, () => probe.list());
    await expect.poll(() => held.struck).toBe(4);
    const answer = await ask();
    held.release();
    expect((await Promise.all(four)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    return answer;
  }

  it('are all: a fifth one is told to wait', async () => {
    const refused = await fifth(() => probe.list());
    expect([...codeOf(refused), refused.headers.get('retry-after')]).toEqual([
      429,
      'ApplicationThrottled',
      '1',
    ]);
    expect(sandbox.requests.refusedByThrottle).toBe(1);
    expect((await probe.list()).status).toBe(200);
  });

  it('may not be told how long', async () => {
    sandbox.behaviour.tellsRetryAfter = false;
    expect((await fifth(() => probe.list())).headers.get('retry-after')).toBeNull();
  });

  it('are no matter to another mailbox, nor to sign-in', async () => {
    const bruno = new Probe(sandbox, 'bruno@contoso.example');
    expect((await fifth(() => bruno.list())).status).toBe(200);
  });
});

describe('a budget', () => {
  it('of requests in ten minutes is spent by each request, also inside batches', async () => {
    sandbox.behaviour.budget = { requests: 4, uploadBytes: 1e9 };
    await probe.list();
    await probe.batch(['1', '2'].map((id) => ({ id, method: 'GET', url: '/me/contacts' })));
    expect((await probe.list()).status).toBe(200);
    const refused = await probe.list();
    expect([...codeOf(refused), refused.headers.get('retry-after')]).toEqual([
      429,
      'ApplicationThrottled',
      '600',
    ]);
    expect((await new Probe(sandbox, 'bruno@contoso.example').list()).status).toBe(200);
    sandbox.clock.advance(10 * 60_000);
    expect((await probe.list()).status).toBe(200);
  });

  it('of what is sent up in five minutes', async () => {
    sandbox.behaviour.budget = { requests: 1e9, uploadBytes: 3000 };
    const send = () => probe.create({ givenName: 'A', personalNotes: 'x'.repeat(2000) });
    expect([(await send()).status, (await send()).status, (await probe.list()).status]).toEqual([
      201, 429, 200,
    ]);
    sandbox.clock.advance(5 * 60_000);
    expect((await send()).status).toBe(201);
  });
});

describe('faults', () => {
  it('answer 500 and 503 as JSON, 503 with nothing and 504 as a page, as often as told', async () => {
    const fault = sandbox.faults.serverError(1);
    expect(codeOf(await probe.list())).toEqual([500, 'ErrorInternalServerError']);
    sandbox.faults.serverError(1, {}, 503);
    expect(codeOf(await probe.list())).toEqual([503, 'ErrorServerBusy']);
    sandbox.faults.serverError(1, {}, 'empty');
    const empty = await probe.list();
    expect([empty.status, empty.headers.get('content-length')]).toEqual([503, '0']);
    sandbox.faults.serverError(1, {}, 'page');
    expect((await probe.list()).headers.get('content-type')).toMatch(/^text\/html/);
    expect([(await probe.list()).status, fault.struck, fault.left]).toEqual([200, 1, 0]);
  });

  it('may come after the work was done, so that its outcome is unknown', async () => {
    sandbox.faults.serverError(1, { kind: 'contacts.create', after: true }, 503);
    expect([(await probe.create(anna)).status, sandbox.phone().count()]).toEqual([503, 4]);
    sandbox.faults.cut(1, 'after', { kind: 'contacts.create' });
    await expect(probe.create(anna)).rejects.toThrow();
    expect(sandbox.phone().count()).toBe(5);
    sandbox.faults.cut(1, 'before', { kind: 'contacts.create' });
    await expect(probe.create(anna)).rejects.toThrow();
    expect(sandbox.phone().count()).toBe(5);
    sandbox.faults.cut(1, 'middle', { kind: 'contacts.list' });
    await expect(probe.list()).rejects.toThrow();
    const [{ id } = { id: '' }] = sandbox.phone().list();
    sandbox.faults.deletedAsNotFound(1);
    expect([...codeOf(await probe.remove(id)), sandbox.phone().count()]).toEqual([
      404,
      'ErrorItemNotFound',
      4,
    ]);
  });

  it('are conflicts that nobody caused, full mailboxes and mailboxes that are none', async () => {
    const [{ id } = { id: '' }] = sandbox.phone().list();
    sandbox.faults.conflict(1);
    expect(codeOf(await probe.update(id, { jobTitle: 'CEO' }))).toEqual([412, 'ErrorIrresolvableConflict']);
    expect(sandbox.phone().get(id)!.jobTitle).not.toBe('CEO');
    const full = sandbox.faults.full(9);
    expect(codeOf(await probe.update(id, { jobTitle: 'CEO' }))).toEqual([403, 'ErrorQuotaExceeded']);
    expect(codeOf(await probe.delta())).toEqual([403, 'ErrorQuotaExceeded']);
    expect((await probe.list()).status).toBe(200);
    full.cancel();
    sandbox.setMailbox('anna@contoso.example', false);
    expect(codeOf(await probe.list())).toEqual([404, 'MailboxNotEnabledForRESTAPI']);
    expect((await probe.send('GET', '/me')).status).toBe(200);
    sandbox.setMailbox('anna@contoso.example', true);
    expect((await probe.list()).status).toBe(200);
  });

  it('strike one user, one kind, or some by chance, the same with the same seed', async () => {
    sandbox.faults.throttle(9, { user: 'bruno@contoso.example', retryAfter: null });
    const refused = await new Probe(sandbox, 'bruno@contoso.example').list();
    expect([refused.status, refused.headers.get('retry-after'), (await probe.list()).status]).toEqual([
      429,
      null,
      200,
    ]);
    const struck = async () => {
      sandbox.faults.clear();
      sandbox.faults.serverError(99, { kind: 'contacts.list', chance: 0.5, seed: 7 });
      const statuses: number[] = [];
      for (let time = 0; time < 8; time++) statuses.push((await probe.list()).status);
      return statuses;
    };
    const first = await struck();
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await struck()).toEqual(first);
  });

  it('make the token endpoint refuse without ending the grant', async () => {
    const { refreshToken } = sandbox.tokens();
    sandbox.faults.refuseToken(1);
    sandbox.faults.refuseToken(1, 'busy');
    const refresh = async () => {
      const body = new URLSearchParams({
        client_id: 'sandbox-client',
        client_secret: 'sandbox-secret',
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      });
      const answer = await fetch(`${sandbox.origin}/common/oauth2/v2.0/token`, { method: 'POST', body });
      return [answer.status, ((await answer.json()) as { error?: string }).error];
    };
    expect(await refresh()).toEqual([400, 'invalid_grant']);
    expect(await refresh()).toEqual([200, undefined]);
  });
});

describe('what comes before a method', () => {
  it('is the token, its life and its scope', async () => {
    const bare = await fetch(`${sandbox.apiUrl}/me/contacts`);
    const { error } = (await bare.json()) as { error: { code: string; message: string } };
    expect([bare.status, error]).toMatchObject([
      401,
      { code: 'InvalidAuthenticationToken', message: 'Access token is empty.' },
    ]);
    expect(bare.headers.get('www-authenticate')).toMatch(/^Bearer realm=""/);
    const reader = new Probe(sandbox, undefined, 'Contacts.Read');
    expect((await reader.list()).status).toBe(200);
    expect(codeOf(await reader.create(anna))).toEqual([403, 'ErrorAccessDenied']);
    expect(codeOf(await reader.send('GET', '/me'))).toEqual([403, 'ErrorAccessDenied']);
    sandbox.expireAccessTokens('anna@contoso.example');
    expect((await probe.list()).body.error!.message).toBe(
      'Lifetime validation failed, the token is expired.',
    );
    const carla = new Probe(sandbox, 'carla@outlook.example');
    sandbox.clock.advance(3_600_000);
    expect((await carla.list()).body.error!.message).toMatch(/^CompactToken validation failed/);
  });

  it('is a path: both answers say what is wrong, and repeat the id of the request', async () => {
    const headers = { 'client-request-id': '877cb92e-a60b-483b-8a39-79aa5f64f5a3' };
    const wrong = await probe.send<{ error: { innerError: object } }>('GET', '/me/kontakte', { headers });
    expect([wrong.status, wrong.body.error!.message]).toEqual([
      400,
      "Resource not found for the segment 'kontakte'.",
    ]);
    expect(wrong.body.error).toMatchObject({ innerError: headers });
    expect(wrong.headers.get('client-request-id')).toBe(headers['client-request-id']);
    expect((await fetch(`${sandbox.origin}/beta/me`)).status).toBe(404);
  });
});

it('personal accounts are named by sixteen digits, the last of their oid', async () => {
  const carla = sandbox.users.at(-1)!;
  const { body } = await new Probe(sandbox, carla.email).send<{ id: string }>('GET', '/me');
  expect(body.id).toMatch(/^[0-9a-f]{16}$/);
  expect(carla.oid.replaceAll('-', '').endsWith(body.id)).toBe(true);
});

it('requests are counted by method, kind, status and bytes until they are reset', async () => {
  await probe.list();
  await probe.create(anna);
  expect(sandbox.requests.byKind).toEqual({ 'contacts.list': 1, 'contacts.create': 1 });
  expect([sandbox.requests.byVerb, sandbox.requests.byStatus]).toEqual([
    { GET: 1, POST: 1 },
    { 200: 1, 201: 1 },
  ]);
  sandbox.requests.reset();
  expect([sandbox.requests.total, sandbox.requests.bytesIn, sandbox.requests.inBatches]).toEqual([0, 0, {}]);
});
