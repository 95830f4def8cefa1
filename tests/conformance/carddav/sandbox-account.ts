import { onTestFinished } from 'vitest';
import { type SandboxOptions, startCardDavSandbox } from '../../../sandbox/carddav/sandbox.ts';
import { carddavProvider } from '../../../src/providers/carddav/provider.ts';
import { icloudProvider } from '../../../src/providers/icloud/provider.ts';
import type { Io } from '../../../src/providers/provider.ts';
import { createTestIo } from '../test-io.ts';

/**
 * A sandbox of one test with its user connected; the clock stands still and waits are noted, not waited.
 * @param createProvider the connector, where it is a copy that lacks a rule
 */
export async function startAccount(options: SandboxOptions = {}, createProvider = carddavProvider) {
  const sandbox = await startCardDavSandbox({ profile: 'standard', ...options });
  const {
    io: real,
    exchanges,
    close,
  } = createTestIo({ trustedOrigins: [sandbox.url], allowPrivateAddresses: false });
  onTestFinished(async () => {
    await close();
    await sandbox.stop();
  });
  const slept: number[] = [];
  const now = Date.UTC(2026, 5, 1);
  const io: Io = { ...real, now: () => now, sleep: async (ms) => void slept.push(ms) };
  const provider = sandbox.profile === 'icloud' ? icloudProvider({ url: sandbox.url }) : createProvider();
  const credentials = { username: 'alice', password: 's3cret', url: sandbox.url };
  const { state } = await provider.discover(credentials, io);
  const [book] = await provider.open(credentials, state, io);
  exchanges.length = 0;
  sandbox.requests.reset();
  const kinds = () => exchanges.map(({ kind }) => kind);
  return {
    sandbox,
    io,
    now,
    slept,
    exchanges,
    kinds,
    provider,
    credentials,
    state,
    book: book!,
    phone: sandbox.book(),
  };
}

export const vcard = (uid: string, family: string, extra: string[] = []): string =>
  [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `UID:${uid}`,
    `N:${family};;;;`,
    `FN:${family}`,
    ...extra,
    'END:VCARD',
    '',
  ].join('\r\n');
