// Servers of many tenants (Microsoft's) each of which issues id tokens under its own name: discovery names them all with a
// placeholder, which is no issuer that any library would compare an id token with.
import { OAuthError } from './oauth-error.ts';

export const TENANT = '{tenantid}';

/** What an id token says (OpenID Connect Core 1.0, 2), as far as we look. */
export interface Claims {
  iss?: unknown;
  aud?: unknown;
  exp?: unknown;
  nonce?: unknown;
  [claim: string]: unknown;
}

interface Expected {
  /** With the placeholder. */
  issuer: string;
  clientId: string;
  /** Null where nothing was asked for with one: a renewal. */
  nonce: string | null;
  now: number;
}

const CLOCK_TOLERANCE_MS = 60_000;

/**
 * Takes the id token out of an answer of the token endpoint. It came from there over TLS, so nobody else's signature would say
 * more (OpenID Connect Core 1.0, 3.1.3.7).
 * @throws OAuthError for one that is of another issuer, client or sign-in, or is over
 */
export async function takeIdToken(
  response: Response,
  expected: Expected,
): Promise<{ response: Response; claims: Claims | null }> {
  const answer = (await response
    .clone()
    .json()
    .catch(() => null)) as { id_token?: unknown } | null;
  if (typeof answer?.id_token !== 'string') return { response, claims: null };
  const { id_token, ...rest } = answer;
  const claims = claimsIn(id_token);
  const { issuer, clientId, nonce, now } = expected;
  const wrong = [
    claims.iss !== issuer.replace(TENANT, String(claims.tid)) && 'iss',
    claims.aud !== clientId && 'aud',
    (typeof claims.exp !== 'number' || claims.exp * 1000 < now - CLOCK_TOLERANCE_MS) && 'exp',
    nonce !== null && claims.nonce !== nonce && 'nonce',
  ].filter(Boolean);
  if (wrong.length > 0)
    throw new OAuthError('unexpected', `the id token is not for this sign-in: ${wrong.join(', ')}`);
  const { status, headers } = response;
  return { response: Response.json(rest, { status, headers }), claims };
}

function claimsIn(token: string): Claims {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims;
  } catch {
    throw new OAuthError('unexpected', 'the id token cannot be read');
  }
}
