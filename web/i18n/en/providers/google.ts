import { GOOGLE_ADVICE } from '../../../../src/providers/google/advice.ts';

export const google = {
  about: 'Gmail and Android contacts, Google Workspace',
  leave: 'Leave the box for contacts ticked there.',
  registration: [
    'Open console.cloud.google.com, make a project, and enable the “People API” in it.',
    'Fill in the consent screen. In a Workspace choose “Internal”; otherwise “External”, and press “Publish app”: in Testing every sign-in ends after seven days.',
    'Under “Credentials” create an OAuth client ID of the type “Web application”.',
    'Enter the redirect address above as its authorised redirect URI.',
    'Copy client ID and client secret to here, save, and check.',
  ],
  advice: GOOGLE_ADVICE,
};
