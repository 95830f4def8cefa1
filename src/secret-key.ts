// The key that encrypts stored credentials, made once and kept beside the database's folder, never inside it, so that
// a copy of the database alone opens nothing.
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { StartError } from './start-error.ts';

const KEY_BYTES = 32;

export const secretKeyFile = (data: string): string => join(data, 'secret.key');

/** The keys in `data`, the one in use first, made when there is none (file mode 0600). @throws StartError when the file holds no key */
export function keepSecretKeys(data: string): [Buffer, ...Buffer[]] {
  const file = secretKeyFile(data);
  const found = read(file);
  if (found) return found;
  mkdirSync(data, { recursive: true, mode: 0o711 });
  const fresh = writeBeside(file, [randomBytes(KEY_BYTES)]);
  try {
    // A link, not a rename: of two processes that start together the second must take the first one's key.
    linkSync(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh);
  }
  return read(file)!;
}

/** Of whoever runs the server: the key of the environment, with the one it replaces, or those in the data folder. */
export function secretKeys({ data, secrets }: Pick<Config, 'data' | 'secrets'>): [Buffer, ...Buffer[]] {
  const given = secrets.secretKey();
  if (given === null) return keepSecretKeys(data);
  const old = secrets.oldSecretKey();
  return old ? [given, old] : [given];
}

/** Puts a new key before those there are; they go on opening what they sealed. */
export function addSecretKey(data: string): void {
  replace(data, [randomBytes(KEY_BYTES), ...keepSecretKeys(data)]);
}

/** Leaves the key in use alone. Nothing may be sealed with the others any more. */
export function dropOldSecretKeys(data: string): void {
  replace(data, keepSecretKeys(data).slice(0, 1));
}

/** The file is the old one or the new one, whenever the machine stops. */
function replace(data: string, keys: Buffer[]): void {
  const file = secretKeyFile(data);
  renameSync(writeBeside(file, keys), file);
}

function writeBeside(file: string, keys: Buffer[]): string {
  const fresh = `${file}.${process.pid}`;
  const text = keys.map((key) => `${key.toString('base64')}\n`).join('');
  writeFileSync(fresh, text, { mode: 0o600, flush: true });
  return fresh;
}

function read(file: string): [Buffer, ...Buffer[]] | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new StartError(
      `The secret key in ${file} cannot be read: start Rubrica as the user it belongs to.`,
      {
        cause: error,
      },
    );
  }
  const keys = text
    .trim()
    .split('\n')
    .map((line) => Buffer.from(line.trim(), 'base64'));
  if (keys.some((key) => key.length !== KEY_BYTES)) {
    throw new StartError(
      `${file} does not hold a key of 32 bytes. Stored passwords can only be opened with the key they were stored with: put it back from your copy.`,
    );
  }
  return keys as [Buffer, ...Buffer[]];
}
