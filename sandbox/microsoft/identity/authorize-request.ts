import type { Challenge } from '../../oauth/credentials.ts';
import type { World } from '../world.ts';
import type { App } from './app.ts';
import { scopesOf } from './scopes.ts';
import { checkAudience, tenantNamed } from './segment.ts';
import { SignInError } from './sign-in-error.ts';

export type ResponseMode = 'query' | 'fragment' | 'form_post';

/** Where the browser goes back to, and how. */
export interface WayBack {
  readonly redirectUri: string;
  readonly mode: ResponseMode;
  readonly state: string | null;
}

export interface AuthorizeRequest extends WayBack {
  readonly app: App;
  readonly segment: string;
  readonly query: URLSearchParams;
  readonly scopes: readonly string[];
  readonly prompt: string;
  readonly challenge: Challenge | undefined;
}

/** Something is wrong that the app is told of, in the address the browser goes back to. */
export class SentBack extends Error {
  override name = 'SentBack';
  readonly way: WayBack;
  readonly error: string;

  constructor(way: WayBack, error: string, message: string) {
    super(message);
    this.way = way;
    this.error = error;
  }
}

/** App and address to go back to: where these are wrong, nobody is sent anywhere. @throws SignInError */
export function appOf(
  query: URLSearchParams,
  segment: string,
  world: World,
): { app: App; redirectUri: string } {
  const id = query.get('client_id');
  if (!id)
    throw new SignInError(
      'invalid_request',
      900_144,
      "The request body must contain the following parameter: 'client_id'.",
    );
  const app = world.apps.find(({ clientId }) => clientId.toLowerCase() === id.toLowerCase());
  if (!app) {
    const message = `Application with identifier '${id}' was not found in the directory '${segment}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`;
    throw new SignInError('unauthorized_client', 700_016, message);
  }
  if (app.disabled)
    throw new SignInError('unauthorized_client', 7_000_112, `Application '${id}'(${id}) is disabled.`);
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!app.redirectUris.includes(redirectUri)) {
    const message = `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${id}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`;
    throw new SignInError('invalid_request', 50_011, message);
  }
  return { app, redirectUri };
}

/** @throws SignInError | SentBack */
export function readAuthorize(query: URLSearchParams, segment: string, world: World): AuthorizeRequest {
  const { app, redirectUri } = appOf(query, segment, world);
  tenantNamed(segment, world);
  checkAudience(app, segment, world);
  const mode = query.get('response_mode') ?? 'query';
  const way: WayBack = {
    redirectUri,
    mode: mode === 'fragment' || mode === 'form_post' ? mode : 'query',
    state: query.get('state'),
  };
  if (query.get('response_type') !== 'code')
    throw new SentBack(way, 'unsupported_response_type', 'AADSTS70005: response_type must be code.');
  const scope = query.get('scope') ?? '';
  if (scope.trim() === '')
    throw new SentBack(
      way,
      'invalid_request',
      "AADSTS900144: The request body must contain the following parameter: 'scope'.",
    );
  const prompt = query.get('prompt') ?? '';
  if (!['', 'login', 'none', 'consent', 'select_account'].includes(prompt))
    throw new SentBack(way, 'invalid_request', `AADSTS90023: Unsupported 'prompt' value.`);
  const value = query.get('code_challenge');
  const method = query.get('code_challenge_method') ?? 'plain';
  if (method !== 'plain' && method !== 'S256')
    throw new SentBack(way, 'invalid_request', 'AADSTS501491: Invalid code_challenge_method.');
  return {
    ...way,
    app,
    segment,
    query,
    scopes: scopesOf(scope),
    prompt,
    challenge: value ? { value, method } : undefined,
  };
}
