import { get } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, cs, dav } from './dav/xml-read.ts';
import { aCard, etagProperty, Probe, textProperty } from './probe.ts';
import { type Sandbox, startCardDavSandbox } from './sandbox.ts';

let sandbox: Sandbox;
let probe: Probe;
beforeEach(async () => {
  sandbox = await startCardDavSandbox({ cards: { cards: 30, groups: 1 } });
  probe = new Probe(sandbox);
});
afterEach(() => sandbox.stop());

describe('discovery', () => {
  it('leads from the well-known address over principal and home set to the one book', async () => {
    const wellKnown = await probe.send('PROPFIND', '/.well-known/carddav');
    expect([wellKnown.status, wellKnown.headers.get('location')]).toEqual([301, '/']);
    const root = await probe.propfind('/', '0', '<d:current-user-principal/>');
    const principal = root.members[0]!.properties[dav('current-user-principal')]!;
    expect(principal).toMatch(/^\/\d+\/principal\/$/);
    const homes = await probe.propfind(principal, '0', '<c:addressbook-home-set/>');
    const home = homes.members[0]!.properties[card('addressbook-home-set')]!;
    expect(home).toMatch(new RegExp(`^http://127.0.0.1:${sandbox.port}/\\d+/carddavhome/$`));
    const listed = await probe.propfind(home, '1', '<d:resourcetype/>');
    expect(listed.members.map((one) => one.href)).toEqual([new URL(home).pathname, probe.collection]);
    expect(listed.members[1]!.properties[dav('resourcetype')]).toContain(card('addressbook'));
  });

  it('puts home sets on another host when there is a partition host, and answers there', async () => {
    await using two = await startCardDavSandbox({ partitionHost: '127.0.0.2', cards: 1 });
    expect(two.bookUrl()).toMatch(`http://127.0.0.2:${two.port}/`);
    const there = await new Probe(two).propfind(two.bookUrl(), '1', '<d:getetag/>');
    expect(there.members).toHaveLength(2);
  });

  it('answers only the properties asked for, and those it has not under 404', async () => {
    const book = await probe.propfind(
      probe.collection,
      '0',
      '<cs:getctag/><d:displayname/><x:colour xmlns:x="urn:x"/><c:max-resource-size/><d:supported-report-set/>',
    );
    expect(Object.keys(book.members[0]!.properties)).toEqual([
      cs('getctag'),
      card('max-resource-size'),
      dav('supported-report-set'),
    ]);
    expect(book.members[0]!.missing).toEqual([dav('displayname'), '{urn:x}colour']);
  });
});

describe('sign-in', () => {
  it('names the partition when only the password is wrong', async () => {
    const wrong = await new Probe(sandbox, 'alice', 'nonsense').send('PROPFIND', '/');
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('x-apple-user-partition')).toBe('42');
    expect(wrong.headers.get('www-authenticate')).toContain('X-MobileMe-AuthToken realm="MMCalDav", Basic');
    const unknown = await new Probe(sandbox, 'nobody', 'nonsense').send('PROPFIND', '/');
    expect([unknown.status, unknown.headers.get('x-apple-user-partition')]).toEqual([401, null]);
  });

  it('refuses the old password from the moment it changes', async () => {
    sandbox.setPassword('alice', 'other');
    expect((await probe.send('PROPFIND', '/')).status).toBe(401);
    expect((await new Probe(sandbox, 'alice', 'other').send('PROPFIND', '/')).status).toBe(207);
  });

  it('keeps users out of the books of others', async () => {
    const bob = new Probe(sandbox, 'bob');
    expect((await bob.send('PROPFIND', probe.collection)).status).toBe(403);
  });

  it('refuses a client that does not say who it is', async () => {
    const status = await new Promise((resolve) => {
      get(`${sandbox.url}/`, (response) => resolve(response.resume().statusCode));
    });
    expect(status).toBe(403);
  });
});

describe('sync-collection', () => {
  it('tells what changed since the token, and what is gone', async () => {
    const first = await probe.sync('');
    expect(first.members).toHaveLength(1 + 31);
    const phone = sandbox.book();
    const [edited, removed] = phone.list();
    phone.edit(edited!.href, (vcard) => vcard.replace(/^FN:.*$/m, 'FN:Changed'));
    phone.remove(removed!.href);
    const made = phone.put('new.vcf', aCard('new'));
    const second = await probe.sync(first.token);
    expect(second.members.slice(1).map((one) => [one.href, one.status])).toEqual([
      [edited!.href, 0],
      [removed!.href, 404],
      [made.href, 0],
    ]);
    expect((await probe.sync(second.token)).members).toHaveLength(1);
  });

  it('names the book itself, without slash, as iCloud does', async () => {
    const first = await probe.sync('');
    expect(first.members[0]!.href).toBe(probe.collection.slice(0, -1));
  });

  it('answers 412 to every token given out before they expired', async () => {
    const { token } = await probe.sync('');
    sandbox.faults.expireTokens();
    expect((await probe.sync(token)).status).toBe(412);
    expect((await probe.sync('garbage')).status).toBe(412);
    expect((await probe.sync((await probe.sync('')).token)).status).toBe(207);
  });
});

describe('multiget', () => {
  it('gives the bytes that were put, line ends included, and 404 for what is not there', async () => {
    const vcard = aCard('u1', 'Nicolò <&> "D’Angelo"', ['NOTE:]]> 名前']);
    expect((await probe.put('u1.vcf', vcard)).status).toBe(201);
    const read = await probe.multiget([`${probe.collection}u1.vcf`, `${probe.collection}none.vcf`]);
    expect(read.members[0]!.properties[textProperty]).toBe(vcard);
    expect(read.members[1]!.status).toBe(404);
  });

  it('refuses the whole request for an absolute URL or the href of the book', async () => {
    const { href } = sandbox.book().list()[0]!;
    expect((await probe.multiget([href])).status).toBe(207);
    expect((await probe.multiget([href, sandbox.url + href])).status).toBe(400);
    expect((await probe.multiget([href, probe.collection])).status).toBe(400);
  });

  it('finds a card under every encoding of its name', async () => {
    sandbox.book().put('è @(1).vcf', aCard('odd'));
    const forms = ['%C3%A8%20%40(1).vcf', '%c3%a8%20@%281%29.vcf'];
    const read = await probe.multiget(forms.map((form) => probe.collection + form));
    expect(read.members.map((one) => one.properties[etagProperty])).toEqual([
      expect.stringMatching(/^"/),
      expect.stringMatching(/^"/),
    ]);
  });
});

describe('writing', () => {
  it('keeps conditions: a new card only when there is none, a change only of the version known', async () => {
    const made = await probe.put('a.vcf', aCard('a'), { 'If-None-Match': '*' });
    const etag = made.headers.get('etag')!;
    expect([made.status, etag]).toEqual([201, sandbox.book().get('a.vcf')!.etag]);
    expect((await probe.put('a.vcf', aCard('a'), { 'If-None-Match': '*' })).status).toBe(412);
    expect((await probe.put('a.vcf', aCard('a', 'Anna Bo'), { 'If-Match': etag })).status).toBe(204);
    expect((await probe.put('a.vcf', aCard('a'), { 'If-Match': etag })).status).toBe(412);
    expect((await probe.put('a.vcf', aCard('a'), { 'If-Match': '*' })).status).toBe(412);
    expect((await probe.delete('a.vcf', { 'If-Match': etag })).status).toBe(412);
    expect(sandbox.book().get('a.vcf')!.vcard).toBe(aCard('a', 'Anna Bo'));
    expect((await probe.delete('a.vcf')).status).toBe(204);
    expect((await probe.delete('a.vcf')).status).toBe(404);
  });

  it('refuses what iCloud refuses and keeps nothing of it', async () => {
    const before = sandbox.book().count();
    const refused = {
      garbage: 'not a card',
      'no uid': aCard(''),
      'no name': aCard('x').replace(/^N:.*\r\n/m, ''),
      'version 4': aCard('x').replace('VERSION:3.0', 'VERSION:4.0'),
      'too big': aCard('x', 'Big Card', [`NOTE:${'x'.repeat(256 * 1024)}`]),
    };
    for (const [what, vcard] of Object.entries(refused)) {
      expect([what, (await probe.put('x.vcf', vcard)).status]).toEqual([what, 403]);
    }
    expect(sandbox.book().count()).toBe(before);
  });

  it('finds cards by a property with addressbook-query', async () => {
    sandbox.book().put('q.vcf', aCard('q-uid', 'Quentin Query'));
    const filter = (name: string, text: string) =>
      `<c:filter><c:prop-filter name="${name}"><c:text-match match-type="equals">${text}</c:text-match></c:prop-filter></c:filter>`;
    const found = (await probe.query(filter('FN', 'Quentin Query'))).members.map((one) => one.href);
    expect(found).toEqual([`${probe.collection}q.vcf`]);
    expect((await probe.query(filter('UID', 'q-uid'))).members).toHaveLength(1);
    expect((await probe.query(filter('UID', 'other'))).members).toEqual([]);
  });
});

describe('counting', () => {
  it('counts requests by method and kind, cards, and bytes both ways, until it is reset', async () => {
    const { token } = await probe.sync('');
    await probe.multiget(
      sandbox
        .book()
        .list()
        .slice(0, 5)
        .map((one) => one.href),
    );
    expect(sandbox.requests.byKind).toEqual({ sync: 1, multiget: 1 });
    expect(sandbox.requests.cardsServed).toBe(5);
    sandbox.requests.reset();
    await probe.sync(token);
    expect([sandbox.requests.total, sandbox.requests.cardsServed]).toEqual([1, 0]);
    expect(sandbox.requests.byMethod).toEqual({ REPORT: 1 });
    expect(sandbox.requests.bytesIn).toBeGreaterThan(300);
    expect(sandbox.requests.bytesIn).toBeLessThan(1024);
    await expect.poll(() => sandbox.requests.bytesOut).toBeGreaterThan(300);
    expect(sandbox.requests.bytesOut).toBeLessThan(1024);
  });

  it('streams answers of any length whole, compressed or not', async () => {
    await using large = await startCardDavSandbox({ cards: 3000 });
    const { collection } = large.book();
    for (const encoding of ['identity', 'gzip']) {
      const headers = { Depth: '1', 'Accept-Encoding': encoding };
      const answer = await new Probe(large).send('PROPFIND', collection, undefined, headers);
      const hrefs = [...(await answer.text()).matchAll(/<href[^>]*>([^<]*card\/[^<]+)<\/href>/g)].map(
        (one) => one[1],
      );
      expect([answer.headers.get('content-length'), hrefs]).toEqual([
        null,
        large
          .book()
          .list()
          .map((one) => one.href),
      ]);
    }
  });

  it('compresses long answers for those who accept it', async () => {
    const ask = async (encoding: string) => {
      sandbox.requests.reset();
      const answer = await probe.send('PROPFIND', probe.collection, undefined, {
        Depth: '1',
        'Accept-Encoding': encoding,
      });
      const { length } = await answer.text();
      await expect.poll(() => sandbox.requests.inFlight).toBe(0);
      return { length, sent: sandbox.requests.bytesOut };
    };
    const plain = await ask('identity');
    const gzip = await ask('gzip');
    expect(gzip.length).toBe(plain.length);
    expect(gzip.sent * 3).toBeLessThan(plain.sent);
  });
});
