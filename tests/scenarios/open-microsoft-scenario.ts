// A Rubrica beside a Microsoft 365 of its own.
import type {
  Consenting,
  MicrosoftSandbox,
  MicrosoftSandboxOptions,
} from '../../sandbox/microsoft/sandbox.ts';
import { MICROSOFT_CLIENT, startRegistered } from '../microsoft-account.ts';
import { openSignInScenario, redirectUriOf } from './open-sign-in-scenario.ts';

export type MicrosoftScenario = Awaited<ReturnType<typeof openMicrosoftScenario>>;

export async function openMicrosoftScenario(options: MicrosoftSandboxOptions = {}) {
  const apps = [{ ...MICROSOFT_CLIENT, redirectUris: [redirectUriOf('microsoft')] }];
  const scenario = await openSignInScenario<Consenting, MicrosoftSandbox>('microsoft', (now) =>
    startRegistered({ apps, now, ...options }),
  );
  return { ...scenario, microsoft: scenario.there, phone: scenario.there.phone() };
}
