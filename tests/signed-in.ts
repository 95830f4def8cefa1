// An account at a sandbox that people sign in at, through its real connector. Its time is the sandbox's: nobody waits, and what
// the connector sleeps goes by.
import { randomBytes, randomUUID } from 'node:crypto';
import { createHttp, type HttpExchange } from '../src/protocol/http/create-http.ts';
import type {
  Book,
  Discovery,
  Io,
  OAuthClient,
  OAuthProvider,
  OAuthSession,
  OAuthTokens,
} from '../src/providers/provider.ts';

interface Sandbox {
  issuer: string;
  clock: { now(): number; advance(ms: number): void };
  requests: { reset(): void };
  stop(): Promise<void>;
}

export interface SignedIn<S extends Sandbox> {
  sandbox: S;
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

/** @param consent where the person's browser is sent on to */
export async function openSignedIn<S extends Sandbox>(
  sandbox: S,
  provider: OAuthProvider,
  client: OAuthClient,
  redirectUri: string,
  consent: (url: string) => URL,
): Promise<SignedIn<S>> {
  const { io, exchanges, slept, close } = createSandboxIo(sandbox);
  const tokens = await signInAt(provider, client, redirectUri, consent, io);
  const session = createSession(provider, client, tokens, io);
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

export function createSandboxIo(sandbox: Pick<Sandbox, 'issuer' | 'clock'>) {
  const exchanges: HttpExchange[] = [];
  const slept: number[] = [];
  const http = createHttp({
    allowPrivateAddresses: false,
    trustedOrigins: [new URL(sandbox.issuer).origin],
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

/** The whole way: to the provider, what the person does there, and back. */
export async function signInAt(
  provider: OAuthProvider,
  client: OAuthClient,
  redirectUri: string,
  consent: (url: string) => URL,
  io: Io,
): Promise<OAuthTokens> {
  const state = randomUUID();
  const codeVerifier = randomBytes(48).toString('base64url');
  const request = { redirectUri, state, codeVerifier, loginHint: null };
  const url = await provider.oauth.authorizationUrl(client, request, io);
  const callbackUrl = consent(url).href;
  return provider.oauth.exchange(client, { callbackUrl, redirectUri, state, codeVerifier }, io);
}

/** Renews its token when it is refused or old, as the product does, and keeps nothing. */
export function createSession(
  provider: OAuthProvider,
  client: OAuthClient,
  first: OAuthTokens,
  io: Io,
): OAuthSession {
  let tokens = first;
  return {
    subject: first.subject,
    async token(rejected) {
      if (rejected === tokens.accessToken || tokens.expiresAt <= io.now())
        tokens = await provider.oauth.refresh(client, tokens, io);
      return tokens.accessToken;
    },
  };
}
