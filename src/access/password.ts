// Password hashes: argon2id, written as a PHC string so that its cost can rise later without locking anybody out.
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import pLimit from 'p-limit';
import { AppError } from '../errors.ts';

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2);

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/**
 * Hashing takes a core and the threads that files and names are read with: so many at once, whatever comes in. Of the
 * others so many wait their turn (seconds at most), and the rest is told to come back.
 */
const AT_ONCE = 2;
const MOST_WAITING = 100;
const turns = pLimit(AT_ONCE);

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

/** The same password typed on two keyboards may come in two Unicode forms (NIST SP 800-63B 3.1.1.2). */
const messageOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'));

/** @throws AppError 'too-many-requests' when more wait than can be served soon */
async function hash(parameters: Argon2Parameters): Promise<Buffer> {
  if (turns.pendingCount >= MOST_WAITING) {
    const detail = 'Too many people are signing in at this moment.';
    throw new AppError('too-many-requests', detail, { retryAfter: 10 });
  }
  return turns(() => derive('argon2id', parameters));
}

export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES);
  const made = await hash({
    message: messageOf(password),
    nonce,
    tagLength: HASH_BYTES,
    ...COST,
  });
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(nonce)}$${base64(made)}`;
}

/** False for a wrong password and for a hash of an unknown form. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, memory, passes, parallelism, nonce, expected] = PHC.exec(stored) ?? [];
  if (!nonce || !expected) return false;
  const wanted = Buffer.from(expected, 'base64');
  const found = await hash({
    message: messageOf(password),
    nonce: Buffer.from(nonce, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: wanted.length,
  });
  return timingSafeEqual(found, wanted);
}
