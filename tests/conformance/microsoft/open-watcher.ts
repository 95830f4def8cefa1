// The subscriptions of an account, and an address that agrees to be told and keeps what it is.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Hint } from '../../../src/providers/provider.ts';
import type { MicrosoftAccount } from '../../microsoft-account.ts';

/** Closed at the end of the test that opens it. */
export async function openWatcher({ provider, session, discovery, io, sandbox }: MicrosoftAccount) {
  const watch = provider.watch!;
  const hints: Hint[] = [];
  const server = createServer(async (request, response) => {
    const text = (await Array.fromAsync(request)).join('');
    const query = Object.fromEntries(new URL(request.url!, 'http://any.example').searchParams);
    const told = watch.read({ query, body: text === '' ? undefined : JSON.parse(text) });
    if ('hints' in told) hints.push(...told.hints);
    response.writeHead('answer' in told ? 200 : 202, { 'content-type': 'text/plain' });
    response.end('answer' in told ? told.answer : undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    watcher: watch.open(session, discovery.state, io),
    address: `http://127.0.0.1:${port}/told`,
    /** All that was sent by now. */
    async told(): Promise<Hint[]> {
      await sandbox.subscriptions.settled();
      return hints.splice(0);
    },
  };
}
