// Rubrica beside Google's sandbox: nothing is set up yet, and each person has nothing.
import {
  type GoogleSandbox,
  type GoogleSandboxOptions,
  startGoogleSandbox,
} from '../../sandbox/google/sandbox.ts';
import { personAdder } from './add-person.ts';
import { openRubrica } from './open-rubrica.ts';

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
  return {
    ...rubrica,
    google,
    redirect,
    /** As an administrator would: the client, without looking at the page. */
    setUp: () => rubrica.call('updateProvider', { params: { id: 'google' }, body: CLIENT }),
    person: personAdder(rubrica),
    async close(): Promise<void> {
      await rubrica.close();
      await google.stop();
    },
  };
}
