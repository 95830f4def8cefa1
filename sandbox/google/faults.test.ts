import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standardQuotas } from './behaviour.ts';
import { namesOf, Probe } from './probe.ts';
import { type GoogleSandbox, startGoogleSandbox } from './sandbox.ts';

const minuteMs = 60_000;

let sandbox: GoogleSandbox;
let probe: Probe;
beforeEach(async () => {
  sandbox = await startGoogleSandbox({ now: () => Date.UTC(2026, 10, 24, 12), people: 3 });
  probe = new Probe(sandbox);
});
afterEach(() => sandbox.stop());

const anna = { names: [{ givenName: 'Anna' }] };

describe('quotas', () => {
  it('per minute: batches weigh six, what is refused costs nothing, the next minute begins anew', async () => {
    sandbox.behaviour.quotas = { ...standardQuotas, criticalReads: 8 };
    const batch = () =>
      probe.send('POST', '/v1/people:batchCreateContacts', { body: { contacts: [{ contactPerson: anna }] } });
    expect([(await batch()).status, (await batch()).status, (await probe.list()).status]).toEqual([
      200, 429, 200,
    ]);
    await probe.list();
    const { status, body } = await probe.list();
    expect([status, body.error!.status]).toEqual([429, 'RESOURCE_EXHAUSTED']);
    expect(body.error!.details![0]).toMatchObject({
      reason: 'RATE_LIMIT_EXCEEDED',
      domain: 'googleapis.com',
      metadata: { quota_limit: 'CriticalReadsPerMinutePerProjectPerUser' },
    });
    expect(sandbox.requests.spent).toMatchObject({
      criticalReads: 8,
      criticalWrites: 6,
      dailyContactWrites: 200,
    });
    expect(sandbox.requests.refusedByQuota).toBe(2);
    expect((await new Probe(sandbox, 'bruno@gmail.example').list()).status).toBe(200);
    sandbox.clock.advance(minuteMs);
    expect((await probe.list()).status).toBe(200);
  });

  it('of full syncs strike first pages alone', async () => {
    sandbox.behaviour.quotas = { ...standardQuotas, fullSyncs: 1 };
    const { nextSyncToken } = (await probe.list()).body;
    expect((await probe.list()).status).toBe(429);
    expect((await probe.list({ syncToken: nextSyncToken! })).status).toBe(200);
  });

  it('per day end in "FBS" refusals of writes, which begin anew with every try', async () => {
    sandbox.behaviour.quotas = { ...standardQuotas, dailyContactWrites: 1, fbsPauseMs: 5 * minuteMs };
    await probe.create(anna);
    const { status, body } = await probe.create(anna);
    expect([status, body.error!.message]).toEqual([429, 'Resource has been exhausted (e.g. check quota).']);
    expect(body.error!.details![0]).toMatchObject({
      violations: [{ description: 'FBS quota limit exceeded' }],
    });
    sandbox.behaviour.quotas = { ...standardQuotas, fbsPauseMs: 5 * minuteMs };
    sandbox.clock.advance(4 * minuteMs);
    expect((await probe.create(anna)).status).toBe(429);
    sandbox.clock.advance(4 * minuteMs);
    expect((await probe.create(anna)).status).toBe(429);
    expect((await probe.list()).status).toBe(200);
    sandbox.clock.advance(5 * minuteMs);
    expect((await probe.create(anna)).status).toBe(200);
  });
});

describe('mutations of one user', () => {
  /** A first creation that is still under way while the second one is asked for. */
  async function twoAtOnce() {
    const held = sandbox.faults.hold(1);
    const first = probe.create(anna);
    await expect.poll(() => held.struck).toBe(1);
    const second = await probe.create(anna);
    held.release();
    return [(await first).status, second.status];
  }

  it('that overlap are counted; those one after the other, of another user, and reads are not', async () => {
    await probe.create(anna);
    await probe.create(anna);
    expect(sandbox.requests.overlappingMutations).toBe(0);
    expect(await twoAtOnce()).toEqual([200, 200]);
    expect(sandbox.requests.overlappingMutations).toBe(1);
    const held = sandbox.faults.hold(1);
    const first = probe.create(anna);
    await expect.poll(() => held.struck).toBe(1);
    await Promise.all([new Probe(sandbox, 'bruno@gmail.example').create(anna), probe.list()]);
    held.release();
    await first;
    expect(sandbox.requests.overlappingMutations).toBe(1);
  });

  it('fail when they overlap, where told', async () => {
    sandbox.behaviour.overlappingMutations = 409;
    expect(await twoAtOnce()).toEqual([200, 409]);
  });
});

describe('faults', () => {
  it('answer 500 as JSON, 502 as HTML, as often as told', async () => {
    const fault = sandbox.faults.serverError(1);
    sandbox.faults.serverError(1, {}, 502);
    const both = await probe.list();
    expect([both.status, both.body.error!.status]).toEqual([500, 'INTERNAL']);
    sandbox.faults.serverError(1, { kind: 'contactGroups.list' }, 502);
    const page = await probe.send('GET', '/v1/contactGroups');
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html; charset=UTF-8']);
    expect([(await probe.list()).status, fault.struck, fault.left]).toEqual([200, 1, 0]);
  });

  it('may come after the work was done, so that its outcome is unknown', async () => {
    sandbox.faults.serverError(1, { kind: 'people.createContact', after: true }, 503);
    expect((await probe.create(anna)).status).toBe(503);
    expect(sandbox.phone().count()).toBe(4);
    sandbox.faults.cut(1, 'after', { kind: 'people.createContact' });
    await expect(probe.create(anna)).rejects.toThrow();
    expect(sandbox.phone().count()).toBe(5);
    sandbox.faults.cut(1, 'before', { kind: 'people.createContact' });
    await expect(probe.create(anna)).rejects.toThrow();
    expect(sandbox.phone().count()).toBe(5);
  });

  it('cut an answer in the middle', async () => {
    sandbox.faults.cut(1, 'middle', { kind: 'people.connections.list' });
    await expect(probe.list()).rejects.toThrow();
    expect((await probe.list()).body.connections).toHaveLength(3);
  });

  it('show the version before the last one to single reads', async () => {
    const { resourceName, etag } = sandbox.phone().create(anna);
    sandbox.clock.advance(2 * minuteMs);
    await probe.update({ resourceName, etag, names: [{ givenName: 'New' }] }, 'names');
    sandbox.faults.staleReads(1);
    const nameNow = async () => (await probe.get(resourceName)).body.names![0]!.displayName;
    expect([await nameNow(), await nameNow()]).toEqual(['Anna', 'New']);
    sandbox.behaviour.staleGetMs = minuteMs;
    expect(await nameNow()).toBe('Anna');
    sandbox.clock.advance(minuteMs);
    expect(await nameNow()).toBe('New');
  });

  it('strike one user, one kind, or some by chance, the same with the same seed', async () => {
    sandbox.faults.quota(9, { user: 'bruno@gmail.example', retryAfter: 7 });
    const refused = await new Probe(sandbox, 'bruno@gmail.example').list();
    expect([refused.status, refused.headers.get('retry-after'), (await probe.list()).status]).toEqual([
      429,
      '7',
      200,
    ]);
    sandbox.faults.clear();
    const struck = async () => {
      sandbox.faults.clear();
      sandbox.faults.fbs(99, { kind: 'people.connections.list', when: () => true, chance: 0.5, seed: 7 });
      const statuses: number[] = [];
      for (let time = 0; time < 8; time++) statuses.push((await probe.list()).status);
      return statuses;
    };
    const first = await struck();
    expect(new Set(first)).toEqual(new Set([200, 429]));
    expect(await struck()).toEqual(first);
  });

  it('make the token endpoint refuse without ending the grant', async () => {
    const { refreshToken } = sandbox.tokens();
    sandbox.faults.invalidGrant(1, 'rapt');
    const refresh = async () => {
      const form = {
        client_id: 'sandbox-client',
        client_secret: 'sandbox-secret',
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      };
      const answer = await fetch(`${sandbox.issuer}/token`, {
        method: 'POST',
        body: new URLSearchParams(form),
      });
      return ((await answer.json()) as { error_subtype?: string }).error_subtype;
    };
    expect([await refresh(), await refresh()]).toEqual(['invalid_rapt', undefined]);
  });
});

describe('what comes before a method', () => {
  it('is the token, the scope and the API being switched on', async () => {
    const plain = await fetch(`${sandbox.apiUrl}/v1/people/me?personFields=names`);
    expect([plain.status, plain.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('invalid_token'),
    ]);
    const reader = new Probe(sandbox, undefined, 'https://www.googleapis.com/auth/contacts.readonly');
    expect(namesOf((await reader.list()).body)).toHaveLength(3);
    expect((await reader.create(anna)).body.error!.details![0]).toMatchObject({
      reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
      metadata: { method: 'google.people.v1.PeopleService.CreateContact' },
    });
    sandbox.behaviour.apiEnabled = false;
    expect((await probe.list()).body.error!.details![0]).toMatchObject({ reason: 'SERVICE_DISABLED' });
    sandbox.behaviour.apiEnabled = true;
    sandbox.expireAccessTokens('anna@gmail.example');
    expect((await probe.list()).body.error!.status).toBe('UNAUTHENTICATED');
  });

  it('is nothing for a path that does not exist: the front end answers in HTML', async () => {
    const answer = await probe.send('GET', '/v1/persons');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
  });
});

it('requests are counted by method, kind, status and bytes until they are reset', async () => {
  await probe.list();
  await probe.create(anna);
  expect(sandbox.requests.byKind).toEqual({ 'people.connections.list': 1, 'people.createContact': 1 });
  expect([sandbox.requests.byVerb, sandbox.requests.byStatus]).toEqual([{ GET: 1, POST: 1 }, { 200: 2 }]);
  sandbox.requests.reset();
  expect([sandbox.requests.total, sandbox.requests.bytesIn, sandbox.requests.spent]).toEqual([0, 0, {}]);
});
