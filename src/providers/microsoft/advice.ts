/** Why Microsoft does not take the client that an administrator entered, and what to do: in English, as the API has it. */
export const MICROSOFT_ADVICE = {
  'address-unknown':
    'Microsoft does not know the redirect address of this Rubrica. Add exactly {{address}} to the redirect URIs of the platform “Web”.',
  'address-of-a-page':
    'The redirect address is registered for a “Single-page application”. Move it to the platform “Web”.',
  'client-unknown':
    'Microsoft does not know this client id. Copy “Application (client) ID” again from the registration.',
  'client-disabled': 'The registration is switched off at Microsoft. Enable it, or make another one.',
  'secret-refused':
    'Microsoft refuses the client secret. Copy the value of the secret, not its ID; if it is hidden by now, create another one.',
  'secret-expired': 'The client secret has expired. Create another one and enter its value.',
  'one-organisation':
    'The registration is for one organisation alone. Let accounts of any organisation sign in, or set RUBRICA_MICROSOFT_ISSUER to that organisation’s own.',
  'page-refused': 'Microsoft’s sign-in page answers {{status}} to this client and redirect address.',
  refused: 'Microsoft refuses this client: {{words}}',
};
