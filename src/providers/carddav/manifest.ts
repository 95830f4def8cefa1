import type { PasswordManifest } from '../manifest.ts';

export const carddavManifest: PasswordManifest<'carddav', never> = {
  id: 'carddav',
  name: 'CardDAV',
  signIn: 'password',
  form: { username: 'any', asksAddress: true, appPassword: null },
  addresses: {},
  // A vCard holds any number of anything.
  capabilities: {
    limits: { emails: null, phones: null, urls: null, addresses: null },
    labels: 'custom',
    notes: true,
    nickname: true,
    birthdayWithoutYear: true,
    photo: true,
    photoBytes: null,
    cuts: {},
    joinGroups: true,
    parallelWrites: 4,
    visibleAfterMs: 0,
  },
  mark: null,
  guide: 'carddav.md',
};
