import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedPhoto } from '../../seed/seed-photo.ts';
import { immutable, Probe } from '../probe.ts';
import { type MicrosoftSandbox, startMicrosoftSandbox } from '../sandbox.ts';

let sandbox: MicrosoftSandbox;
let probe: Probe;
beforeEach(async () => {
  sandbox = await startMicrosoftSandbox();
  probe = new Probe(sandbox);
});
afterEach(() => sandbox.stop());

const json = { 'Content-Type': 'application/json' };
const me = (id: string, more: object = {}) => ({ id, method: 'GET', url: '/me', ...more });

/** Status and body by id. */
async function answers(requests: readonly object[]) {
  const { responses } = (await probe.batch(requests)).body;
  return new Map(responses.map((one) => [one.id, one]));
}

describe('a batch', () => {
  it('answers each request by itself, in any order, with its own headers alone', async () => {
    const { id } = sandbox.phone().create({ givenName: 'A' });
    const responses = await answers([
      { id: 'kept', method: 'GET', url: `/me/contacts/${id}`, headers: immutable },
      { id: 'classic', method: 'GET', url: `me/contacts/${id}?$select=givenName` },
      { id: 'gone', method: 'GET', url: `/me/contacts/${'A'.repeat(72)}` },
      { id: 'made', method: 'POST', url: '/me/contacts', headers: json, body: { givenName: 'B' } },
    ]);
    expect([...responses.keys()]).not.toEqual(['kept', 'classic', 'gone', 'made']);
    expect(responses.get('kept')).toMatchObject({
      status: 200,
      headers: { ETag: expect.any(String) },
      body: { id },
    });
    expect((responses.get('classic')!.body as { id: string }).id).toHaveLength(152);
    expect(responses.get('gone')).toMatchObject({
      status: 404,
      body: { error: { code: 'ErrorItemNotFound' } },
    });
    expect(responses.get('made')!.status).toBe(201);
    expect(sandbox.requests.byKind).toEqual({ batch: 1 });
    expect(sandbox.requests.inBatches).toEqual({ 'contacts.get': 3, 'contacts.create': 1 });
  });

  it.each<[string, object[]]>([
    ['more than twenty requests', Array.from({ length: 21 }, (_, at) => me(String(at)))],
    ['an id twice', [me('1'), me('1')]],
    ['no request', []],
    ['a body without its type', [{ id: '1', method: 'POST', url: '/me/contacts', body: {} }]],
    ['an unknown dependency', [me('1', { dependsOn: ['2'] })]],
    ['a circle', [me('1', { dependsOn: ['2'] }), me('2', { dependsOn: ['1'] })]],
  ])('with %s is refused as a whole', async (_, requests) => {
    expect((await probe.batch(requests)).status).toBe(400);
  });

  it('goes on after a dependency, and not after one that failed', async () => {
    const responses = await answers([
      { id: '1', method: 'DELETE', url: `/me/contacts/${'A'.repeat(72)}` },
      me('2', { dependsOn: ['1'] }),
      me('3'),
      me('4', { dependsOn: ['3'] }),
    ]);
    expect(['1', '2', '3', '4'].map((id) => responses.get(id)!.status)).toEqual([404, 424, 200, 200]);
  });

  it('carries photos as base64, both ways', async () => {
    const { id } = sandbox.phone().create({ givenName: 'A' });
    const photo = seedPhoto(1, 2000).toString('base64');
    const url = `/me/contacts/${id}/photo/$value`;
    const headers = { 'Content-Type': 'image/jpeg' };
    const put = await answers([{ id: '1', method: 'PUT', url, headers, body: photo }]);
    expect(put.get('1')!.status).toBe(200);
    expect((await answers([{ id: '1', method: 'GET', url }])).get('1')!.body).toBe(photo);
  });

  it('has no more than four of its requests at work at a time, and these wait for no others at the mailbox', async () => {
    const twenty = Array.from({ length: 20 }, (_, at) => ({
      id: `${at}`,
      method: 'GET',
      url: '/me/contacts',
    }));
    expect([...(await answers(twenty)).values()].every(({ status }) => status === 200)).toBe(true);
    const held = sandbox.faults.hold(1);
    const other = probe.list();
    await expect.poll(() => held.struck).toBe(1);
    const beside = [...(await answers(twenty)).values()];
    held.release();
    await other;
    // Three places were left for each four.
    const refused = beside.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(5);
    expect(refused[0]).toMatchObject({
      headers: { 'Retry-After': '1' },
      body: { error: { code: 'ApplicationThrottled' } },
    });
    expect(sandbox.requests.refusedByThrottle).toBe(5);
  });

  it('is struck by faults inside, instead of the work or after it', async () => {
    const create = { method: 'POST', url: '/me/contacts', headers: json, body: { givenName: 'B' } };
    const cut = sandbox.faults.cut(1, 'before', { kind: 'contacts.create' });
    sandbox.faults.throttle(1, { kind: 'contacts.create', retryAfter: 7 });
    sandbox.faults.serverError(
      1,
      { kind: 'contacts.create', after: true, when: () => sandbox.phone().count() > 0 },
      503,
    );
    const first = await answers([{ id: '1', ...create }]);
    expect([first.get('1')!.status, first.get('1')!.headers['Retry-After'], sandbox.phone().count()]).toEqual(
      [429, '7', 0],
    );
    sandbox.phone().create({ givenName: 'A' });
    expect([(await answers([{ id: '1', ...create }])).get('1')!.status, sandbox.phone().count()]).toEqual([
      503, 2,
    ]);
    expect(cut.struck).toBe(0);
  });
});
