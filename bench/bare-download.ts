// The floor: the same book in the fewest requests, nothing parsed, nothing kept. One list, then multigets one after the
// other over one connection.
import { performance } from 'node:perf_hooks';
import { Agent, request } from 'undici';

const [url, user, password, chunk] = process.argv.slice(2) as [string, string, string, string];
const agent = new Agent({ connections: 1 });
const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
let requests = 0;
let bytes = 0;

async function report(depth: string, body: string): Promise<string> {
  requests += 1;
  const answer = await request(url, {
    dispatcher: agent,
    method: 'REPORT' as never,
    headers: { authorization, depth, 'content-type': 'application/xml', 'user-agent': 'bench' },
    body,
  });
  const text = await answer.body.text();
  bytes += text.length;
  return text;
}

const start = performance.now();
const list = await report(
  '0',
  '<sync-collection xmlns="DAV:"><sync-token/><sync-level>1</sync-level><prop><getetag/></prop></sync-collection>',
);
const hrefs = [...list.matchAll(/<(?:\w+:)?href>([^<]+\.vcf)<\/(?:\w+:)?href>/g)].map(([, href]) => href!);
for (let at = 0; at < hrefs.length; at += Number(chunk)) {
  const wanted = hrefs.slice(at, at + Number(chunk)).map((href) => `<d:href>${href}</d:href>`);
  await report(
    '1',
    `<c:addressbook-multiget xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><d:prop><d:getetag/><c:address-data/></d:prop>${wanted.join('')}</c:addressbook-multiget>`,
  );
}
console.log(JSON.stringify({ wallMs: performance.now() - start, requests, bytes, cards: hrefs.length }));
await agent.close();
