import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aCard, etagProperty, Probe } from './probe.ts';
import { type Sandbox, startCardDavSandbox } from './sandbox.ts';

let sandbox: Sandbox;
let probe: Probe;
beforeEach(async () => {
  sandbox = await startCardDavSandbox({ cards: 10 });
  probe = new Probe(sandbox);
});
afterEach(() => sandbox.stop());

describe('answers instead of the real one', () => {
  it('the throttle gives 401 without body or challenge everywhere but at the root, as often as told', async () => {
    const fault = sandbox.faults.throttle(2);
    expect((await probe.send('PROPFIND', '/')).status).toBe(207);
    for (let time = 0; time < 2; time++) {
      const answer = await probe.send('PROPFIND', probe.collection);
      expect([answer.status, await answer.text(), answer.headers.has('www-authenticate')]).toEqual([
        401,
        '',
        false,
      ]);
    }
    expect((await probe.send('PROPFIND', probe.collection)).status).toBe(207);
    expect([fault.struck, fault.left]).toEqual([2, 0]);
  });

  it('429 and 503 say when to come back, in seconds or as a date', async () => {
    sandbox.faults.busy(1, 429, 7, { kind: 'sync' });
    sandbox.faults.busy(1, 503, new Date(Date.UTC(2026, 10, 24)), { kind: 'multiget' });
    const ask = (body: string) => probe.send('REPORT', probe.collection, body);
    const sync = await ask('<sync-collection xmlns="DAV:"/>');
    expect([sync.status, sync.headers.get('retry-after')]).toEqual([429, '7']);
    const multiget = await ask('<addressbook-multiget xmlns="urn:ietf:params:xml:ns:carddav"/>');
    expect([multiget.status, multiget.headers.get('retry-after')]).toEqual([
      503,
      'Tue, 24 Nov 2026 00:00:00 GMT',
    ]);
  });

  it('a gateway puts its sign-in page in the place of the answer', async () => {
    sandbox.faults.signInPage(1);
    const answer = await probe.send('PROPFIND', '/');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it('a redirect sends the same path to another origin', async () => {
    sandbox.faults.redirect(1, 'http://127.0.0.9:1', 307);
    const answer = await probe.send('PROPFIND', probe.collection);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      307,
      `http://127.0.0.9:1${probe.collection}`,
    ]);
  });

  it('one user is struck and the other is not', async () => {
    sandbox.faults.serverError(5, { user: 'bob' });
    expect((await probe.send('PROPFIND', '/')).status).toBe(207);
    expect((await new Probe(sandbox, 'bob').send('PROPFIND', '/')).status).toBe(500);
  });
});

describe('cut connections', () => {
  it('before the request took effect nothing is written', async () => {
    sandbox.faults.cut(1, 'before', { kind: 'put' });
    await expect(probe.put('a.vcf', aCard('a'))).rejects.toThrow();
    expect(sandbox.book().get('a.vcf')).toBeUndefined();
    expect(sandbox.requests.byStatus).toEqual({ 0: 1 });
  });

  it('after it took effect the card is there although no answer came', async () => {
    sandbox.faults.cut(1, 'after', { kind: 'put' });
    await expect(probe.put('a.vcf', aCard('a'))).rejects.toThrow();
    expect(sandbox.book().get('a.vcf')!.vcard).toBe(aCard('a'));
  });

  it('in the middle the answer begins and does not end', async () => {
    sandbox.faults.cut(1, 'middle', { kind: 'sync' });
    await expect(probe.sync('')).rejects.toThrow();
    expect((await probe.sync('')).members).toHaveLength(11);
  });
});

describe('listings that lie', () => {
  it('show a part of the book, or nothing, as if that were all', async () => {
    sandbox.faults.partialListing(1, 0.5, { kind: 'listing' });
    sandbox.faults.partialListing(1, 0, { kind: 'sync' });
    expect((await probe.propfind(probe.collection, '1', '<d:getetag/>')).members).toHaveLength(1 + 5);
    const empty = await probe.sync('');
    expect([empty.status, empty.members.length]).toEqual([207, 1]);
    expect((await probe.propfind(probe.collection, '1', '<d:getetag/>')).members).toHaveLength(1 + 10);
  });

  it('give every card another etag while its bytes stay', async () => {
    const { token } = await probe.sync('');
    const before = sandbox.book().list();
    const vcards = before.map((one) => sandbox.book().get(one.href)!.vcard);
    sandbox.faults.moveEtags();
    const moved = await probe.sync(token);
    expect(moved.members).toHaveLength(1 + 10);
    const etags = new Map(before.map((one) => [one.href, one.etag]));
    for (const one of moved.members.slice(1))
      expect(one.properties[etagProperty]).not.toBe(etags.get(one.href));
    expect(before.map((one) => sandbox.book().get(one.href)!.vcard)).toEqual(vcards);
  });
});

describe('chance', () => {
  it('strikes the same requests again with the same seed', async () => {
    const run = async (seed: number) => {
      const fault = sandbox.faults.serverError(1000, { chance: 0.3, seed });
      const statuses: number[] = [];
      for (let time = 0; time < 30; time++) statuses.push((await probe.send('PROPFIND', '/')).status);
      fault.cancel();
      return statuses;
    };
    const first = await run(7);
    expect(new Set(first)).toEqual(new Set([207, 500]));
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  it('a sandbox stops at once although an answer is still being delayed', async () => {
    sandbox.faults.delay(1, 600_000);
    const waiting = probe.send('PROPFIND', '/').catch(() => 'cut');
    await expect.poll(() => sandbox.requests.inFlight).toBe(1);
    await sandbox.stop();
    expect(await waiting).toBe('cut');
  });
});
