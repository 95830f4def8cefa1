// What a server that people sign in at says, in the seam's words.
import { HttpError } from '../../protocol/http/http-error.ts';
import type { TokenSet } from '../../protocol/oauth/authorization-server.ts';
import { OAuthError, type OAuthErrorKind } from '../../protocol/oauth/oauth-error.ts';
import { type OAuthTokens, ProviderError, type ProviderErrorKind } from '../provider.ts';
import { providerErrorFrom } from './failures.ts';

/** A token that was not renewed stays, with its end. */
export function tokensFrom(
  tokens: TokenSet,
  before: Pick<OAuthTokens, 'refreshToken' | 'refreshExpiresAt' | 'scope'>,
): OAuthTokens {
  return {
    accessToken: tokens.accessToken,
    expiresAt: tokens.expiresAt,
    refreshToken: tokens.refreshToken ?? before.refreshToken,
    refreshExpiresAt: tokens.refreshExpiresAt ?? (tokens.refreshToken ? null : before.refreshExpiresAt),
    scope: tokens.scope ?? before.scope,
  };
}

const KIND_OF: Record<OAuthErrorKind, ProviderErrorKind> = {
  declined: 'sign-in-needed',
  'client-refused': 'client-refused',
  'grant-refused': 'sign-in-needed',
  unavailable: 'unavailable',
  unexpected: 'unexpected-response',
};

/** @param kindOf what the server's own words mean where they say more than their kind does */
export async function signingIn<T>(
  answer: Promise<T>,
  kindOf: (error: OAuthError) => ProviderErrorKind | undefined = () => undefined,
): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof OAuthError)
      throw new ProviderError(kindOf(error) ?? KIND_OF[error.kind], error.message, { cause: error });
    throw error instanceof HttpError ? providerErrorFrom(error) : error;
  }
}
