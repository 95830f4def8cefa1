// The server beside Google's sandbox, with a client that an administrator might have entered; and a browser that goes
// the whole way: to the provider's page and back.
import { eq, sql } from 'drizzle-orm';
import {
  type Consenting,
  type GoogleSandbox,
  type GoogleSandboxOptions,
  startGoogleSandbox,
} from '../../sandbox/google/sandbox.ts';
import { account, oauthState } from '../../src/database/schema.ts';
import { createRegistry } from '../../src/providers/registry.ts';
import { addressesAt } from '../addresses-at.ts';
import { openServer, type Person, URL_OF_TESTS } from './open-server.ts';

export const REDIRECT = `${URL_OF_TESTS}/oauth/callback/google`;
const CLIENT = { clientId: 'rubrica', clientSecret: 'rubrica-secret' };

/** Somebody's browser: the session, and the cookie of a sign-in under way. */
export interface Browser {
  cookie: string;
}

export type GoogleServer = Awaited<ReturnType<typeof openGoogleServer>>;

export async function openGoogleServer(options: GoogleSandboxOptions = {}) {
  const google: GoogleSandbox = await startGoogleSandbox({
    clients: [
      { ...CLIENT, redirectUris: [REDIRECT] },
      { clientId: 'trial', clientSecret: 'trial-secret', redirectUris: [REDIRECT], testing: true },
    ],
    ...options,
  });
  const client: { clientId: string | null; clientSecret: string | null } = { ...CLIENT };
  const server = await openServer({
    providers: createRegistry(
      addressesAt(google.issuer, { google: { issuer: google.issuer, api: google.apiUrl } }),
    ),
    environmentClient: (id) => (id === 'google' ? client : { clientId: null, clientSecret: null }),
  });
  const { db } = server;
  return {
    ...server,
    google,
    /** What the environment says of Google's client; may be changed at any time. */
    client,
    async browser({ email }: Person): Promise<Browser> {
      return { cookie: await server.signIn(email) };
    },
    /** Asks where to go, as the interface does; the browser keeps the cookie. */
    async begin(browser: Browser, payload: object = { provider: 'google' }, url = '/api/v1/accounts') {
      const answer = await server.browse({ method: 'POST', url, payload }, browser.cookie);
      if (answer.statusCode !== 201) throw new Error(`${answer.statusCode}: ${answer.body}`);
      const [set] = answer.cookies;
      browser.cookie = `${browser.cookie.split(';')[0]}; ${set!.name}=${set!.value}`;
      return answer.json<{ authorizationUrl: string }>().authorizationUrl;
    },
    /** Comes back with Google's answer; where the browser is sent then. */
    async arrive(browser: Browser, callback: URL): Promise<URL> {
      const answer = await server.browse({ url: callback.pathname + callback.search }, browser.cookie);
      if (answer.statusCode !== 303) throw new Error(`${answer.statusCode}: ${answer.body}`);
      return new URL(answer.headers.location!);
    },
    /** The whole way. */
    async connect(browser: Browser, choice: Consenting = {}, payload?: object): Promise<URL> {
      return this.arrive(browser, google.consent(await this.begin(browser, payload), choice));
    },
    accountsOf: ({ actor }: Person) => db.select().from(account).where(eq(account.userId, actor.userId)),
    states: () => db.$count(oauthState),
    expireStates: () => db.update(oauthState).set({ expiresAt: sql`now() - interval '1 second'` }),
    async close() {
      await server.close();
      await google.stop();
    },
  };
}
