// Whether Google takes the client that an administrator entered, as far as can be known without a person signing in: the
// token endpoint tells about id and secret, the sign-in page about the redirect address.
import type { HttpResponse } from '../../../protocol/http/http.ts';
import type { AuthorizationServer, RegisteredClient } from '../../../protocol/oauth/authorization-server.ts';
import { OAuthError } from '../../../protocol/oauth/oauth-error.ts';
import { type Io, ProviderError } from '../../provider.ts';
import { googleManifest } from '../manifest.ts';

/** What Google's words mean for the administrator, and what to do. */
const ADVICE = new Map<string, (redirectUri: string) => string>(
  Object.entries({
    redirect_uri_mismatch: (redirectUri) =>
      `Google does not know the redirect address of this Rubrica. Add exactly ${redirectUri} to the client’s authorised redirect URIs.`,
    invalid_client: () => 'Google does not know this client id. Copy it again from the Google Cloud console.',
    deleted_client: () =>
      'This client was deleted at Google, which does so to clients unused for six months. Create another one.',
    disabled_client: () =>
      'This client is disabled at Google. Enable it in the Google Cloud console, or create another one.',
    org_internal: () =>
      'The consent screen is “Internal”: only accounts of the project’s own organisation can sign in.',
    admin_policy_enforced: () =>
      'The administrator of the Google Workspace organisation does not allow this client.',
  }),
);

/** @throws ProviderError 'client-refused' @throws OAuthError @throws HttpError */
export async function checkClient(
  server: AuthorizationServer,
  client: RegisteredClient,
  redirectUri: string,
  io: Io,
): Promise<void> {
  try {
    await server.probe(client, redirectUri, io);
  } catch (error) {
    if (!(error instanceof OAuthError) || error.kind !== 'client-refused') throw error;
    throw clientRefused(adviceOnToken(error, redirectUri), error);
  }
  const url = await server.authorizationUrl(
    client,
    // Nobody sees this page, and no answer of it is ever exchanged.
    {
      redirectUri,
      scope: googleManifest.scopes.join(' '),
      state: io.uuid(),
      codeVerifier: io.uuid() + io.uuid(),
      extra: { prompt: 'none' },
    },
    io,
  );
  const page = await io.fetch({ method: 'GET', url, kind: 'oauth.authorize', size: 'large' });
  const said = await wordsOf(page);
  // Sent back to the address means that it is taken, whatever else is said.
  if (page.headers.get('location')?.startsWith(redirectUri)) return;
  const word = [...ADVICE.keys()].find((each) => said.includes(each));
  if (word) throw clientRefused(ADVICE.get(word)!(redirectUri));
  if (page.status >= 400)
    throw clientRefused(`Google’s sign-in page answers ${page.status} to this client and redirect address.`);
}

/** RFC 6749 has one word for a wrong id and a wrong secret; Google tells them apart in its description. */
function adviceOnToken(error: OAuthError, redirectUri: string): string {
  const isDisabled = error.code === 'invalid_client' && /disabled/i.test(error.message);
  if (isDisabled) return ADVICE.get('disabled_client')!(redirectUri);
  if (error.code === 'invalid_client' && !/not found/i.test(error.message))
    return 'Google refuses the client secret. Copy it again from the Google Cloud console, or create another one.';
  return ADVICE.get(error.code ?? '')?.(redirectUri) ?? `Google refuses this client: ${error.message}`;
}

/** What a page or redirect says. Google sends on to a page of errors with the words in base64 (`authError`). */
async function wordsOf(page: HttpResponse): Promise<string> {
  const location = page.headers.get('location') ?? '';
  const authError = URL.parse(location, page.url)?.searchParams.get('authError') ?? '';
  return [await page.text(), location, Buffer.from(authError, 'base64url').toString('latin1')].join(' ');
}

function clientRefused(message: string, cause?: unknown): ProviderError {
  return new ProviderError('client-refused', message, { cause });
}
