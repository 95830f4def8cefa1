// Rubrica beside Microsoft's sandbox: nothing is installed yet, and each person has nothing.
import { type MicrosoftSandboxOptions, startMicrosoftSandbox } from '../../sandbox/microsoft/sandbox.ts';
import { personAdder } from './add-person.ts';
import { openRubrica } from './open-rubrica.ts';

export const CLIENT = {
  clientId: '4f1c7c52-0d8a-4b8e-9a37-0a4a3c1f5e10',
  clientSecret: 'value-of-the-secret',
};

export type MicrosoftRubrica = Awaited<ReturnType<typeof openMicrosoft>>;

export async function openMicrosoft(options: MicrosoftSandboxOptions = {}) {
  // Rubrica's address is known once it runs; Microsoft is told then.
  const redirectUris: string[] = [];
  const microsoft = await startMicrosoftSandbox({ apps: [{ ...CLIENT, redirectUris }], ...options });
  const rubrica = await openRubrica({
    env: { RUBRICA_MICROSOFT_ISSUER: microsoft.issuer, RUBRICA_MICROSOFT_API: microsoft.apiUrl },
  });
  const redirect = `${rubrica.url}/oauth/callback/microsoft`;
  redirectUris.push(redirect);
  return {
    ...rubrica,
    microsoft,
    redirect,
    /** As an administrator would, without looking at the page. */
    setUp: () =>
      rubrica.call('updateProvider', { params: { id: 'microsoft' }, body: { installed: true, ...CLIENT } }),
    person: personAdder(rubrica),
    async close(): Promise<void> {
      await rubrica.close();
      await microsoft.stop();
    },
  };
}
