// Whether Google takes the client that an administrator entered, as far as can be known without a person signing in: the
// token endpoint tells about id and secret, the sign-in page about the redirect address.
import type { HttpResponse } from '../../../protocol/http/http.ts';
import type { AuthorizationServer, RegisteredClient } from '../../../protocol/oauth/authorization-server.ts';
import { OAuthError } from '../../../protocol/oauth/oauth-error.ts';
import type { Io } from '../../provider.ts';
import { clientRefused } from '../../rest/client-refused.ts';
import { GOOGLE_ADVICE } from '../advice.ts';
import { googleManifest } from '../manifest.ts';

type Advice = keyof typeof GOOGLE_ADVICE;
const refused = clientRefused(GOOGLE_ADVICE);

/** What Google's words mean for the administrator. */
const ADVICE = new Map<string, Advice>([
  ['redirect_uri_mismatch', 'address-unknown'],
  ['invalid_client', 'client-unknown'],
  ['deleted_client', 'client-deleted'],
  ['disabled_client', 'client-disabled'],
  ['org_internal', 'one-organisation'],
  ['admin_policy_enforced', 'not-allowed'],
]);

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
    throw refused(adviceOnToken(error), { address: redirectUri, words: error.message }, error);
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
  const [, advice] = [...ADVICE].find(([word]) => said.includes(word)) ?? [];
  if (advice) throw refused(advice, { address: redirectUri });
  if (page.status >= 400) throw refused('page-refused', { status: String(page.status) });
}

/** RFC 6749 has one word for a wrong id and a wrong secret; Google tells them apart in its description. */
function adviceOnToken({ code, message }: OAuthError): Advice {
  if (code === 'invalid_client' && /disabled/i.test(message)) return 'client-disabled';
  if (code === 'invalid_client' && !/not found/i.test(message)) return 'secret-refused';
  return ADVICE.get(code ?? '') ?? 'refused';
}

/** What a page or redirect says. Google sends on to a page of errors with the words in base64 (`authError`). */
async function wordsOf(page: HttpResponse): Promise<string> {
  const location = page.headers.get('location') ?? '';
  const authError = URL.parse(location, page.url)?.searchParams.get('authError') ?? '';
  return [await page.text(), location, Buffer.from(authError, 'base64url').toString('latin1')].join(' ');
}
