// Real CardDAV servers as the conformance suite takes them: an account with an empty book for each test.

import type { HttpFetch } from '../../../src/protocol/http/http.ts';
import { HttpError } from '../../../src/protocol/http/http-error.ts';
import { carddavProvider } from '../../../src/providers/carddav/provider.ts';
import { doorOf, type TestAccount, type TestServer } from '../account.ts';
import { createDavOwner, type DavOwner, linesBesidesPhones } from '../dav-owner.ts';
import { createTestIo } from '../test-io.ts';
import type { RunningServer } from './run-server.ts';

export interface RealServer extends TestServer {
  account(): Promise<TestAccount & { owner: DavOwner }>;
}

export interface Place {
  username: string;
  bookUrl: string;
  /** What the user types. */
  url: string;
  settled?(): Promise<void>;
}

export const PASSWORD = 's3cret';

export function realServer(
  server: RunningServer,
  checksPassword: boolean,
  makePlace: (index: number) => Promise<Place>,
): RealServer {
  const closes: (() => Promise<void>)[] = [];
  let accounts = 0;
  return {
    async account() {
      accounts += 1;
      const { username, bookUrl, url, ...more } = await makePlace(accounts);
      const { io: once, exchanges, close } = createTestIo();
      const io = { ...once, fetch: again(once.fetch) };
      closes.push(close);
      const provider = carddavProvider();
      const credentials = { username, password: PASSWORD, url };
      return {
        ...doorOf(provider, credentials, io),
        wrongDoor: checksPassword ? doorOf(provider, { ...credentials, password: 'not this' }, io) : null,
        io,
        owner: createDavOwner(bookUrl, username, PASSWORD),
        requests: () => exchanges.length,
        besidesPhones: linesBesidesPhones,
        ...more,
      };
    },
    async stop() {
      for (const close of closes) await close();
      await server.stop();
    },
  };
}

/**
 * On a busy machine a server's process now and then ends beneath a request (SOGo's do). What the engine makes of such
 * an answer has tests of its own; here the question is put once more, and a write that had been done is refused then.
 */
const again =
  (fetch: HttpFetch): HttpFetch =>
  (request) =>
    fetch(request).catch((error: unknown) => {
      if (error instanceof HttpError && error.kind === 'connection-lost') return fetch(request);
      throw error;
    });

/** RFC 5689. */
export async function makeBook(bookUrl: string, username: string): Promise<void> {
  const body =
    '<?xml version="1.0"?><d:mkcol xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><d:set><d:prop><d:resourcetype>' +
    '<d:collection/><c:addressbook/></d:resourcetype><d:displayname>Contacts</d:displayname></d:prop></d:set></d:mkcol>';
  const authorization = `Basic ${Buffer.from(`${username}:${PASSWORD}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/xml' };
  const response = await fetch(bookUrl, { method: 'MKCOL', headers, body });
  if (response.status !== 201) throw new Error(`the book ${bookUrl} cannot be made: ${response.status}`);
}
