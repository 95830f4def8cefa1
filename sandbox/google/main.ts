import { parseArgs } from 'node:util';
import { startGoogleSandbox } from './sandbox.ts';

// node sandbox/google/main.ts --port 0 --people 200 --redirect-uri http://127.0.0.1:3000/accounts/google/callback
const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '0' },
    people: { type: 'string', default: '200' },
    groups: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    'client-id': { type: 'string', default: 'sandbox-client' },
    'client-secret': { type: 'string', default: 'sandbox-secret' },
    'redirect-uri': { type: 'string', multiple: true, default: [] },
    testing: { type: 'boolean', default: false },
    'propagation-delay-ms': { type: 'string', default: '0' },
    'latency-ms': { type: 'string', default: '0' },
  },
});

const sandbox = await startGoogleSandbox({
  host: values.host,
  port: Number(values.port),
  clients: [
    {
      clientId: values['client-id'],
      clientSecret: values['client-secret'],
      redirectUris: values['redirect-uri'],
      testing: values.testing,
    },
  ],
  behaviour: { propagationDelayMs: Number(values['propagation-delay-ms']) },
  people: { people: Number(values.people), groups: Number(values.groups), seed: Number(values.seed) },
});
sandbox.faults.latencyMs = Number(values['latency-ms']);
console.log(`Google sandbox at ${sandbox.issuer}`);
console.log(`  client ${values['client-id']} / ${values['client-secret']}`);
for (const { email } of sandbox.users) {
  console.log(
    `  ${email}: ${sandbox.phone(email).count()} contacts, phone at ${sandbox.issuer}/phone?user=${email}`,
  );
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.stop());
