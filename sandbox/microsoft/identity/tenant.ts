import { guidOf } from '../guid.ts';

/** Where all personal accounts are. */
export const personalTenantId = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** An organization, or the one that holds all personal accounts. */
export interface Tenant {
  readonly id: string;
  readonly domain: string;
  readonly name: string;
  readonly personal: boolean;
  /** Who may agree to an app that reads and writes contacts: everybody for themselves, or an administrator. */
  consent: 'user' | 'admin';
  /** People may ask for an administrator's approval on the page that says it is needed. */
  asksForApproval: boolean;
}

export type TenantOptions = Pick<Tenant, 'domain'> & Partial<Omit<Tenant, 'personal'>>;

export const tenantOf = ({ domain, ...told }: TenantOptions): Tenant => ({
  id: guidOf(`tenant ${domain}`),
  domain,
  name: domain.split('.')[0]!.replace(/^./, (letter) => letter.toUpperCase()),
  personal: false,
  consent: 'user',
  asksForApproval: false,
  ...told,
});

export const personalTenant = (): Tenant => ({
  ...tenantOf({ domain: 'consumers' }),
  id: personalTenantId,
  name: 'Microsoft',
  personal: true,
});
