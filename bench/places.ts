// Where cards are while a sync is measured: a sandbox in a process of its own, what a worker has to know of it, and its owner, who
// changes something there.

export const URL_OF_RUBRICA = 'http://127.0.0.1:9';

export interface Place {
  provider: string;
  /** The process that is the sandbox. */
  words(cards: number): string[];
  /** What the worker is told, found in the first line of what the sandbox says. */
  found: RegExp;
  /** The owner changes so many cards. */
  touch: { step: string; run(said: string): Promise<void> }[];
}

export const CARDDAV: Place = {
  provider: 'CardDAV',
  words: (cards) => [
    ...['sandbox/carddav/main.ts', '--profile', 'standard', '--cards', String(cards), '--groups', '0'],
  ],
  found: /at (\S+)/,
  touch: [{ step: '1 remote change', run: (said) => editCard(bookUrlIn(said)) }],
};

export const MICROSOFT: Place = {
  provider: 'Microsoft 365',
  words: (cards) => [
    ...['sandbox/microsoft/main.ts', '--people', String(cards), '--folders', '0'],
    ...['--redirect-uri', `${URL_OF_RUBRICA}/oauth/callback/microsoft`],
  ],
  found: /sign-in at (\S+), Graph at (\S+)/,
  touch: [
    { step: '1 remote change', run: (said) => copyContacts(outlookIn(said), 1) },
    { step: '100 remote changes', run: (said) => copyContacts(outlookIn(said), 100) },
  ],
};

/** The address of alice's book in what the CardDAV sandbox says. */
export const bookUrlIn = (said: string): string => /alice.* at (\S+)/.exec(said)![1]!;
const outlookIn = (said: string): string => /anna@contoso.* at (\S+)/.exec(said)![1]!;

async function editCard(bookUrl: string): Promise<void> {
  const authorization = `Basic ${Buffer.from('alice:s3cret').toString('base64')}`;
  const headers = { authorization, 'user-agent': 'bench' };
  const list = await (
    await fetch(bookUrl, { method: 'PROPFIND', headers: { ...headers, depth: '1' } })
  ).text();
  const href = /<(?:\w+:)?href>([^<]+\.vcf)</.exec(list)![1]!;
  const url = new URL(href, bookUrl);
  const text = await (await fetch(url, { headers })).text();
  await fetch(url, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'text/vcard' },
    body: text.replace('END:VCARD', 'TITLE:Changed by its owner\r\nEND:VCARD'),
  });
}

/** Each of so many contacts is there once more. */
async function copyContacts(outlook: string, count: number): Promise<void> {
  const page = await (await fetch(outlook)).text();
  const links = [...page.matchAll(/href="\/phone\/edit([^"]*contact=[^"]+)"/g)].slice(0, count);
  for (const [, query] of links) {
    const copy = new URL(`/phone/copy${query!.replaceAll('&#38;', '&')}`, outlook);
    await fetch(copy, { method: 'POST', redirect: 'manual' });
  }
}
