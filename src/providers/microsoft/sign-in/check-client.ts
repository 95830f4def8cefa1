// Whether Microsoft takes the client that an administrator entered, as far as can be known without a person signing in: the
// token endpoint tells about id and secret, the sign-in page about the redirect address.
import type { AuthorizationServer, RegisteredClient } from '../../../protocol/oauth/authorization-server.ts';
import { OAuthError } from '../../../protocol/oauth/oauth-error.ts';
import { type Io, ProviderError } from '../../provider.ts';
import { microsoftManifest } from '../manifest.ts';

/** What Microsoft's numbers mean for the administrator, and what to do. */
const ADVICE = new Map<string, (redirectUri: string) => string>([
  [
    'AADSTS50011',
    (redirectUri) =>
      `Microsoft does not know the redirect address of this Rubrica. Add exactly ${redirectUri} to the redirect URIs of the platform “Web”.`,
  ],
  [
    'AADSTS700016',
    () =>
      'Microsoft does not know this client id. Copy “Application (client) ID” again from the registration.',
  ],
  [
    'AADSTS7000215',
    () =>
      'Microsoft refuses the client secret. Copy the value of the secret, not its ID; if it is hidden by now, create another one.',
  ],
  ['AADSTS7000222', () => 'The client secret has expired. Create another one and enter its value.'],
  ['AADSTS7000112', () => 'The registration is switched off at Microsoft. Enable it, or make another one.'],
  [
    'AADSTS50194',
    () =>
      'The registration is for one organisation alone. Let accounts of any organisation sign in, or set RUBRICA_MICROSOFT_ISSUER to that organisation’s own.',
  ],
  [
    'AADSTS9002327',
    () =>
      'The redirect address is registered for a “Single-page application”. Move it to the platform “Web”.',
  ],
]);

function adviceIn(said: string, redirectUri: string): string | undefined {
  const numbers = said.match(/AADSTS\d+/g) ?? [];
  return numbers.flatMap((number) => ADVICE.get(number)?.(redirectUri) ?? [])[0];
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
        adviceIn(error.message, redirectUri) ?? `Microsoft refuses this client: ${error.message}`,
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
  const advice = adviceIn(said, redirectUri);
  if (advice) throw refused(advice);
  // Sent back to the address means that it is taken, whatever else is said.
  const isSentBack = page.headers.get('location')?.startsWith(redirectUri) ?? false;
  if (!isSentBack && page.status >= 400)
    throw refused(`Microsoft’s sign-in page answers ${page.status} to this client and redirect address.`);
}

const refused = (message: string, cause?: unknown): ProviderError =>
  new ProviderError('client-refused', message, { cause });
