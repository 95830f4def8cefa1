// A Google account in the sandbox, signed in to by a person who ticked everything, and its address book through the real
// connector. Its time is the sandbox's: nobody waits, and what the connector sleeps goes by.
import { randomBytes, randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import {
  type Consenting,
  type GoogleSandbox,
  type GoogleSandboxOptions,
  startGoogleSandbox,
} from '../sandbox/google/sandbox.ts';
import { createHttp, type HttpExchange } from '../src/protocol/http/create-http.ts';
import { googleProvider } from '../src/providers/google/provider.ts';
import type {
  Book,
  Discovery,
  Io,
  OAuthClient,
  OAuthProvider,
  OAuthSession,
  OAuthTokens,
} from '../src/providers/provider.ts';

export const GOOGLE_CLIENT: OAuthClient = { clientId: 'rubrica', clientSecret: 'rubrica-secret' };
export const REDIRECT_URI = 'http://127.0.0.1:9/oauth/callback/google';

/** At the beginning of a minute, which is what quotas are counted by. */
const START = Date.UTC(2026, 5, 1);

export interface GoogleAccount {
  sandbox: GoogleSandbox;
  provider: OAuthProvider;
  io: Io;
  session: OAuthSession;
  tokens: OAuthTokens;
  discovery: Discovery;
  books: Book[];
  book: Book;
  /** Requests made so far; emptied once the account is open. */
  exchanges: HttpExchange[];
  /** How long the connector has slept, each time. */
  slept: number[];
  close(): Promise<void>;
}

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
  const { io, exchanges, slept, close } = createSandboxIo(sandbox);
  const provider = createProvider({ issuer: sandbox.issuer, api: sandbox.apiUrl });
  const tokens = await signIn({ sandbox, provider, io });
  const session = createSession(provider, tokens, io);
  const discovery = await provider.discover(session, io);
  const books = await provider.open(session, discovery.state, io);
  exchanges.length = 0;
  sandbox.requests.reset();
  return {
    ...{ sandbox, provider, io, session, tokens, discovery, books, book: books[0]!, exchanges, slept },
    async close() {
      await close();
      await sandbox.stop();
    },
  };
}

const clientOf = ({ testing }: GoogleAccountOptions) => ({
  ...GOOGLE_CLIENT,
  redirectUris: [REDIRECT_URI],
  ...(testing ? { testing } : {}),
});

export function createSandboxIo(sandbox: GoogleSandbox) {
  const exchanges: HttpExchange[] = [];
  const slept: number[] = [];
  const http = createHttp({
    allowPrivateAddresses: false,
    trustedOrigins: [sandbox.issuer],
    userAgent: 'Rubrica/test',
    now: Date.now,
    onRequest: (exchange) => exchanges.push(exchange),
  });
  const io: Io = {
    fetch: http.fetch,
    now: sandbox.clock.now,
    sleep: async (ms) => {
      slept.push(ms);
      sandbox.clock.advance(ms);
    },
    uuid: () => randomUUID().toUpperCase(),
    log: () => {},
  };
  return { io, exchanges, slept, close: http.close };
}

/** The whole way: to Google, what the person does there, and back. */
export async function signIn(
  { sandbox, provider, io }: Pick<GoogleAccount, 'sandbox' | 'provider' | 'io'>,
  choice: Consenting = {},
): Promise<OAuthTokens> {
  const state = randomUUID();
  const codeVerifier = randomBytes(48).toString('base64url');
  const url = await provider.oauth.authorizationUrl(
    GOOGLE_CLIENT,
    { redirectUri: REDIRECT_URI, state, codeVerifier, loginHint: null },
    io,
  );
  const callbackUrl = sandbox.consent(url, choice).href;
  return provider.oauth.exchange(
    GOOGLE_CLIENT,
    { callbackUrl, redirectUri: REDIRECT_URI, state, codeVerifier },
    io,
  );
}

/** Renews its token when it is refused or old, as the product does, and keeps nothing. */
export function createSession(provider: OAuthProvider, first: OAuthTokens, io: Io): OAuthSession {
  let tokens = first;
  return {
    async token(rejected) {
      if (rejected === tokens.accessToken || tokens.expiresAt <= io.now())
        tokens = await provider.oauth.refresh(GOOGLE_CLIENT, tokens, io);
      return tokens.accessToken;
    },
  };
}
