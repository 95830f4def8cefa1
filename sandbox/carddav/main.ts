import { parseArgs } from 'node:util';
import { type Profile, profiles } from './profiles.ts';
import { startCardDavSandbox } from './sandbox.ts';

// node sandbox/carddav/main.ts --port 0 --cards 200 --profile icloud
const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '0' },
    'partition-host': { type: 'string' },
    profile: { type: 'string', default: 'icloud' },
    cards: { type: 'string', default: '200' },
    groups: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    'latency-ms': { type: 'string', default: '0' },
  },
});

const isProfile = (name: string): name is Profile => Object.hasOwn(profiles, name);
if (!isProfile(values.profile)) {
  console.error(`There is no profile ${values.profile}; choose one of ${Object.keys(profiles).join(', ')}.`);
  process.exit(2);
}

const sandbox = await startCardDavSandbox({
  host: values.host,
  port: Number(values.port),
  ...(values['partition-host'] ? { partitionHost: values['partition-host'] } : {}),
  profile: values.profile,
  cards: { cards: Number(values.cards), groups: Number(values.groups), seed: Number(values.seed) },
});
sandbox.faults.latencyMs = Number(values['latency-ms']);
console.log(`CardDAV sandbox (${sandbox.profile}) at ${sandbox.url}`);
for (const { user, password } of sandbox.users) {
  console.log(`  ${user} / ${password}: ${sandbox.book(user).count()} cards at ${sandbox.bookUrl(user)}`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.stop());
