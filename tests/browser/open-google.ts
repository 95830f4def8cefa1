// Rubrica beside Google's sandbox: nothing is set up yet, and each person has nothing.
import type { BrowserContextOptions, Page } from 'playwright-core';
import {
  type GoogleSandbox,
  type GoogleSandboxOptions,
  startGoogleSandbox,
} from '../../sandbox/google/sandbox.ts';
import type { Person } from './open-address-book.ts';
import { openRubrica } from './open-rubrica.ts';

const PASSWORD = 'a password of hers';

export const CLIENT = { clientId: 'rubrica.apps.googleusercontent.com', clientSecret: 'rubrica-secret' };

export type GoogleRubrica = Awaited<ReturnType<typeof openGoogle>>;

interface GoogleOptions extends GoogleSandboxOptions {
  /** The client is in "Testing" at Google. */
  testing?: boolean;
  /** Settings of Rubrica besides. */
  env?: Record<string, string>;
}

export async function openGoogle(options: GoogleOptions = {}) {
  // Rubrica's address is known once it runs; Google is told then.
  const redirectUris: string[] = [];
  const client = { ...CLIENT, redirectUris, testing: options.testing ?? false };
  const google: GoogleSandbox = await startGoogleSandbox({ clients: [client], ...options });
  const rubrica = await openRubrica({
    env: { RUBRICA_GOOGLE_ISSUER: google.issuer, RUBRICA_GOOGLE_API: google.apiUrl, ...options.env },
  });
  const redirect = `${rubrica.url}/oauth/callback/google`;
  redirectUris.push(redirect);
  let people = 0;
  return {
    ...rubrica,
    google,
    redirect,
    /** As an administrator would: the client, without looking at the page. */
    setUp: () => rubrica.call('updateProvider', { params: { id: 'google' }, body: CLIENT }),
    async person(browser: BrowserContextOptions = {}): Promise<Person & { page: Page }> {
      people += 1;
      const email = `person-${people}@example.org`;
      await rubrica.call('createUser', { body: { email, name: `Person ${people}`, password: PASSWORD } });
      const page = await rubrica.visit(browser);
      page.setDefaultTimeout(20_000);
      const headers = { origin: rubrica.url };
      await page.request.post('/api/v1/session', { data: { email, password: PASSWORD }, headers });
      return {
        page,
        async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
          const data = body === undefined ? {} : { data: body };
          const answer = await page.request.fetch(`/api/v1${path}`, { method, headers, ...data });
          if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
          return answer.status() === 204 ? (null as T) : ((await answer.json()) as T);
        },
      };
    },
    async close(): Promise<void> {
      await rubrica.close();
      await google.stop();
    },
  };
}
