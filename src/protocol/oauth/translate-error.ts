// What openid-client throws, as an OAuthError; failures of the network pass as the HttpError they are.
import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import { HttpError } from '../http/http-error.ts';
import { OAuthError, oauthErrorOf } from './oauth-error.ts';

/** Always throws. */
export function throwTranslated(error: unknown): never {
  for (let cause: unknown = error, depth = 0; cause && depth < 5; depth += 1) {
    if (cause instanceof OAuthError || cause instanceof HttpError) throw cause;
    if (cause instanceof AuthorizationResponseError || cause instanceof ResponseBodyError)
      throw oauthErrorOf(cause.error, cause.error_description, error);
    // RFC 6749 5.2: a client that was refused may be told so by a challenge alone.
    if (cause instanceof WWWAuthenticateChallengeError)
      throw new OAuthError('client-refused', `the server answered ${cause.status} to the client`, {
        cause: error,
      });
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  throw new OAuthError('unexpected', error instanceof Error ? messages(error) : String(error), {
    cause: error,
  });
}

function messages(error: Error): string {
  const inner = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return error.message + inner;
}
