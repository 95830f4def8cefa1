// The three address books, each with its phone: iCloud, Google and Microsoft 365, pretended by the sandboxes.
import { randomBytes } from 'node:crypto';
import { startCardDavSandbox } from '../../sandbox/carddav/sandbox.ts';
import { startGoogleSandbox } from '../../sandbox/google/sandbox.ts';
import { startMicrosoftSandbox } from '../../sandbox/microsoft/sandbox.ts';
import { android } from '../phones/android.ts';
import { iphone } from '../phones/iphone.ts';
import { outlook } from '../phones/outlook.ts';
import type { Phone } from '../phones/phone.ts';
import { cardOf, FIRMS, people } from './people.ts';
import { portrait } from './portrait.ts';

export interface Books {
  phones: readonly [iphone: Phone, android: Phone, outlook: Phone];
  /** Rubrica's settings that lead to them. */
  env: NodeJS.ProcessEnv;
  /** What a person presses at a provider's sign-in page; answers where it sends the browser. */
  consent: Record<'google' | 'microsoft', (address: string) => URL>;
  /** Google and Microsoft know to whom they may send a browser back. */
  registerAt(rubrica: string): void;
  stop(): Promise<void>;
}

const ICLOUD_USER = 'giulia@icloud.example';
const GMAIL_USER = 'giulia.ferri@gmail.example';
const OUTLOOK_USER = 'marco@officina.example';
/** Among the invented first names. */
const LONG_HAIR = /(?<!^Luc)a$|^(?:Beatrice|Carmen|Pilar|Charlotte|Grace|Siobhán|Zoë|花子|美咲|芳|秀英)$/;
/** Of every so many people, one has a picture. */
const PICTURED = 4;

export async function openBooks(): Promise<Books> {
  const secret = randomBytes(16).toString('hex');
  const redirectUris: string[] = [];
  const client = { clientId: 'rubrica.apps.googleusercontent.com', clientSecret: secret, redirectUris };
  const app = {
    clientId: '4f1c7c52-0d8a-4b8e-9a37-0a4a3c1f5e10',
    clientSecret: secret,
    redirectUris,
    name: 'Rubrica',
  };
  const [icloud, google, microsoft] = await Promise.all([
    startCardDavSandbox({ users: [{ user: ICLOUD_USER, password: 'abcd-efgh-ijkl-mnop' }] }),
    startGoogleSandbox({ clients: [client], users: [{ email: GMAIL_USER }] }),
    startMicrosoftSandbox({
      apps: [app],
      tenants: [{ domain: 'officina.example', name: 'Officina', consent: 'user' }],
      users: [{ email: OUTLOOK_USER }],
    }),
  ]);
  const phones = [
    iphone(icloud, ICLOUD_USER),
    android(google, GMAIL_USER),
    outlook(microsoft, OUTLOOK_USER),
  ] as const;
  fill(phones[0], 0, 40);
  // Some people are in both of her books.
  fill(phones[1], 32, 210);
  fill(phones[2], 250, 70);
  return {
    phones,
    env: {
      RUBRICA_ALLOW_PRIVATE_ADDRESSES: 'true',
      RUBRICA_ICLOUD_URL: icloud.url,
      RUBRICA_GOOGLE_ISSUER: google.issuer,
      RUBRICA_GOOGLE_API: google.apiUrl,
      RUBRICA_GOOGLE_CLIENT_ID: client.clientId,
      RUBRICA_GOOGLE_CLIENT_SECRET: secret,
      RUBRICA_MICROSOFT_ISSUER: microsoft.issuer,
      RUBRICA_MICROSOFT_API: microsoft.apiUrl,
      RUBRICA_MICROSOFT_CLIENT_ID: app.clientId,
      RUBRICA_MICROSOFT_CLIENT_SECRET: secret,
    },
    consent: {
      google: (address) => google.consent(address, { user: GMAIL_USER }),
      microsoft: (address) => microsoft.consent(address, { user: OUTLOOK_USER }),
    },
    registerAt: (rubrica) =>
      void redirectUris.push(`${rubrica}/oauth/callback/google`, `${rubrica}/oauth/callback/microsoft`),
    stop: async () => void (await Promise.all([icloud.stop(), google.stop(), microsoft.stop()])),
  };
}

function fill(phone: Phone, from: number, count: number): void {
  people(from, count).forEach((person, index) => {
    const id = phone.save(person);
    if (index % PICTURED === 0) phone.setPhoto(id, portrait(from + index, LONG_HAIR.test(person.first)));
  });
  for (const firm of FIRMS.slice(0, 2)) phone.save(cardOf(firm));
}
