// Signing in with Google, as its own documentation has it (google.md 1).
import type { AuthorizationServer } from '../../../protocol/oauth/authorization-server.ts';
import { type Io, type OAuth, ProviderError } from '../../provider.ts';
import { signingIn, tokensFrom } from '../../rest/sign-in.ts';
import { CONTACTS_SCOPE, googleManifest } from '../manifest.ts';
import { checkClient } from './check-client.ts';

const SCOPES = googleManifest.scopes.join(' ');
/** Google gives a refresh token at the first consent only, unless consent is asked for anew. */
const EXTRA = { access_type: 'offline', include_granted_scopes: 'true' };

/** A browser signed in to one account would be sent on with that one: who connects another has to be asked which. */
const promptFor = (loginHint: string | null): Record<string, string> =>
  loginHint === null ? { prompt: 'consent select_account' } : { prompt: 'consent', login_hint: loginHint };

export function googleOAuth(server: AuthorizationServer): OAuth {
  return {
    authorizationUrl: (client, { loginHint, ...request }, io) =>
      translating(
        server.authorizationUrl(
          client,
          { ...request, scope: SCOPES, extra: { ...EXTRA, ...promptFor(loginHint) } },
          io,
        ),
      ),

    async exchange(client, answer, io) {
      const tokens = await translating(server.exchange(client, answer, io));
      const scope = tokens.scope ?? SCOPES;
      // The box for contacts can be left unticked: the sign-in succeeds all the same.
      if (!scope.split(' ').includes(CONTACTS_SCOPE))
        throw new ProviderError('scope-missing', `contacts were not granted, only: ${scope}`);
      if (tokens.refreshToken === null)
        throw new ProviderError('sign-in-needed', 'the answer holds no refresh token: sign in once more');
      return tokensFrom(tokens, { refreshToken: tokens.refreshToken, scope, refreshExpiresAt: null });
    },

    async refresh(client, before, io) {
      const tokens = await translating(server.refresh(client, before.refreshToken, io));
      return tokensFrom(tokens, before);
    },

    // Either token ends the whole grant.
    revoke: (client, { refreshToken }, io) => translating(server.revoke(client, refreshToken, io)),

    check: (client, redirectUri, io) => translating(checkClient(server, client, redirectUri, io)),
  };
}

export function userInfoUrl(server: AuthorizationServer, io: Io): Promise<string> {
  return translating(server.userInfoUrl(io));
}

/** What an organisation does not allow, no other sign-in brings back: it goes on by itself once it does. */
const translating = <T>(answer: Promise<T>): Promise<T> =>
  signingIn(answer, ({ code }) => (code === 'admin_policy_enforced' ? 'forbidden' : undefined));
