import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aCard } from '../../sandbox/carddav/probe.ts';
import type { Profile } from '../../sandbox/carddav/profiles.ts';
import { type Sandbox, startCardDavSandbox } from '../../sandbox/carddav/sandbox.ts';
import { notApplicable } from '../not-applicable.ts';

// A client made by others: what it cannot sync with is no honest CardDAV server.
const present = spawnSync('vdirsyncer', ['--version']).status === 0;
if (!present) notApplicable('vdirsyncer: it is not on PATH (Debian package vdirsyncer)');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-vdirsyncer-'));
});
afterEach(() => rm(folder, { recursive: true }));

const files = (): string => join(folder, 'cards', 'card');

async function configure(sandbox: Sandbox): Promise<void> {
  const [{ user, password }] = [sandbox.users[0]!];
  const config = `[general]
status_path = "${folder}/status/"
[pair contacts]
a = "files"
b = "server"
collections = ["from b"]
conflict_resolution = "b wins"
[storage files]
type = "filesystem"
path = "${folder}/cards/"
fileext = ".vcf"
[storage server]
type = "carddav"
url = "${sandbox.url}/"
username = "${user}"
password = "${password}"
`;
  await writeFile(join(folder, 'config'), config);
}

/** Runs one command; answers "yes" to what it asks. @throws with all it printed when it fails. */
function vdirsyncer(...command: string[]): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const child = spawn('vdirsyncer', ['-vINFO', '-c', join(folder, 'config'), ...command], {
    env: { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C.UTF-8' },
  });
  let printed = '';
  child.stdout.on('data', (part) => (printed += part));
  child.stderr.on('data', (part) => (printed += part));
  child.on('error', reject);
  child.on('close', (code) => (code === 0 ? resolve(printed) : reject(new Error(printed))));
  child.stdin.end('y\n'.repeat(5));
  return promise;
}

it.each<Profile>(['icloud', 'sabre18', 'radicale', 'cyrus'])(
  'vdirsyncer finds the book of the %s profile, syncs 30 cards both ways, and then has nothing to do',
  { timeout: 60_000 },
  async (profile) => {
    if (!present) return;
    await using sandbox = await startCardDavSandbox({ profile, cards: { cards: 28, groups: 2 } });
    const phone = sandbox.book();
    await configure(sandbox);
    expect(await vdirsyncer('discover')).toContain('card');
    await vdirsyncer('sync');
    expect(await readdir(files())).toHaveLength(30);

    const [edited, removed] = phone.list();
    phone.edit(edited!.href, (vcard) => vcard.replace('END:VCARD', 'X-EDITED:on the phone\r\nEND:VCARD'));
    phone.remove(removed!.href);
    await writeFile(join(files(), 'made-here.vcf'), aCard('made-here', 'Anna Qui'));
    await vdirsyncer('sync');
    expect(phone.count()).toBe(30);
    expect(phone.list().some((one) => one.uid === 'made-here')).toBe(true);
    const texts = await Promise.all(
      (await readdir(files())).map((name) => readFile(join(files(), name), 'utf8')),
    );
    expect(texts).toHaveLength(30);
    expect(texts.filter((text) => text.includes('X-EDITED:on the phone'))).toHaveLength(1);
    expect(texts.some((text) => text.includes(removed!.uid) && text.includes('\nTEL'))).toBe(false);

    // A server that rewrote the card it was given has it fetched once more; then there is peace.
    if (sandbox.behaviour.rewrite) await vdirsyncer('sync');
    const before = phone.list();
    sandbox.requests.reset();
    await vdirsyncer('sync');
    expect(phone.list()).toEqual(before);
    expect(sandbox.requests.byMethod).not.toHaveProperty('PUT');
    expect(sandbox.requests.byMethod).not.toHaveProperty('DELETE');
    expect(sandbox.requests.cardsServed).toBe(0);
  },
);
