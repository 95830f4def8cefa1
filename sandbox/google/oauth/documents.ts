import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type Answer, json, type World } from '../answer.ts';

export function discovery({ origin }: World): Answer {
  return json(200, {
    issuer: origin,
    authorization_endpoint: `${origin}/o/oauth2/v2/auth`,
    token_endpoint: `${origin}/token`,
    userinfo_endpoint: `${origin}/v1/userinfo`,
    revocation_endpoint: `${origin}/revoke`,
    jwks_uri: `${origin}/oauth2/v3/certs`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: [
      'aud',
      'email',
      'email_verified',
      'exp',
      'family_name',
      'given_name',
      'iat',
      'iss',
      'name',
      'sub',
    ],
    code_challenge_methods_supported: ['plain', 'S256'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    authorization_response_iss_parameter_supported: true,
  });
}

const keyId = 'sandbox-1';
let keys: { privateKey: KeyObject; publicKey: KeyObject } | undefined;

/** Made when first needed, once per process: making one takes a tenth of a second. */
function keyPair() {
  keys ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
  return keys;
}

export function certificates(): Answer {
  const { n, e, kty } = keyPair().publicKey.export({ format: 'jwk' });
  return json(200, { keys: [{ kty, n, e, kid: keyId, use: 'sig', alg: 'RS256' }] });
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

export function signed(claims: object): string {
  const content = `${encoded({ alg: 'RS256', kid: keyId, typ: 'JWT' })}.${encoded(claims)}`;
  return `${content}.${createSign('RSA-SHA256').update(content).sign(keyPair().privateKey, 'base64url')}`;
}

/** Half the hash of an access token, which binds it to its id token. */
export const halfHash = (token: string): string =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');
