// Whether Microsoft takes the client that an administrator entered, as far as can be known without a person signing in: the
// token endpoint tells about id and secret, the sign-in page about the redirect address.
import type { AuthorizationServer, RegisteredClient } from '../../../protocol/oauth/authorization-server.ts';
import { OAuthError } from '../../../protocol/oauth/oauth-error.ts';
import type { Io } from '../../provider.ts';
import { clientRefused } from '../../rest/client-refused.ts';
import { MICROSOFT_ADVICE } from '../advice.ts';
import { microsoftManifest } from '../manifest.ts';

const refused = clientRefused(MICROSOFT_ADVICE);

/** What Microsoft's numbers mean for the administrator. */
const ADVICE = new Map<string, keyof typeof MICROSOFT_ADVICE>([
  ['AADSTS50011', 'address-unknown'],
  ['AADSTS9002327', 'address-of-a-page'],
  ['AADSTS700016', 'client-unknown'],
  ['AADSTS7000112', 'client-disabled'],
  ['AADSTS7000215', 'secret-refused'],
  ['AADSTS7000222', 'secret-expired'],
  ['AADSTS50194', 'one-organisation'],
]);

function adviceIn(said: string): keyof typeof MICROSOFT_ADVICE | undefined {
  const numbers = said.match(/AADSTS\d+/g) ?? [];
  return numbers.flatMap((number) => ADVICE.get(number) ?? [])[0];
}

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
    if (!(error instanceof OAuthError)) throw error;
    if (error.kind === 'client-refused')
      throw refused(
        adviceIn(error.message) ?? 'refused',
        { address: redirectUri, words: error.message },
        error,
      );
    // A code that is none may be called a malformed request; by then the client was taken.
    if (error.code !== 'invalid_request') throw error;
  }
  const url = await server.authorizationUrl(
    client,
    // Nobody sees this page, and no answer of it is ever exchanged.
    {
      redirectUri,
      scope: microsoftManifest.scopes.join(' '),
      state: io.uuid(),
      codeVerifier: io.uuid() + io.uuid(),
      extra: { prompt: 'none' },
    },
    io,
  );
  const page = await io.fetch({ method: 'GET', url, kind: 'oauth.authorize', size: 'large' });
  const said = `${await page.text()} ${page.headers.get('location') ?? ''}`;
  const advice = adviceIn(said);
  if (advice) throw refused(advice, { address: redirectUri });
  // Sent back to the address means that it is taken, whatever else is said.
  const isSentBack = page.headers.get('location')?.startsWith(redirectUri) ?? false;
  if (!isSentBack && page.status >= 400) throw refused('page-refused', { status: String(page.status) });
}
