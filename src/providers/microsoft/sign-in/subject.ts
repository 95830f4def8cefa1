// Who somebody is at Microsoft: a tenant, and a person in it. Addresses and names change, and are given to others.
import { ProviderError } from '../../provider.ts';

/** The tenant of all personal accounts. */
const PERSONAL = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** @throws ProviderError for an id token that does not say */
export function subjectOf(claims: Record<string, unknown> | null): string {
  const { tid, oid } = claims ?? {};
  if (typeof tid === 'string' && typeof oid === 'string') return `${tid}/${oid}`.toLowerCase();
  throw new ProviderError('unexpected-response', 'Microsoft does not say whose account this is');
}

/** Personal mailboxes take no photos of contacts. */
export const isPersonal = (subject: string): boolean => subject.startsWith(`${PERSONAL}/`);
