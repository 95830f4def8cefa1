import { HOLDS_ALL, type PasswordManifest } from '../manifest.ts';

/** support.apple.com/103188, for a card and for its picture. */
export const MOST_CARD_BYTES = 256 * 1024;
export const MOST_PICTURE_BYTES = 224 * 1024;
/** Room for what a card says beside its picture. */
const TEXT_BYTES = 8 * 1024;

export const icloudManifest: PasswordManifest<'icloud', 'url'> = {
  id: 'icloud',
  name: 'iCloud',
  signIn: 'password',
  form: {
    username: 'email',
    asksAddress: false,
    appPassword: { shape: /^[a-z]{4}(-[a-z]{4}){3}$/i, example: 'xxxx-xxxx-xxxx-xxxx' },
  },
  addresses: {
    url: {
      default: 'https://contacts.icloud.com',
      meaning: 'Where iCloud’s address books are. HTTPS, unless it lies on this machine (a sandbox).',
    },
  },
  // Its cards are vCards, and hold any number of anything.
  capabilities: {
    ...HOLDS_ALL,
    // Base64 makes four bytes of three.
    photoBytes: Math.min(MOST_PICTURE_BYTES, Math.floor(((MOST_CARD_BYTES - TEXT_BYTES) * 3) / 4)),
  },
  mark: 'M7.3 18.2h9.6a3.6 3.6 0 0 0 .7-7.13 5.4 5.4 0 0 0-10.44-1.3A4.25 4.25 0 0 0 7.3 18.2Z',
  preinstalled: true,
  guide: 'carddav.md',
};
