import type { Profile } from '../../sandbox/carddav/profiles.ts';
import { startCardDavSandbox } from '../../sandbox/carddav/sandbox.ts';
import { carddavProvider } from '../../src/providers/carddav/provider.ts';
import { icloudProvider } from '../../src/providers/icloud/provider.ts';
import { doorOf, type TestServer } from './account.ts';
import { createDavOwner, linesBesidesPhones } from './dav-owner.ts';
import { describeProvider } from './describe-provider.ts';
import { createTestIo } from './test-io.ts';

const PROFILES: Profile[] = [
  'standard',
  'icloud',
  'radicale',
  'xandikos',
  'sabre18',
  'sabre4',
  'davical',
  'cyrus',
  'sogo',
  'latin1',
  'utf16',
  'bytes',
  'unescaped',
];

for (const profile of PROFILES) describeProvider(`sandbox, as ${profile}`, () => startProfile(profile));

async function startProfile(profile: Profile): Promise<TestServer> {
  const stops: (() => Promise<void>)[] = [];
  return {
    async account() {
      const sandbox = await startCardDavSandbox({ profile, partitionHost: 'localhost' });
      const { io, exchanges, close } = createTestIo({
        trustedOrigins: [sandbox.url],
        allowPrivateAddresses: false,
      });
      stops.push(close, sandbox.stop);
      const provider = profile === 'icloud' ? icloudProvider({ url: sandbox.url }) : carddavProvider();
      const credentials = { username: 'alice', password: 's3cret', url: sandbox.url };
      return {
        ...doorOf(provider, credentials, io),
        wrongDoor: doorOf(provider, { ...credentials, password: 'not this' }, io),
        io,
        owner: createDavOwner(sandbox.bookUrl(), 'alice', 's3cret'),
        requests: () => exchanges.length,
        besidesPhones: linesBesidesPhones,
        expireCursors: () => sandbox.faults.expireTokens(),
      };
    },
    async stop() {
      for (const stop of stops) await stop();
    },
  };
}
