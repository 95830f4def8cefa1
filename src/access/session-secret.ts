// The secret that signs session cookies, derived from the secret key and different from it.
import { hkdfSync } from 'node:crypto';

export const sessionSecretFrom = (key: Buffer): string =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'rubrica session cookies', 32)).toString('hex');
