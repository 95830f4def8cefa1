// A Rubrica beside a Google of its own: production's sign-in, connector, verbs and runs. Time moves for both together.
import {
  type Consenting,
  type GoogleSandboxOptions,
  startGoogleSandbox,
} from '../../sandbox/google/sandbox.ts';
import type { Actor } from '../../src/access/actor.ts';
import { beginSignIn, type SignInDeps, signInAgain } from '../../src/accounts/sign-in/begin-sign-in.ts';
import { finishSignIn } from '../../src/accounts/sign-in/finish-sign-in.ts';
import type { AccountSettings } from '../../src/sync/model.ts';
import { GOOGLE_CLIENT } from '../google-account.ts';
import { openScenario } from './open-scenario.ts';

const URL_OF_RUBRICA = 'http://127.0.0.1:9';
/** Quotas are asked of the connector where they are the point; a scenario is about people. */
const NO_QUOTAS = { quotas: null };

export type GoogleScenario = Awaited<ReturnType<typeof openGoogleScenario>>;

export async function openGoogleScenario(options: GoogleSandboxOptions & { testing?: boolean } = {}) {
  const { testing, ...sandboxOptions } = options;
  let ahead = 0;
  const client = { ...GOOGLE_CLIENT, redirectUris: [`${URL_OF_RUBRICA}/oauth/callback/google`] };
  const google = await startGoogleSandbox({
    clients: [{ ...client, ...(testing ? { testing } : {}) }],
    now: () => Date.now() + ahead,
    ...sandboxOptions,
    behaviour: { ...NO_QUOTAS, ...sandboxOptions.behaviour },
  });
  const scenario = await openScenario({ google });
  const deps: SignInDeps = { ...scenario.deps, url: URL_OF_RUBRICA };

  async function signedIn(
    actor: Actor,
    begun: ReturnType<typeof beginSignIn>,
    choice: Consenting,
  ): Promise<string> {
    const { authorizationUrl, browserSecret } = await begun;
    const { search } = google.consent(authorizationUrl, choice);
    const answer = { provider: 'google', query: search.slice(1), browserSecret };
    return (await finishSignIn(deps, actor, answer)).accountId;
  }

  return {
    ...scenario,
    google,
    phone: google.phone(),
    advance(ms: number): void {
      ahead += ms;
      scenario.advance(ms);
    },
    /** The whole way: to Google, what the person does there, and back. Answers with the account. */
    connect: (actor: Actor, settings: Partial<AccountSettings> = {}, choice: Consenting = {}) =>
      signedIn(actor, beginSignIn(deps, actor, { provider: 'google', settings }), choice),
    signInAgain: (actor: Actor, accountId: string, choice: Consenting = {}) =>
      signedIn(actor, signInAgain(deps, actor, accountId), choice),
    async close(): Promise<void> {
      await scenario.close();
      await google.stop();
    },
  };
}
