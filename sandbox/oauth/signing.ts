import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

const keyId = 'sandbox-1';
let keys: { privateKey: KeyObject; publicKey: KeyObject } | undefined;

/** Made when first needed, once per process: making one takes a tenth of a second. */
function keyPair() {
  keys ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
  return keys;
}

/** The JWK set that signatures are checked with. */
export function keySet(): { keys: object[] } {
  const { n, e, kty } = keyPair().publicKey.export({ format: 'jwk' });
  return { keys: [{ kty, n, e, kid: keyId, use: 'sig', alg: 'RS256' }] };
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** A JWT of these claims. */
export function signed(claims: object): string {
  const content = `${encoded({ alg: 'RS256', kid: keyId, typ: 'JWT' })}.${encoded(claims)}`;
  return `${content}.${createSign('RSA-SHA256').update(content).sign(keyPair().privateKey, 'base64url')}`;
}

/** Half the hash of an access token, which binds it to its id token. */
export const halfHash = (token: string): string =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');
