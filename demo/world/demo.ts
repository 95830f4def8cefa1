// The whole demo: address books, Rubrica in a folder to throw away, and the pages of the phones.
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { throwAway } from '../../src/database/embedded/location.ts';
import { type DeskPages, openDesk } from '../pages/open-desk.ts';
import { openBooks } from './books.ts';
import { type Connected, fillRubrica, USERS } from './fill-rubrica.ts';
import { startRubrica } from './rubrica.ts';

export interface Demo {
  /** Where Rubrica is, and where the phones are. */
  url: string;
  deskUrl: string;
  connected: Connected[];
  /** When Rubrica ends by itself. */
  ended: Promise<unknown>;
  /** Ends it all and throws the folder away. */
  stop(): Promise<void>;
}

const FOLDER = 'rubrica-demo-';
const OWNER = 'demo.pid';

/** Settings in `env` go before the demo's own, so that a port can be chosen. @throws Error when Rubrica does not start */
export async function startDemo(env: NodeJS.ProcessEnv = {}): Promise<Demo> {
  await removeLeftOvers();
  const folder = await mkdtemp(join(tmpdir(), FOLDER));
  await writeFile(join(folder, OWNER), String(process.pid));
  const open: (() => Promise<void>)[] = [async () => throwAway(folder)];
  const stop = async (): Promise<void> => {
    for (const close of open.splice(0).reverse()) await close();
  };
  try {
    const books = await openBooks();
    open.push(books.stop);
    const rubrica = await startRubrica({
      RUBRICA_DATA: join(folder, 'data'),
      RUBRICA_SECRET_KEY: randomBytes(32).toString('base64'),
      RUBRICA_ADMIN_EMAIL: USERS.giulia.email,
      RUBRICA_ADMIN_PASSWORD: USERS.giulia.password,
      RUBRICA_LOG: 'error',
      ...books.env,
      ...env,
    });
    open.push(rubrica.stop);
    books.registerAt(rubrica.url);
    const connected = await fillRubrica(rubrica.url, books);
    const desk: DeskPages = await openDesk({ connected, rubrica: rubrica.url });
    open.push(desk.close);
    return { url: rubrica.url, deskUrl: desk.url, connected, ended: rubrica.ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Folders of demos that were killed before they could throw them away. */
async function removeLeftOvers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(FOLDER)) continue;
    const folder = join(tmpdir(), name);
    const pid = Number(await readFile(join(folder, OWNER), 'utf8').catch(() => ''));
    if (pid && !isAlive(pid)) throwAway(folder);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
