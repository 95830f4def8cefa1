import type { GoogleSandbox } from '../sandbox.ts';
import type { OAuthClient } from './grants.ts';

export const contactsScope = 'https://www.googleapis.com/auth/contacts';
export const redirectUri = 'http://127.0.0.1:9/back';

/** One that is in production, and one in testing that only anna may use. */
export const probeClients: readonly OAuthClient[] = [
  { clientId: 'shop', clientSecret: 'shop-secret', redirectUris: [redirectUri] },
  {
    clientId: 'trial',
    clientSecret: 'trial-secret',
    redirectUris: [redirectUri],
    testing: true,
    testers: ['anna@gmail.example'],
  },
];

interface TokenAnswer {
  status: number;
  error?: string;
  error_description?: string;
  access_token?: string;
  refresh_token?: string;
  refresh_token_expires_in?: number;
  scope?: string;
}

/** What tests sign in with: plain requests, as `shop` unless told. */
export class SignInProbe {
  readonly #sandbox: GoogleSandbox;

  constructor(sandbox: GoogleSandbox) {
    this.#sandbox = sandbox;
  }

  authorizeUrl(more: Record<string, string> = {}): string {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'shop',
      redirect_uri: redirectUri,
      scope: `openid email ${contactsScope}`,
      access_type: 'offline',
      state: 's1',
      ...more,
    });
    return `${this.#sandbox.issuer}/o/oauth2/v2/auth?${query}`;
  }

  /** Agrees to everything, as the first user. */
  agree(more: Record<string, string> = {}): URL {
    return this.#sandbox.consent(this.authorizeUrl(more));
  }

  async token(form: Record<string, string>, client = 'shop'): Promise<TokenAnswer> {
    const body = new URLSearchParams({ client_id: client, client_secret: `${client}-secret`, ...form });
    const answer = await fetch(`${this.#sandbox.issuer}/token`, { method: 'POST', body });
    return { status: answer.status, ...((await answer.json()) as object) };
  }

  /** The code in the address that the browser came back to. */
  exchange(back: URL, client?: string, more: Record<string, string> = {}): Promise<TokenAnswer> {
    const code = back.searchParams.get('code') ?? '';
    return this.token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...more }, client);
  }

  refresh(refreshToken: string, client?: string): Promise<TokenAnswer> {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken }, client);
  }
}
