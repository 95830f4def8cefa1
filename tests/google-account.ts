// A Google account in the sandbox, signed in to by a person who ticked everything, and its address book through the real
// connector.
import { onTestFinished } from 'vitest';
import {
  type Consenting,
  type GoogleSandbox,
  type GoogleSandboxOptions,
  startGoogleSandbox,
} from '../sandbox/google/sandbox.ts';
import { googleProvider } from '../src/providers/google/provider.ts';
import type { OAuthClient, OAuthTokens } from '../src/providers/provider.ts';
import { openSignedIn, type SignedIn, signInAt } from './signed-in.ts';

export const GOOGLE_CLIENT: OAuthClient = { clientId: 'rubrica', clientSecret: 'rubrica-secret' };
export const REDIRECT_URI = 'http://127.0.0.1:9/oauth/callback/google';

/** At the beginning of a minute, which is what quotas are counted by. */
const START = Date.UTC(2026, 5, 1);

export type GoogleAccount = SignedIn<GoogleSandbox>;

export interface GoogleAccountOptions extends GoogleSandboxOptions {
  /** The client is in "Testing" at Google. */
  testing?: boolean;
}

/** Closed at the end of the test that opens it. @param createProvider the connector, where it is a copy that lacks a rule */
export async function openGoogleAccount(
  options: GoogleAccountOptions = {},
  createProvider = googleProvider,
): Promise<GoogleAccount> {
  const account = await startGoogleAccount(options, createProvider);
  onTestFinished(account.close);
  return account;
}

export async function startGoogleAccount(
  options: GoogleAccountOptions = {},
  createProvider = googleProvider,
): Promise<GoogleAccount> {
  const sandbox = await startGoogleSandbox({
    clients: [clientOf(options)],
    now: () => START,
    ...options,
  });
  const provider = createProvider({ issuer: sandbox.issuer, api: sandbox.apiUrl });
  return openSignedIn(sandbox, provider, GOOGLE_CLIENT, REDIRECT_URI, (url) => sandbox.consent(url, {}));
}

const clientOf = ({ testing }: GoogleAccountOptions) => ({
  ...GOOGLE_CLIENT,
  redirectUris: [REDIRECT_URI],
  ...(testing ? { testing } : {}),
});

export const signIn = (
  { sandbox, provider, io }: Pick<GoogleAccount, 'sandbox' | 'provider' | 'io'>,
  choice: Consenting = {},
): Promise<OAuthTokens> =>
  signInAt(provider, GOOGLE_CLIENT, REDIRECT_URI, (url) => sandbox.consent(url, choice), io);
