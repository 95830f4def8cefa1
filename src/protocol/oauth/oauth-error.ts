// The closed list of ways in which signing in at somebody else's pages fails.

export const OAUTH_ERROR_KINDS = [
  /** The person, or their administrator, said no. */
  'declined',
  /** The server does not know this client, does not take its secret, or not its redirect address. */
  'client-refused',
  /** A code or refresh token that is used up, withdrawn or too old. */
  'grant-refused',
  /** The server is busy or broken: later, perhaps. */
  'unavailable',
  /** Nothing that the standard foresees. */
  'unexpected',
] as const;
export type OAuthErrorKind = (typeof OAUTH_ERROR_KINDS)[number];

export class OAuthError extends Error {
  override name = 'OAuthError';
  kind: OAuthErrorKind;
  /** The server's own word for it (RFC 6749 4.1.2.1, 5.2), where it gave one. */
  code: string | null;

  constructor(kind: OAuthErrorKind, message: string, options: { code?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.code = options.code ?? null;
  }
}

/** What the error words of a server mean. `redirect_uri_mismatch` and those of clients that are gone or limited are in use, not in a standard. */
const KIND_OF = new Map<string, OAuthErrorKind>(
  Object.entries({
    access_denied: 'declined',
    consent_required: 'declined',
    interaction_required: 'declined',
    login_required: 'declined',
    admin_policy_enforced: 'declined',
    invalid_client: 'client-refused',
    unauthorized_client: 'client-refused',
    redirect_uri_mismatch: 'client-refused',
    deleted_client: 'client-refused',
    disabled_client: 'client-refused',
    org_internal: 'client-refused',
    invalid_grant: 'grant-refused',
    temporarily_unavailable: 'unavailable',
    server_error: 'unavailable',
  }),
);

export function oauthErrorOf(code: string, description: string | undefined, cause?: unknown): OAuthError {
  const message = description ? `${code}: ${description}` : code;
  return new OAuthError(KIND_OF.get(code) ?? 'unexpected', message, { code, cause });
}
