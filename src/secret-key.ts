// The key that encrypts stored credentials, made once and kept beside the database's folder, never inside it, so that
// a copy of the database alone opens nothing.
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

export const secretKeyFile = (data: string): string => join(data, 'secret.key');

/** The key in `data`, made when there is none (file mode 0600). @throws StartError when the file is no key */
export function keepSecretKey(data: string): Buffer {
  const file = secretKeyFile(data);
  const found = read(file);
  if (found) return found;
  mkdirSync(data, { recursive: true, mode: 0o711 });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
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

function read(file: string): Buffer | null {
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
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) {
    throw new StartError(
      `${file} does not hold a key of 32 bytes. Stored passwords can only be opened with the key they were stored with: put it back from your copy.`,
    );
  }
  return key;
}
