import { HOLDS_ALL, type PasswordManifest } from '../manifest.ts';

export const carddavManifest: PasswordManifest<'carddav', never> = {
  id: 'carddav',
  name: 'CardDAV',
  signIn: 'password',
  form: { username: 'any', asksAddress: true, appPassword: null },
  addresses: {},
  // A vCard holds any number of anything.
  capabilities: { ...HOLDS_ALL, parallelWrites: 4 },
  mark: null,
  preinstalled: true,
  guide: 'carddav.md',
};
