import { type Answer, html } from '../../server/answer.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { Request, World } from '../world.ts';
import type { App } from './app.ts';
import { cancelled, orRefusal, userNamed } from './authorize.ts';
import { appOf, type WayBack } from './authorize-request.ts';
import { accountPage, adminConsentPage } from './pages.ts';
import { scopesOf } from './scopes.ts';
import { fits, tenantNamed } from './segment.ts';
import { SignInError } from './sign-in-error.ts';
import { type Params, sendBack } from './way-back.ts';

export interface AdminConsentRequest extends WayBack {
  readonly app: App;
  readonly segment: string;
  readonly query: URLSearchParams;
  readonly scopes: readonly string[];
}

/** @throws SignInError */
export function readAdminConsent(query: URLSearchParams, segment: string, world: World): AdminConsentRequest {
  const { app, redirectUri } = appOf(query, segment, world);
  if (['common', 'consumers'].includes(segment.toLowerCase()))
    throw new SignInError('invalid_request', 90_009, 'Admin consent needs a tenant, or organizations.');
  tenantNamed(segment, world);
  const scopes = scopesOf(query.get('scope') ?? 'https://graph.microsoft.com/.default');
  return { app, redirectUri, mode: 'query', state: query.get('state'), segment, query, scopes };
}

const actionOf = ({ query, segment }: Pick<AdminConsentRequest, 'query' | 'segment'>, more = {}): string =>
  `/${segment}/v2.0/adminconsent?${new URLSearchParams({ ...Object.fromEntries(query), ...more })}`.replaceAll(
    '&',
    '&#38;',
  );

export function adminConsentStart({ query, segment }: Request, world: World): Answer {
  return orRefusal(world, () => {
    const request = readAdminConsent(query, segment, world);
    const user = userNamed(world, query.get('account'));
    if (!user) {
      const people = world.mailboxes.filter((one) => !one.tenant.personal && fits(one, segment));
      return html(200, accountPage(request, people, actionOf));
    }
    checkAdmin(request, user);
    return html(200, adminConsentPage(request, request.scopes, user, actionOf(request)));
  });
}

export function adminConsentDecision({ query, segment, body }: Request, world: World): Answer {
  const form = new URLSearchParams(body.toString('utf8'));
  return orRefusal(world, () => {
    const request = readAdminConsent(query, segment, world);
    const user = userNamed(world, form.get('user'));
    if (!user) throw new SignInError('invalid_request', 50_058, 'Choose an account.');
    return sendBack(request, decideAdminConsent(request, user, form.get('decision') === 'accept', world));
  });
}

/** What the app is told; no code comes back, and no proof. @throws SignInError */
export function decideAdminConsent(
  request: AdminConsentRequest,
  user: Mailbox,
  accepts: boolean,
  world: World,
): Params {
  checkAdmin(request, user);
  if (!accepts) {
    const { cancelForm } = world.behaviour;
    return cancelForm === 'subcode'
      ? cancelled('subcode', world)
      : { ...cancelled(cancelForm, world), admin_consent: 'True' };
  }
  world.grants.agree(request.app.clientId, user.tenant.id, request.scopes);
  const scope = request.scopes.map((name) => `https://graph.microsoft.com/${name}`).join(' ');
  return { admin_consent: 'True', tenant: user.tenant.id, scope };
}

function checkAdmin({ segment }: AdminConsentRequest, user: Mailbox): void {
  if (!user.tenant.personal && fits(user, segment) && user.admin) return;
  throw new SignInError(
    'invalid_request',
    90_093,
    "This operation can only be performed by an administrator. Sign out and sign in as an administrator or contact one of your organization's administrators.",
  );
}
