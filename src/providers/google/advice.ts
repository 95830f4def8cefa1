/** Why Google does not take the client that an administrator entered, and what to do: in English, as the API has it. */
export const GOOGLE_ADVICE = {
  'address-unknown':
    'Google does not know the redirect address of this Rubrica. Add exactly {{address}} to the client’s authorised redirect URIs.',
  'client-unknown': 'Google does not know this client id. Copy it again from the Google Cloud console.',
  'client-deleted':
    'This client was deleted at Google, which does so to clients unused for six months. Create another one.',
  'client-disabled':
    'This client is disabled at Google. Enable it in the Google Cloud console, or create another one.',
  'secret-refused':
    'Google refuses the client secret. Copy it again from the Google Cloud console, or create another one.',
  'one-organisation':
    'The consent screen is “Internal”: only accounts of the project’s own organisation can sign in.',
  'not-allowed': 'The administrator of the Google Workspace organisation does not allow this client.',
  'page-refused': 'Google’s sign-in page answers {{status}} to this client and redirect address.',
  refused: 'Google refuses this client: {{words}}',
};
