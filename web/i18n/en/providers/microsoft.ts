import { MICROSOFT_ADVICE } from '../../../../src/providers/microsoft/advice.ts';

export const microsoft = {
  about: 'Office 365 contacts: Outlook and Exchange Online',
  leave:
    'If Microsoft says that you need an administrator’s approval, come back here: what to do stands below.',
  registration: [
    'Open entra.microsoft.com, “App registrations”, and press “New registration”. The name is what people will read: Rubrica.',
    'Choose who may sign in: your organisation alone, or any organisation and personal accounts as well. For yours alone, whoever runs the server also sets RUBRICA_MICROSOFT_ISSUER.',
    'Under “Redirect URI” choose the platform “Web” (not “Single-page application”) and paste the redirect address from above, exactly as it is. Press “Register”.',
    'Under “API permissions”, “Microsoft Graph”, “Delegated”, add Contacts.ReadWrite and User.Read. If you may, press “Grant admin consent”: then nobody in your organisation has to ask.',
    'Under “Certificates & secrets” make a client secret. Copy its value, not its ID: it is shown once. Note when it ends.',
    'Copy “Application (client) ID” from the overview, and the value of the secret, into the two fields above. Save, then check.',
  ],
  advice: MICROSOFT_ADVICE,
};
