import { describe, expect, it } from 'vitest';
import { aCard, etagProperty, Probe, textProperty } from './probe.ts';
import type { Profile } from './profiles.ts';
import { startCardDavSandbox } from './sandbox.ts';

async function started(profile: Profile, cards = 3) {
  const sandbox = await startCardDavSandbox({ profile, cards });
  return { sandbox, probe: new Probe(sandbox), phone: sandbox.book(), [Symbol.asyncDispose]: sandbox.stop };
}

describe('tokens that are not of this server', () => {
  const expected: [Profile, number][] = [
    ['icloud', 412],
    ['radicale', 403],
    ['xandikos', 500],
    ['sabre4', 403],
    ['cyrus', 403],
    ['sabre18', 403],
  ];
  it.each(expected)('%s answers %i', async (profile, status) => {
    await using server = await started(profile);
    expect((await server.probe.sync('urn:x:bogus')).status).toBe(status);
  });

  it.each<Profile>(['sogo', 'davical'])(
    '%s answers with a full list that mentions no deletion',
    async (profile) => {
      await using server = await started(profile);
      server.phone.remove(server.phone.list()[0]!.href);
      const answer = await server.probe.sync('urn:x:bogus');
      expect(answer.members.map((one) => one.status)).toEqual([0, 0]);
    },
  );

  it('sabre 4 takes a token from the future for "no change"', async () => {
    await using server = await started('sabre4');
    const { token } = await server.probe.sync('');
    const future = token.replace(/s=\d+$/, 's=9999');
    expect(await server.probe.sync(future)).toMatchObject({ status: 207, members: [] });
  });
});

describe('members that are gone', () => {
  it('radicale lists them even on a first sync', async () => {
    await using server = await started('radicale');
    const [gone] = server.phone.list();
    server.phone.remove(gone!.href);
    const first = await server.probe.sync('');
    expect(first.members.filter((one) => one.status === 404).map((one) => one.href)).toEqual([gone!.href]);
  });

  it('in a multiget are left out, or fail the whole request', async () => {
    for (const [profile, status, members] of [
      ['davical', 207, 1],
      ['sabre18', 404, 0],
      ['cyrus', 207, 2],
    ] as const) {
      await using server = await started(profile);
      const hrefs = [server.phone.list()[0]!.href, `${server.phone.collection}none.vcf`];
      const answer = await server.probe.multiget(hrefs);
      expect([profile, answer.status, answer.members.length]).toEqual([profile, status, members]);
    }
  });
});

describe('paging', () => {
  it('cyrus gives 100 members and a 507 until all are told', async () => {
    await using server = await started('cyrus', 250);
    const seen = new Set<string>();
    const pages: number[] = [];
    let token = '';
    for (;;) {
      const page = await server.probe.sync(token);
      for (const one of page.members) if (one.status !== 507) seen.add(one.href);
      pages.push(page.members.length);
      token = page.token;
      if (!page.members.some((one) => one.status === 507)) break;
    }
    expect(pages).toEqual([101, 101, 50]);
    expect(seen.size).toBe(250);
    expect((await server.probe.sync(token)).members).toEqual([]);
  });

  it('cyrus honours the limit of the request, others do not look at it', async () => {
    const limit = '<d:limit><d:nresults>2</d:nresults></d:limit>';
    await using cyrus = await started('cyrus');
    await using sabre = await started('sabre4');
    expect((await cyrus.probe.sync('', '<d:getetag/>', limit)).members).toHaveLength(3);
    expect((await sabre.probe.sync('', '<d:getetag/>', limit)).members.map((one) => one.status)).toEqual([
      0, 0, 0,
    ]);
  });
});

describe('writing', () => {
  it('sogo overwrites and deletes whatever the condition says, and counts its etags from the start again', async () => {
    await using server = await started('sogo');
    const first = await server.probe.put('a.vcf', aCard('a'));
    const overwritten = await server.probe.put('a.vcf', aCard('a', 'Other Name'), { 'If-None-Match': '*' });
    expect(overwritten.status).toBe(204);
    expect(overwritten.headers.get('etag')).not.toBe(first.headers.get('etag'));
    expect((await server.probe.delete('a.vcf', { 'If-Match': '"stale"' })).status).toBe(204);
    const again = await server.probe.put('a.vcf', aCard('a', 'Third Name'));
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect((await server.probe.put('a.vcf', aCard('a'), { 'If-Match': '"stale"' })).status).toBe(412);
  });

  it('davical never tells the etag of a PUT and keeps other bytes', async () => {
    await using server = await started('davical');
    const answer = await server.probe.put(
      'a.vcf',
      aCard('a', 'Mario Rossi', ['N:Rossi;Mario;Luigi,Maria;;']),
    );
    expect([answer.status, answer.headers.get('etag')]).toEqual([201, null]);
    const kept = server.phone.get('a.vcf')!.vcard;
    expect(kept).toContain(
      'ITEM1.ADR;TYPE=HOME:;;Via Roma 1\\nScala B;Napoli;NA;80100;Italia\r\nITEM1.X-ABADR:it',
    );
    expect(kept).toContain('N:Rossi;Mario;Luigi\\,Maria;;');
    expect(kept).toMatch(/REV:\d+T\d+Z\r\nEND:VCARD\r\n$/);
  });

  it('radicale rewrites and yet tells an etag, and knows a second card with the same UID', async () => {
    await using server = await started('radicale');
    const vcard = aCard('a', 'Mario Rossi', [
      'TEL;type=CELL;type=pref:1',
      'ORG:Uno;',
      'URL:https\\://x.example',
    ]);
    const answer = await server.probe.put('a.vcf', vcard);
    expect(answer.headers.get('etag')).toBe(server.phone.get('a.vcf')!.etag);
    const kept = server.phone.get('a.vcf')!.vcard;
    expect(kept).toContain('TEL;TYPE=CELL,pref:1\r\n');
    expect(kept).toContain('ORG:Uno\r\nTEL');
    expect(kept).toContain('URL:https\\\\://x.example');
    const twin = await server.probe.put('b.vcf', vcard);
    expect([twin.status, await twin.text()]).toEqual([409, expect.stringContaining('no-uid-conflict')]);
  });

  it('sabre 4 tells no etag exactly when it added a UID', async () => {
    await using server = await started('sabre4');
    expect((await server.probe.put('a.vcf', aCard('a'))).headers.has('etag')).toBe(true);
    const fixed = await server.probe.put('b.vcf', aCard('').replace('UID:\r\n', ''));
    expect([fixed.status, fixed.headers.has('etag')]).toEqual([201, false]);
    expect(server.phone.get('b.vcf')!.uid).not.toBe('');
  });

  it('xandikos wraps a refusal in 207', async () => {
    await using server = await started('xandikos');
    const answer = await server.probe.put('a.vcf', 'garbage');
    expect([answer.status, await answer.text()]).toEqual([207, expect.stringContaining('412')]);
    expect(server.phone.get('a.vcf')).toBeUndefined();
  });

  it('a book that is read-only says so and stays as it is', async () => {
    await using sandbox = await startCardDavSandbox({ behaviour: { readOnly: true } });
    const probe = new Probe(sandbox);
    const book = await probe.propfind(probe.collection, '0', '<d:current-user-privilege-set/>');
    expect(book.text).not.toContain('<write');
    const refused = await probe.put('a.vcf', aCard('a'));
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('need-privileges')]);
  });
});

describe('writing XML', () => {
  it.each<[Profile, RegExp]>([
    ['icloud', /FN:Nicolò\]\]&gt; &lt;b&gt;&#13;\n/],
    ['sabre4', /FN:Nicol&#242;\]\]&gt; &lt;b&gt;&#13;\n/],
    ['cyrus', /FN:Nicolò\]\]\]\]><!\[CDATA\[> <b>\r?\n/],
    ['radicale', /FN:Nicolò\]\]&gt; &lt;b&gt;\r\n/],
  ])('%s gives card text in its own way, and it reads the same', async (profile, pattern) => {
    await using server = await started(profile);
    server.phone.put('a.vcf', aCard('a', 'Nicolò]]> <b>'));
    const answer = await server.probe.multiget([`${server.phone.collection}a.vcf`]);
    expect(answer.text).toMatch(pattern);
    const text = answer.members[0]!.properties[textProperty]!;
    expect(text.replaceAll('\r\n', '\n')).toBe(aCard('a', 'Nicolò]]> <b>').replaceAll('\r\n', '\n'));
  });

  it('sogo leaves hrefs of sync answers unencoded and its tokens are numbers no double can hold', async () => {
    await using server = await started('sogo', 0);
    server.phone.put('è uno.vcf', aCard('a'));
    const answer = await server.probe.sync('');
    expect(answer.members[0]!.href).toBe(`${server.phone.collection}è uno.vcf`);
    expect(String(Number(answer.token))).not.toBe(answer.token);
    expect((await server.probe.sync(answer.token)).members).toEqual([]);
    expect(answer.members[0]!.properties[etagProperty]).toBe('"gcs00000000"');
  });

  it('hrefs may be relative to the book, and the well-known address may answer by itself without a principal', async () => {
    await using sandbox = await startCardDavSandbox({
      behaviour: { hrefs: 'relative', wellKnown: 'multistatus', quotedEtags: false },
    });
    const probe = new Probe(sandbox);
    const made = sandbox.book().put('co:lon.vcf', aCard('a'));
    const [, listed] = (await probe.sync('')).members;
    expect([listed!.href, listed!.properties[etagProperty]]).toEqual(['co%3Alon.vcf', made.etag]);
    expect(made).toMatchObject({
      href: `${probe.collection}co%3Alon.vcf`,
      etag: expect.stringMatching(/^\w+$/),
    });
    expect((await probe.delete('co:lon.vcf', { 'If-Match': made.etag })).status).toBe(204);
    const wellKnown = await probe.propfind('/.well-known/carddav', '0', '<d:current-user-principal/>');
    expect(wellKnown.members[0]!.missing).toEqual(['{DAV:}current-user-principal']);
  });

  it('a multiget may answer in another order, twice, or refuse too many hrefs', async () => {
    await using server = await started('icloud');
    const hrefs = server.phone.list().map((one) => one.href);
    server.sandbox.behaviour.multigetOrder = 'reversed';
    expect((await server.probe.multiget(hrefs)).members.map((one) => one.href)).toEqual(hrefs.toReversed());
    server.sandbox.behaviour.multigetOrder = 'duplicated';
    expect((await server.probe.multiget(hrefs)).members).toHaveLength(6);
    server.sandbox.behaviour.multigetMax = 2;
    expect((await server.probe.multiget(hrefs)).status).toBe(413);
  });
});
