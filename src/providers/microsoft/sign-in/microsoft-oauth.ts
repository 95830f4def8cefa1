// Signing in with Microsoft, as its own documentation has it: work and school accounts, and personal ones.
import type { AuthorizationServer } from '../../../protocol/oauth/authorization-server.ts';
import type { OAuthError } from '../../../protocol/oauth/oauth-error.ts';
import { type OAuth, ProviderError, type ProviderErrorKind } from '../../provider.ts';
import { signingIn, tokensFrom } from '../../rest/sign-in.ts';
import { CONTACTS_SCOPE, microsoftManifest } from '../manifest.ts';
import { checkClient } from './check-client.ts';
import { subjectOf } from './subject.ts';

const SCOPES = microsoftManifest.scopes.join(' ');

/** A browser signed in to one account would be sent on with that one: who connects another has to be asked which. */
const extraFor = (loginHint: string | null): Record<string, string> =>
  loginHint === null ? { prompt: 'select_account' } : { login_hint: loginHint };

/** Of the registration, told on the way back instead of on Microsoft's own page. */
const OF_REGISTRATION = new Set([
  'invalid_request',
  'invalid_resource',
  'invalid_scope',
  'unsupported_response_type',
]);

/** "User declined to consent": the only number that is looked at, for the word beside it says another thing as well. */
const DECLINED = /\bAADSTS65004\b/;

/** What the word means with which people come back; all else beside it may be missing. */
function kindOfAnswer({ code, message }: OAuthError): ProviderErrorKind | undefined {
  if (code === 'access_denied') return 'declined';
  if (code === 'consent_required') return DECLINED.test(message) ? 'declined' : 'approval-needed';
  return OF_REGISTRATION.has(code ?? '') ? 'client-refused' : undefined;
}

/** Any organisation's administrator, where the registration is not for a single one. */
const ANY_ORGANISATION = 'organizations';

/** The scopes that are about data: who somebody is takes no approval. */
const APPROVED = microsoftManifest.scopes.filter((scope) => scope.includes('.')).join(' ');

/** @param issuer where people sign in */
export function microsoftOAuth(server: AuthorizationServer, issuer: string): OAuth {
  return {
    authorizationUrl: (client, { loginHint, ...request }, io) =>
      signingIn(
        server.authorizationUrl(client, { ...request, scope: SCOPES, extra: extraFor(loginHint) }, io),
      ),

    async exchange(client, answer, io) {
      const tokens = await signingIn(server.exchange(client, answer, io), kindOfAnswer);
      const scope = tokens.scope ?? SCOPES;
      if (!isGranted(scope))
        throw new ProviderError('scope-missing', `contacts were not granted, only: ${scope}`);
      if (tokens.refreshToken === null)
        throw new ProviderError('sign-in-needed', 'the answer holds no refresh token: sign in once more');
      const { refreshToken } = tokens;
      return {
        ...tokensFrom(tokens, { refreshToken, scope, refreshExpiresAt: null }),
        subject: subjectOf(tokens.claims),
      };
    },

    /** Each renewal brings another refresh token; the one before it stays good for a while, should this answer be lost. */
    async refresh(client, before, io) {
      return tokensFrom(await signingIn(server.refresh(client, before.refreshToken, io)), before);
    },

    // Microsoft has no way to end a grant: people do it themselves, at myapplications.microsoft.com.
    async revoke() {},

    approvalUrl(clientId, redirectUri) {
      const { origin, pathname } = new URL(issuer);
      const [, named = ''] = pathname.split('/');
      const tenant = ['', 'common'].includes(named) ? ANY_ORGANISATION : named;
      const url = new URL(`/${tenant}/v2.0/adminconsent`, origin);
      url.search = new URLSearchParams({
        ...{ client_id: clientId, scope: APPROVED, redirect_uri: redirectUri, state: 'approval' },
      }).toString();
      return url.href;
    },

    check: (client, redirectUri, io) => signingIn(checkClient(server, client, redirectUri, io)),
  };
}

/** Scopes come back in full or short, in any case. */
const isGranted = (scope: string): boolean =>
  scope.split(' ').some((each) => each.split('/').at(-1)!.toLowerCase() === CONTACTS_SCOPE.toLowerCase());
