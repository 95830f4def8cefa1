import type { Mailbox } from '../mailbox/mailbox.ts';
import type { World } from '../world.ts';
import type { App } from './app.ts';
import { SignInError } from './sign-in-error.ts';
import { personalTenantId, type Tenant } from './tenant.ts';

const many = ['common', 'organizations', 'consumers'];

/** The one organization that a path is about; undefined for common, organizations and consumers. @throws SignInError */
export function tenantNamed(segment: string, { tenants }: Pick<World, 'tenants'>): Tenant | undefined {
  const name = segment.toLowerCase();
  if (many.includes(name)) return undefined;
  const tenant = tenants.find(({ id, domain }) => id === name || domain.toLowerCase() === name);
  if (tenant) return tenant;
  throw new SignInError(
    'invalid_request',
    90_002,
    `Tenant '${segment}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  );
}

/** Whether somebody can sign in by a path. */
export function fits({ tenant }: Mailbox, segment: string): boolean {
  const name = segment.toLowerCase();
  if (name === 'common') return true;
  if (name === 'organizations') return !tenant.personal;
  if (name === 'consumers') return tenant.personal;
  return tenant.id === name || tenant.domain.toLowerCase() === name;
}

/** @throws SignInError when the account is not one of those that the path is for */
export function checkSegment(user: Mailbox, segment: string): void {
  if (fits(user, segment)) return;
  const message = `User account '${user.email}' from identity provider '${user.tenant.personal ? 'live.com' : user.tenant.name}' does not exist in tenant '${segment}' and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account.`;
  throw new SignInError('invalid_request', 50_020, message);
}

/** @throws SignInError when the app is not registered for those that the path is for */
export function checkAudience(app: App, segment: string, { tenants }: Pick<World, 'tenants'>): void {
  const { audience = 'everybody', clientId, tenantId = tenants[0]?.id } = app;
  const name = segment.toLowerCase();
  const own = tenants.find(({ id }) => id === tenantId);
  if (audience === 'own-organization' && name !== own?.id && name !== own?.domain) {
    const message = `Application '${clientId}'(${clientId}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.`;
    throw new SignInError('invalid_request', 50_194, message);
  }
  const personal = name === 'consumers' || name === personalTenantId;
  if (audience === 'organizations' && personal) {
    const message = `Application '${clientId}'(${clientId}) is configured for use by Azure Active Directory users only. Please do not use the /consumers endpoint to serve this request.`;
    throw new SignInError('invalid_request', 9_002_332, message);
  }
  if (audience === 'personal' && !personal) {
    const message = `Application '${clientId}'(${clientId}) is configured for use by Microsoft Account users only. Please use the /consumers endpoint to serve this request.`;
    throw new SignInError('invalid_request', 9_002_331, message);
  }
}

/** Whether an app that is reached by a path takes an account. */
export const takes = ({ audience = 'everybody' }: App, { tenant }: Mailbox): boolean =>
  audience === 'everybody' || (audience === 'personal') === tenant.personal;
