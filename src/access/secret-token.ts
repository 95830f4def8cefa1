// Secrets that are shown once and kept only as a hash: access tokens and invitation links.
import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits need no slow hash: they cannot be guessed. */
export const makeSecret = (prefix = ''): string => prefix + randomBytes(32).toString('base64url');

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
