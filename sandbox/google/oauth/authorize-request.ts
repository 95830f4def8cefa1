import type { World } from '../answer.ts';
import { type Consent, type OAuthClient, scopesOf } from './grants.ts';

/** An authorize request that Google does not send back to the client but shows on a page of its own. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export interface AuthorizeRequest {
  client: OAuthClient;
  query: URLSearchParams;
  redirectUri: string;
  scopes: readonly string[];
  prompts: readonly string[];
  challenge: Consent['challenge'];
}

/** @throws Refusal */
export function readAuthorize(query: URLSearchParams, world: World): AuthorizeRequest {
  const client = world.clients.find((one) => one.clientId === query.get('client_id'));
  if (!client) throw new Refusal('invalid_client', 'The OAuth client was not found.', 401);
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!client.redirectUris.includes(redirectUri)) {
    throw new Refusal(
      'redirect_uri_mismatch',
      `The redirect URI in the request, ${redirectUri}, does not match the ones authorized for the OAuth client.`,
    );
  }
  if (query.get('response_type') !== 'code')
    throw new Refusal('unsupported_response_type', 'Only response_type=code is possible here.');
  const scopes = scopesOf(query.get('scope') ?? '');
  if (scopes.length === 0) throw new Refusal('invalid_request', 'Missing required parameter: scope');
  const prompts = (query.get('prompt') ?? '').split(' ').filter(Boolean);
  if (prompts.some((prompt) => !['none', 'consent', 'select_account'].includes(prompt))) {
    throw new Refusal('invalid_request', 'Invalid parameter value for prompt.');
  }
  const value = query.get('code_challenge');
  const method = query.get('code_challenge_method') ?? 'plain';
  if (method !== 'plain' && method !== 'S256')
    throw new Refusal('invalid_request', 'Invalid code_challenge_method.');
  return { client, query, redirectUri, scopes, prompts, challenge: value ? { value, method } : undefined };
}
