// A Microsoft account in the sandbox, signed in to by a person of an organisation where people agree for themselves, and its
// folders of contacts through the real connector.
import { onTestFinished } from 'vitest';
import {
  type Consenting,
  type MicrosoftSandbox,
  type MicrosoftSandboxOptions,
  startMicrosoftSandbox,
} from '../sandbox/microsoft/sandbox.ts';
import { microsoftProvider } from '../src/providers/microsoft/provider.ts';
import type { OAuthClient } from '../src/providers/provider.ts';
import { openSignedIn, type SignedIn } from './signed-in.ts';

export const MICROSOFT_CLIENT: OAuthClient = { clientId: 'rubrica', clientSecret: 'rubrica-secret' };
export const REDIRECT_URI = 'http://127.0.0.1:9/oauth/callback/microsoft';

const START = Date.UTC(2026, 5, 1);

export type MicrosoftAccount = SignedIn<MicrosoftSandbox>;

export interface MicrosoftAccountOptions extends MicrosoftSandboxOptions, Consenting {}

/** Closed at the end of the test that opens it. @param createProvider the connector, where it is a copy that lacks a rule */
export async function openMicrosoftAccount(
  options: MicrosoftAccountOptions = {},
  createProvider = microsoftProvider,
): Promise<MicrosoftAccount> {
  const account = await startMicrosoftAccount(options, createProvider);
  onTestFinished(account.close);
  return account;
}

export async function startMicrosoftAccount(
  options: MicrosoftAccountOptions = {},
  createProvider = microsoftProvider,
): Promise<MicrosoftAccount> {
  const sandbox = await startRegistered(options);
  const provider = createProvider({ issuer: sandbox.issuer, api: sandbox.apiUrl });
  const { user, forEverybody } = options;
  return openSignedIn(sandbox, provider, MICROSOFT_CLIENT, REDIRECT_URI, (url) =>
    sandbox.consent(url, { ...(user && { user }), ...(forEverybody && { forEverybody }) }),
  );
}

/** A sandbox that knows our client. */
export const startRegistered = (options: MicrosoftSandboxOptions = {}): Promise<MicrosoftSandbox> =>
  startMicrosoftSandbox({
    apps: [{ ...MICROSOFT_CLIENT, redirectUris: [REDIRECT_URI] }],
    now: () => START,
    ...options,
    behaviour: { requestMs: 0, ...options.behaviour },
  });
