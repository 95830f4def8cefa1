import { HOLDS_ALL, type OAuthManifest } from '../manifest.ts';

/** People may leave its box unticked. */
export const CONTACTS_SCOPE = 'https://www.googleapis.com/auth/contacts';

/** "Writes may have a propagation delay of several minutes for sync requests" (People API, connections.list). */
const VISIBLE_AFTER_MS = 10 * 60_000;

export const googleManifest: OAuthManifest<'google', 'issuer' | 'api'> = {
  id: 'google',
  name: 'Google',
  signIn: 'oauth',
  // Who it is, the address people know the account by, and their contacts.
  scopes: ['openid', 'email', CONTACTS_SCOPE],
  addresses: {
    issuer: {
      default: 'https://accounts.google.com',
      meaning: 'Where people sign in to Google; its OpenID discovery names the rest.',
    },
    api: { default: 'https://people.googleapis.com', meaning: 'Where Google’s contacts are.' },
  },
  capabilities: { ...HOLDS_ALL, visibleAfterMs: VISIBLE_AFTER_MS },
  mark: 'M19 12.2h-6.8M19 12.2a7 7 0 1 1-2.1-5',
  preinstalled: true,
  guide: 'google.md',
};
