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

/** The key a value was sealed with, without opening it. */
export const isSealedWith = (key: Buffer, sealed: string): boolean => sealed.split('.')[1] === keyIdOf(key);

const keyIdOf = (key: Buffer): string =>
  createHash('sha256').update('rubrica key id').update(key).digest('hex').slice(0, 8);

/** The first key seals; the others open what was sealed with them before. */
export type KeyRing = () => Buffer[];

interface Key {
  id: string;
  bytes: Buffer;
}

/**
 * A ring is asked again for every seal, and when something was sealed with a key not known yet: while a key is replaced,
 * processes that run follow. @throws RangeError when a key is not 32 bytes.
 */
export function createSealer(keys: Buffer | KeyRing): Sealer {
  const ring: KeyRing = typeof keys === 'function' ? keys : () => [keys];
  const read = (): Key[] =>
    ring().map((bytes) => {
      if (bytes.length !== KEY_BYTES)
        throw new RangeError(`The secret key has ${bytes.length} bytes; it needs ${KEY_BYTES}.`);
      return { id: keyIdOf(bytes), bytes };
    });
  let known = read();
  const boundTo = (keyId: string, place: string) => Buffer.from(`v1.${keyId}.${place}`);
  const named = (id: string | undefined): Key => {
    const find = () => known.find((key) => key.id === id);
    if (!find()) known = read();
    const key = find();
    if (!key) throw new UnsealError('This value was sealed with another secret key.');
    return key;
  };

  return {
    seal(plain, place) {
      known = read();
      const { id: keyId, bytes } = known[0]!;
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', bytes, nonce, { authTagLength: TAG_BYTES }).setAAD(
        boundTo(keyId, place),
      );
      const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${keyId}.${nonce.toString('base64url')}.${data.toString('base64url')}`;
    },

    open(sealed, place) {
      const [version, sealedWith, nonceText, dataText, ...rest] = sealed.split('.');
      if (version !== 'v1' || !nonceText || !dataText || rest.length)
        throw new UnsealError('This is not a sealed value.');
      const key = named(sealedWith);
      const nonce = Buffer.from(nonceText, 'base64url');
      const data = Buffer.from(dataText, 'base64url');
      if (nonce.length !== NONCE_BYTES || data.length < TAG_BYTES)
        throw new UnsealError('This sealed value is cut short.');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: TAG_BYTES });
        decipher.setAAD(boundTo(key.id, place)).setAuthTag(data.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(data.subarray(0, -TAG_BYTES)), decipher.final()]).toString(
          'utf8',
        );
      } catch (cause) {
        throw new UnsealError('This sealed value was altered or belongs to another place.', { cause });
      }
    },
  };
}
