import { parseArgs } from 'node:util';
import { startMicrosoftSandbox } from './sandbox.ts';

// node sandbox/microsoft/main.ts --port 0 --people 200 --redirect-uri http://127.0.0.1:3000/oauth/callback/microsoft
const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '0' },
    people: { type: 'string', default: '200' },
    folders: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    'client-id': { type: 'string', default: 'sandbox-client' },
    'client-secret': { type: 'string', default: 'sandbox-secret' },
    'redirect-uri': { type: 'string', multiple: true, default: [] },
    'propagation-delay-ms': { type: 'string', default: '0' },
    'latency-ms': { type: 'string', default: '0' },
  },
});

const sandbox = await startMicrosoftSandbox({
  host: values.host,
  port: Number(values.port),
  apps: [
    {
      clientId: values['client-id'],
      clientSecret: values['client-secret'],
      redirectUris: values['redirect-uri'],
    },
  ],
  behaviour: { propagationDelayMs: Number(values['propagation-delay-ms']) },
  people: { people: Number(values.people), folders: Number(values.folders), seed: Number(values.seed) },
});
sandbox.faults.latencyMs = Number(values['latency-ms']);
console.log(`Microsoft sandbox: sign-in at ${sandbox.issuer}, Graph at ${sandbox.apiUrl}`);
console.log(`  app ${values['client-id']} / ${values['client-secret']}`);
for (const { email, tenant } of sandbox.users) {
  const who = `${email} (${tenant.personal ? 'personal' : tenant.name})`;
  console.log(
    `  ${who}: ${sandbox.phone(email).count()} contacts, Outlook at ${sandbox.origin}/phone?user=${email}`,
  );
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.stop());
