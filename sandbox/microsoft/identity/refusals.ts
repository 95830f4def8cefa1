import type { App } from './app.ts';
import { appName } from './app.ts';
import { SignInError } from './sign-in-error.ts';

const refused = (number: number, message: string, more: SignInError['more'] = {}): SignInError =>
  new SignInError('invalid_grant', number, message, more);

const precise = (at: number): string => new Date(at).toISOString().replace('Z', '0000Z');

/** Why a grant is none any more: what the token endpoint says of it. */
export const refusals = {
  unknown: () => refused(9_002_313, 'Invalid request. Request is malformed or invalid.'),
  expired: () =>
    refused(
      70_008,
      'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
    ),
  idle: (issuedAt: number) =>
    refused(
      700_082,
      `The refresh token has expired due to inactivity. The token was issued on ${precise(issuedAt)} and was inactive for 90.00:00:00.`,
      { suberror: 'bad_token' },
    ),
  revoked: (issuedAt: number, validFrom: number) =>
    refused(
      50_173,
      `The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '${precise(issuedAt)}' and the TokensValidFrom date (before which tokens are not valid) for this user is '${precise(validFrom)}'.`,
      { suberror: 'bad_token' },
    ),
  personalExpired: () =>
    refused(
      70_000,
      'The user could not be authenticated as the grant is expired. The user must sign in again.',
    ),
  used: () =>
    refused(
      54_005,
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
    ),
  otherTenant: () =>
    refused(
      700_005,
      'The provided value for the input parameter redeemed code is intended for another tenant.',
    ),
  verifier: () =>
    refused(
      501_481,
      "The Code_Verifier doesn't match the code_challenge supplied in the authorization request.",
    ),
  consent: (app: App) =>
    refused(
      65_001,
      `The user or administrator has not consented to use the application with ID '${app.clientId}' named '${appName(app)}'. Send an interactive authorization request for this user and resource.`,
      { suberror: 'consent_required' },
    ),
} as const;

const claims = JSON.stringify({
  access_token: { capolids: { essential: true, values: ['8f3a7c1e-26d4-4a0b-9b57-3d2c5e6f7a81'] } },
});

/** What a person has to do before tokens are given again. */
export const interactions = {
  mfa: () =>
    new SignInError(
      'invalid_grant',
      50_076,
      "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.",
      { suberror: 'basic_action', claims },
    ),
  device: () =>
    new SignInError(
      'interaction_required',
      53_000,
      'Device is not in required device state: compliant. Conditional Access policy requires a compliant device, and the device is not compliant.',
      {
        suberror: 'message_only',
        claims,
      },
    ),
  blocked: () =>
    new SignInError(
      'interaction_required',
      53_003,
      'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
      {
        suberror: 'message_only',
        claims,
      },
    ),
  password: () =>
    new SignInError('invalid_grant', 50_055, 'The password is expired.', {
      suberror: 'user_password_expired',
    }),
  frequency: () =>
    refused(
      70_043,
      'The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.',
      {
        suberror: 'bad_token',
      },
    ),
} as const;

export type Interaction = keyof typeof interactions;
