// A Rubrica beside a provider that people sign in at: production's sign-in, connector, verbs and runs. Time moves for both
// together.
import type { Actor } from '../../src/access/actor.ts';
import { beginSignIn, type SignInDeps, signInAgain } from '../../src/accounts/sign-in/begin-sign-in.ts';
import { finishSignIn } from '../../src/accounts/sign-in/finish-sign-in.ts';
import type { OAuthProviderId } from '../../src/providers/manifests.ts';
import type { AccountSettings } from '../../src/sync/model.ts';
import { openScenario } from './open-scenario.ts';

export const URL_OF_RUBRICA = 'http://127.0.0.1:9';
export const redirectUriOf = (provider: OAuthProviderId): string =>
  `${URL_OF_RUBRICA}/oauth/callback/${provider}`;

interface Sandbox<Choice> {
  issuer: string;
  apiUrl: string;
  consent(url: string, choice: Choice): URL;
  stop(): Promise<void>;
}

/** What a person does there, and the way back. Answers with the account. */
export async function finished(
  deps: SignInDeps,
  actor: Actor,
  provider: OAuthProviderId,
  begun: ReturnType<typeof beginSignIn>,
  consent: (url: string) => URL,
): Promise<string> {
  const { authorizationUrl, browserSecret } = await begun;
  const query = consent(authorizationUrl).search.slice(1);
  return (await finishSignIn(deps, actor, { provider, query, browserSecret })).accountId;
}

/** @param start the sandbox, whose clock follows `now` */
export async function openSignInScenario<Choice extends object, S extends Sandbox<Choice>>(
  provider: OAuthProviderId,
  start: (now: () => number) => Promise<S>,
) {
  let ahead = 0;
  const there = await start(() => Date.now() + ahead);
  const scenario = await openScenario({ signIns: [{ provider, issuer: there.issuer, api: there.apiUrl }] });
  const deps: SignInDeps = { ...scenario.deps, url: URL_OF_RUBRICA };

  const signedIn = (actor: Actor, begun: ReturnType<typeof beginSignIn>, choice: Choice) =>
    finished(deps, actor, provider, begun, (url) => there.consent(url, choice));

  return {
    ...scenario,
    there,
    advance(ms: number): void {
      ahead += ms;
      scenario.advance(ms);
    },
    /** The whole way: to the provider, what the person does there, and back. Answers with the account. */
    connect: (actor: Actor, settings: Partial<AccountSettings> = {}, choice: Choice = {} as Choice) =>
      signedIn(actor, beginSignIn(deps, actor, { provider, settings }), choice),
    signInAgain: (actor: Actor, accountId: string, choice: Choice = {} as Choice) =>
      signedIn(actor, signInAgain(deps, actor, accountId), choice),
    async close(): Promise<void> {
      await scenario.close();
      await there.stop();
    },
  };
}
