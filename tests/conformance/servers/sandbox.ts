import type { Profile } from '../../../sandbox/carddav/profiles.ts';
import { startCardDavSandbox } from '../../../sandbox/carddav/sandbox.ts';
import { carddavProvider } from '../../../src/providers/carddav/provider.ts';
import { icloudProvider } from '../../../src/providers/icloud/provider.ts';
import { doorOf } from '../account.ts';
import { createDavOwner, linesBesidesPhones } from '../dav-owner.ts';
import { createTestIo } from '../test-io.ts';
import type { RealServer } from './real-server.ts';

/** The CardDAV sandbox, with the habits of a server, as the suite takes real ones. */
export async function startSandbox(profile: Profile): Promise<RealServer> {
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
