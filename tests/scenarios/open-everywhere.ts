// A Rubrica beside iCloud, Google and Microsoft 365, each with a phone for Alice and one for Bob. Time moves for all of them.
import { startGoogleSandbox } from '../../sandbox/google/sandbox.ts';
import type { Actor } from '../../src/access/actor.ts';
import { beginSignIn } from '../../src/accounts/sign-in/begin-sign-in.ts';
import type { AccountSettings } from '../../src/sync/model.ts';
import { GOOGLE_CLIENT } from '../google-account.ts';
import { MICROSOFT_CLIENT, startRegistered } from '../microsoft-account.ts';
import { openScenario } from './open-scenario.ts';
import { finished, redirectUriOf, URL_OF_RUBRICA } from './open-sign-in-scenario.ts';
import { cardDavPhone, googlePhone, microsoftPhone, type Phone } from './phones.ts';

export const PLACES = ['icloud', 'google', 'microsoft'] as const;
export type PlaceName = (typeof PLACES)[number];

export interface Place {
  phone: Phone;
  /** Connects the account whose phone this is, whole sign-in included. Answers with the account. */
  connect(actor: Actor, settings?: Partial<AccountSettings>): Promise<string>;
}

export type Everywhere = Awaited<ReturnType<typeof openEverywhere>>;

/** @param visibleAfterMs how long what was written stays out of Google's and Microsoft's listings */
export async function openEverywhere({ visibleAfterMs = 0 } = {}) {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const google = await startGoogleSandbox({
    clients: [{ ...GOOGLE_CLIENT, redirectUris: [redirectUriOf('google')] }],
    behaviour: { quotas: null, propagationDelayMs: visibleAfterMs },
    now,
  });
  const microsoft = await startRegistered({
    apps: [{ ...MICROSOFT_CLIENT, redirectUris: [redirectUriOf('microsoft')] }],
    behaviour: { propagationDelayMs: visibleAfterMs },
    now,
  });
  const scenario = await openScenario({
    signIns: [
      { provider: 'google', issuer: google.issuer, api: google.apiUrl },
      { provider: 'microsoft', issuer: microsoft.issuer, api: microsoft.apiUrl },
    ],
  });
  const { sandbox } = scenario;
  const deps = { ...scenario.deps, url: URL_OF_RUBRICA };

  const through =
    (provider: 'google' | 'microsoft', consent: (url: string) => URL): Place['connect'] =>
    (actor, settings = {}) =>
      finished(deps, actor, provider, beginSignIn(deps, actor, { provider, settings }), consent);

  /** Of one person, by what their accounts are called there. */
  const placesOf = (icloud: string, gmail: string, contoso: string): Record<PlaceName, Place> => ({
    icloud: {
      phone: cardDavPhone(sandbox.book(icloud)),
      connect: (actor, settings) => scenario.connect(actor, settings, 'icloud', icloud),
    },
    google: {
      phone: googlePhone(google.phone(gmail)),
      connect: through('google', (url) => google.consent(url, { user: gmail })),
    },
    microsoft: {
      phone: microsoftPhone(microsoft.phone(contoso)),
      connect: through('microsoft', (url) => microsoft.consent(url, { user: contoso })),
    },
  });

  return {
    ...scenario,
    google,
    microsoft,
    alices: placesOf('alice', 'anna@gmail.example', 'anna@contoso.example'),
    bobs: placesOf('bob', 'bruno@gmail.example', 'bruno@contoso.example'),
    advance(ms: number): void {
      ahead += ms;
      scenario.advance(ms);
    },
    /** What was asked of the address books since the last time, writes alone. */
    writes(): string[] {
      const { byMethod } = sandbox.requests;
      const asked = [
        ...['PUT', 'DELETE', 'POST'].filter((method) => method in byMethod),
        ...Object.keys(google.requests.byKind),
        ...Object.keys(microsoft.requests.byKind),
        ...Object.keys(microsoft.requests.inBatches),
      ];
      for (const { requests } of [sandbox, google, microsoft]) requests.reset();
      return asked.filter((kind) => /PUT|DELETE|POST|create|update|delete|modify|put/i.test(kind));
    },
    async close(): Promise<void> {
      await scenario.close();
      await google.stop();
      await microsoft.stop();
    },
  };
}
