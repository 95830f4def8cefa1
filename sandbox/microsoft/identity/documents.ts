import { bearerOf } from '../../oauth/credentials.ts';
import { keySet } from '../../oauth/signing.ts';
import { type Answer, html, json, redirect } from '../../server/answer.ts';
import { page } from '../../server/page.ts';
import type { Request, World } from '../world.ts';
import { tenantNamed } from './segment.ts';
import { SignInError, signInAnswer } from './sign-in-error.ts';
import { personalTenantId } from './tenant.ts';
import { claimsOf } from './token.ts';

/** Where several organizations sign in, the issuer is a pattern with a word in braces. */
export function discovery({ segment }: Request, world: World): Answer {
  const { origin } = world;
  try {
    const tenant = tenantNamed(segment, world);
    const own = segment.toLowerCase() === 'consumers' ? personalTenantId : (tenant?.id ?? '{tenantid}');
    const base = `${origin}/${tenant?.id ?? segment}`;
    return json(200, {
      token_endpoint: `${base}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: `${origin}/${own}/v2.0`,
      request_uri_parameter_supported: false,
      userinfo_endpoint: `${origin}/oidc/userinfo`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      claims_supported: [
        'sub',
        'iss',
        'aud',
        'exp',
        'iat',
        'nonce',
        'preferred_username',
        'name',
        'tid',
        'ver',
        'email',
      ],
      tenant_region_scope: null,
      cloud_instance_name: 'microsoftonline.com',
      cloud_graph_host_name: 'graph.windows.net',
      msgraph_host: 'graph.microsoft.com',
    });
  } catch (error) {
    if (error instanceof SignInError) return signInAnswer(error, world.clock.now());
    throw error;
  }
}

export const keys = (): Answer => json(200, keySet());

export function logout({ query }: Request): Answer {
  const back = query.get('post_logout_redirect_uri');
  return back ? redirect(back) : html(200, page('Signed out', '<h1>You signed out of your account</h1>'));
}

export function userInfo({ headers }: Request, { grants, clock }: World): Answer {
  const access = grants.access(bearerOf(headers.authorization));
  if (!access?.scopes.has('openid') || access.expiresAt <= clock.now())
    return json(401, {
      error: { code: 'InvalidAuthenticationToken', message: 'Access token validation failure.' },
    });
  const { user, scopes, clientId } = access;
  return json(200, claimsOf(user, [...scopes], clientId));
}
