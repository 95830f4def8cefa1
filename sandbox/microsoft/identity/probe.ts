import type { MicrosoftSandbox } from '../sandbox.ts';
import type { App } from './app.ts';

export const redirectUri = 'http://127.0.0.1:9/back';
export const contactsScope = 'https://graph.microsoft.com/Contacts.ReadWrite';

/** One that everybody may use, one for organizations, and one for the first organization alone. */
export const probeApps: readonly App[] = [
  { clientId: 'shop', clientSecret: 'shop-secret', redirectUris: [redirectUri], name: 'Shop' },
  { clientId: 'work', clientSecret: 'work-secret', redirectUris: [redirectUri], audience: 'organizations' },
  { clientId: 'own', clientSecret: 'own-secret', redirectUris: [redirectUri], audience: 'own-organization' },
];

export interface TokenAnswer {
  status: number;
  error?: string;
  error_description?: string;
  error_codes?: number[];
  suberror?: string;
  claims?: string;
  access_token?: string;
  refresh_token?: string;
  id_token?: string;
  scope?: string;
  expires_in?: number;
}

/** What tests sign in with: plain requests, as `shop` at `common` unless told. */
export class SignInProbe {
  readonly #sandbox: MicrosoftSandbox;

  constructor(sandbox: MicrosoftSandbox) {
    this.#sandbox = sandbox;
  }

  authorizeUrl(more: Record<string, string> = {}, segment = 'common'): string {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'shop',
      redirect_uri: redirectUri,
      scope: `openid profile email offline_access https://graph.microsoft.com/User.Read ${contactsScope}`,
      state: 's1',
      ...more,
    });
    return `${this.#sandbox.origin}/${segment}/oauth2/v2.0/authorize?${query}`;
  }

  adminConsentUrl(more: Record<string, string> = {}, segment = 'organizations'): string {
    const query = new URLSearchParams({
      client_id: 'shop',
      redirect_uri: redirectUri,
      scope: contactsScope,
      state: 'a1',
      ...more,
    });
    return `${this.#sandbox.origin}/${segment}/v2.0/adminconsent?${query}`;
  }

  /** Agrees to everything. */
  agree(more: Record<string, string> = {}, user = 'anna@contoso.example'): URL {
    return this.#sandbox.consent(this.authorizeUrl(more), { user });
  }

  async token(
    form: Record<string, string>,
    app = 'shop',
    segment = 'common',
    headers = {},
  ): Promise<TokenAnswer> {
    const body = new URLSearchParams({ client_id: app, client_secret: `${app}-secret`, ...form });
    const answer = await fetch(`${this.#sandbox.origin}/${segment}/oauth2/v2.0/token`, {
      method: 'POST',
      body,
      headers,
    });
    return { status: answer.status, ...((await answer.json()) as object) };
  }

  /** The code in the address that the browser came back to. */
  exchange(back: URL, more: Record<string, string> = {}, segment?: string): Promise<TokenAnswer> {
    const code = back.searchParams.get('code') ?? '';
    return this.token(
      { grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...more },
      'shop',
      segment,
    );
  }

  refresh(refreshToken: string, more: Record<string, string> = {}): Promise<TokenAnswer> {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken, ...more });
  }
}

/** What a JWT says. */
export const claimsIn = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString('utf8'));
