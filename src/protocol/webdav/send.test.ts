import { expect, test } from 'vitest';
import { createCredentials } from '../http/credentials.ts';
import type { HttpRequest, HttpResponse } from '../http/http.ts';
import { get, propfind, put } from './requests.ts';
import { basicAuthorization, sendDav } from './send.ts';
import { davName } from './xml.ts';

const ENTRY = 'https://dav.example.org/';

/** A net of addresses that redirect: what is sent where. */
function net(redirects: Record<string, [status: number, location: string]>) {
  const sent: HttpRequest[] = [];
  const fetch = async (request: HttpRequest): Promise<HttpResponse> => {
    sent.push(request);
    const [status, location] = redirects[request.url] ?? [207, ''];
    const headers = new Headers(location ? { location } : {});
    return {
      ...{ status, url: request.url, headers, text: async () => '', chunks: async function* () {} },
      bytes: async () => new Uint8Array(),
    };
  };
  const access = {
    fetch,
    authorization: 'Basic secret',
    credentials: createCredentials({ typed: new URL(ENTRY) }),
  };
  const ask = (url: string) => sendDav(access, propfind(url, '1', [davName('getetag')]));
  return { access, sent, ask };
}

test.each([301, 302, 307, 308])(
  '%i keeps method, body, depth and, on the same origin, the credentials',
  async (status) => {
    const { sent, ask } = net({ [`${ENTRY}a`]: [status, '/b'] });
    const answer = await ask(`${ENTRY}a`);
    expect(answer.url).toBe(`${ENTRY}b`);
    expect(sent[1]).toMatchObject({
      method: 'PROPFIND',
      body: sent[0]!.body,
      headers: { depth: '1', authorization: 'Basic secret' },
    });
  },
);

test.each([
  'https://evil.net/x',
  'https://other.example.org/',
  'https://dav.example.org:8443/',
  'https://dav.example.org.evil.net/',
])('a redirect to %s gets the question, but not the credentials', async (other) => {
  const { sent, ask } = net({ [ENTRY]: [302, other] });
  await ask(ENTRY);
  expect(sent.map(({ url, headers }) => [url, headers?.authorization])).toEqual([
    [ENTRY, 'Basic secret'],
    [other, undefined],
  ]);
});

test('a way over another site and back does not give the credentials away', async () => {
  const { sent, ask } = net({ [ENTRY]: [302, 'https://evil.net/'], 'https://evil.net/': [302, `${ENTRY}b`] });
  await ask(ENTRY);
  expect(sent.map(({ headers }) => headers?.authorization !== undefined)).toEqual([true, false, true]);
});

test.each(['http://dav.example.org/', 'ftp://dav.example.org/', 'file:///etc/passwd'])(
  'https is never left for %s',
  async (to) => {
    const { sent, ask } = net({ [ENTRY]: [301, to] });
    await expect(ask(ENTRY)).rejects.toMatchObject({ kind: 'redirect' });
    expect(sent).toHaveLength(1);
  },
);

test('a circle ends', async () => {
  const { sent, ask } = net({ [ENTRY]: [301, ENTRY] });
  await expect(ask(ENTRY)).rejects.toMatchObject({ kind: 'redirect' });
  expect(sent).toHaveLength(6);
});

test('a redirected write is not sent again', async () => {
  const { access, sent } = net({ [ENTRY]: [307, '/b'] });
  expect((await sendDav(access, put(ENTRY, 'x', '"1"'))).status).toBe(307);
  expect(sent).toHaveLength(1);
});

test('303 is followed for GET alone', async () => {
  const { access, ask } = net({ [ENTRY]: [303, '/b'] });
  expect((await ask(ENTRY)).status).toBe(303);
  expect((await sendDav(access, get(ENTRY))).url).toBe(`${ENTRY}b`);
});

test('names and passwords beyond ASCII are sent as UTF-8', () => {
  expect(basicAuthorization('zoë', 'pà:ss')).toBe(`Basic ${Buffer.from('zoë:pà:ss').toString('base64')}`);
});
