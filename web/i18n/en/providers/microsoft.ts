export const microsoft = {
  about: 'Outlook, Microsoft 365 and Exchange Online',
  registration: [
    'Open entra.microsoft.com, “App registrations”, and make a new registration.',
    'Choose who may sign in: your organisation alone, or personal accounts as well.',
    'Enter the redirect address above as a redirect URI of the platform “Web”.',
    'Under “Certificates & secrets” make a client secret and copy its value.',
    'Copy application (client) ID and secret to here, save, and check.',
  ],
};
