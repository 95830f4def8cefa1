// A Rubrica beside a Google of its own.
import {
  type Consenting,
  type GoogleSandbox,
  type GoogleSandboxOptions,
  startGoogleSandbox,
} from '../../sandbox/google/sandbox.ts';
import { GOOGLE_CLIENT } from '../google-account.ts';
import { openSignInScenario, redirectUriOf } from './open-sign-in-scenario.ts';

/** Quotas are asked of the connector where they are the point; a scenario is about people. */
const NO_QUOTAS = { quotas: null };

export type GoogleScenario = Awaited<ReturnType<typeof openGoogleScenario>>;

export async function openGoogleScenario(options: GoogleSandboxOptions & { testing?: boolean } = {}) {
  const { testing, ...sandboxOptions } = options;
  const client = { ...GOOGLE_CLIENT, redirectUris: [redirectUriOf('google')] };
  const scenario = await openSignInScenario<Consenting, GoogleSandbox>('google', (now) =>
    startGoogleSandbox({
      clients: [{ ...client, ...(testing ? { testing } : {}) }],
      now,
      ...sandboxOptions,
      behaviour: { ...NO_QUOTAS, ...sandboxOptions.behaviour },
    }),
  );
  return { ...scenario, google: scenario.there, phone: scenario.there.phone() };
}
