import type { OAuthManifest } from '../manifest.ts';

/** Without an origin it is Graph's, in whichever cloud. */
export const CONTACTS_SCOPE = 'Contacts.ReadWrite';

/** What was written may be missing from listings and searches for minutes. */
const VISIBLE_AFTER_MS = 5 * 60_000;

export const microsoftManifest: OAuthManifest<'microsoft', 'issuer' | 'api'> = {
  id: 'microsoft',
  name: 'Microsoft 365',
  signIn: 'oauth',
  // Nothing beside: one scope that only an administrator may grant fails the whole sign-in.
  scopes: ['openid', 'profile', 'email', 'offline_access', 'User.Read', CONTACTS_SCOPE],
  addresses: {
    issuer: {
      default: 'https://login.microsoftonline.com/common/v2.0',
      meaning: 'Where people sign in to Microsoft 365; its OpenID discovery names the rest.',
    },
    api: {
      default: 'https://graph.microsoft.com/v1.0',
      meaning: 'Where the contacts of Microsoft 365 are.',
    },
  },
  // Slots under fixed labels: two business phones, two home phones, a mobile; a birthday is a point in time.
  capabilities: {
    limits: { emails: 3, phones: 5, urls: 1, addresses: 3 },
    labels: 'fixed',
    notes: true,
    nickname: true,
    anniversary: false,
    birthdayWithoutYear: false,
    photo: true,
    photoBytes: 4_000_000,
    cuts: {},
    joinGroups: true,
    parallelWrites: 4,
    visibleAfterMs: VISIBLE_AFTER_MS,
  },
  mark: [
    'M5.5 4.5H10a1 1 0 0 1 1 1V10a1 1 0 0 1-1 1H5.5a1 1 0 0 1-1-1V5.5a1 1 0 0 1 1-1z',
    'M14 4.5h4.5a1 1 0 0 1 1 1V10a1 1 0 0 1-1 1H14a1 1 0 0 1-1-1V5.5a1 1 0 0 1 1-1z',
    'M5.5 13H10a1 1 0 0 1 1 1v4.5a1 1 0 0 1-1 1H5.5a1 1 0 0 1-1-1V14a1 1 0 0 1 1-1z',
    'M14 13h4.5a1 1 0 0 1 1 1v4.5a1 1 0 0 1-1 1H14a1 1 0 0 1-1-1V14a1 1 0 0 1 1-1z',
  ].join(''),
  preinstalled: false,
  guide: 'microsoft.md',
};
