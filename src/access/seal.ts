// Seals what must not be readable in the database: AES-256-GCM, bound to the place it belongs to, so that a value moved
// to another row does not open. Never fall back to anything when opening fails: empty is not the same as unreadable.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

export interface Sealer {
  /** `place` names where the value lies, as `account:<id>:credentials`. */
  seal(plain: string, place: string): string;
  /** @throws UnsealError when key, place or content are not those it was sealed with. */
  open(sealed: string, place: string): string;
}

export class UnsealError extends Error {
  override name = 'UnsealError';
}

const KEY_BYTES = 32;
/** NIST SP 800-38D 8.2.2: a random 96-bit nonce for each message. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const keyIdOf = (key: Buffer): string =>
  createHash('sha256').update('rubrica key id').update(key).digest('hex').slice(0, 8);

/** @throws RangeError when `key` is not 32 bytes. */
export function createSealer(key: Buffer): Sealer {
  if (key.length !== KEY_BYTES)
    throw new RangeError(`The secret key has ${key.length} bytes; it needs ${KEY_BYTES}.`);
  const keyId = keyIdOf(key);
  const boundTo = (place: string) => Buffer.from(`v1.${keyId}.${place}`);

  return {
    seal(plain, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(
        boundTo(place),
      );
      const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${keyId}.${nonce.toString('base64url')}.${data.toString('base64url')}`;
    },

    open(sealed, place) {
      const [version, sealedWith, nonceText, dataText, ...rest] = sealed.split('.');
      if (version !== 'v1' || !nonceText || !dataText || rest.length)
        throw new UnsealError('This is not a sealed value.');
      if (sealedWith !== keyId) throw new UnsealError('This value was sealed with another secret key.');
      const nonce = Buffer.from(nonceText, 'base64url');
      const data = Buffer.from(dataText, 'base64url');
      if (nonce.length !== NONCE_BYTES || data.length < TAG_BYTES)
        throw new UnsealError('This sealed value is cut short.');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
        decipher.setAAD(boundTo(place)).setAuthTag(data.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(data.subarray(0, -TAG_BYTES)), decipher.final()]).toString(
          'utf8',
        );
      } catch (cause) {
        throw new UnsealError('This sealed value was altered or belongs to another place.', { cause });
      }
    },
  };
}
