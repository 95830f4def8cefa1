import type { CountryCode } from 'libphonenumber-js/max';

/** Units per user and minute, as Google's project console names them. */
export interface Quotas {
  criticalReads: number;
  criticalWrites: number;
  reads: number;
  writes: number;
  /** First pages of full syncs: an extra quota whose number Google does not tell. */
  fullSyncs: number;
  /** Contact writes per day; beyond it come "FBS" refusals. */
  dailyContactWrites: number;
  /** How long writes stay refused after an "FBS" refusal. Trying meanwhile begins the pause anew. */
  fbsPauseMs: number;
}

/** A Google account that contacts get linked to by its address. */
export interface Profile {
  sub: string;
  email: string;
  givenName: string;
  familyName: string;
}

/** What Google leaves open or does differently from day to day; each may be changed while the sandbox runs. */
export interface Behaviour {
  /** How long a write stays invisible to listings that ask for or bring a sync token. */
  propagationDelayMs: number;
  /** How far people.get and batchGet lag behind changes (google-api-python-client#2417); new contacts show at once. */
  staleGetMs: number;
  /** Seven days count from the full sync, or anew from every incremental one. */
  syncTokenLife: 'full-sync' | 'renewed';
  /** pageSize belongs to the parameters that an incremental call must repeat. */
  pageSizeMustMatch: boolean;
  /** Etags out of connections.list are good for updateContact; one project saw them refused. */
  listEtagsAccepted: boolean;
  /** createContact takes memberships; one project saw them refused. */
  membershipsOnCreate: boolean;
  /** An update that changes nothing still gives a new etag and comes back as a change. */
  noOpsAreChanges: boolean;
  /** False: updates are taken, move the etag, and change nothing. */
  keepsUpdates: boolean;
  /** batchDeleteContacts with a name that does not exist. */
  unknownInBatchDelete: 'refused' | 'ignored';
  missingEtag: 'INVALID_ARGUMENT' | 'FAILED_PRECONDITION';
  /** Mutations of one user at the same time are always counted; optionally the later one fails. */
  overlappingMutations: 'counted' | 409 | 503;
  /** How long a mutation takes, so that overlapping ones do overlap. */
  mutationMs: number;
  contactLimit: number;
  overflowStatus: 400 | 429;
  /** False: the People API is switched off in the project. */
  apiEnabled: boolean;
  /** Values come in another order than they were written in; the primary one stays the primary one. */
  valuesReversed: boolean;
  /** A name that its owner's phone gives only as a whole is taken apart. */
  parsesNames: boolean;
  /** Country and country code of an address complete each other. */
  completesCountries: boolean;
  /** National phone numbers are read as numbers of this country. */
  region: CountryCode;
  /** Contacts with one of these addresses get a PROFILE source beside their own. */
  profiles: readonly Profile[];
  /** Getting linked to a profile gives a contact another resource name. */
  linkingChangesName: boolean;
  /** Null: unlimited. */
  quotas: Quotas | null;
}

/** Numbers as projects saw them in their consoles, 2020 to 2026; Google publishes none. */
export const standardQuotas: Quotas = {
  criticalReads: 90,
  criticalWrites: 90,
  reads: 120,
  writes: 90,
  fullSyncs: Number.POSITIVE_INFINITY,
  dailyContactWrites: Number.POSITIVE_INFINITY,
  fbsPauseMs: 5 * 60_000,
};

export const standardBehaviour: Behaviour = {
  propagationDelayMs: 0,
  staleGetMs: 0,
  syncTokenLife: 'full-sync',
  pageSizeMustMatch: true,
  listEtagsAccepted: true,
  membershipsOnCreate: true,
  noOpsAreChanges: true,
  keepsUpdates: true,
  unknownInBatchDelete: 'refused',
  missingEtag: 'INVALID_ARGUMENT',
  overlappingMutations: 'counted',
  mutationMs: 5,
  contactLimit: 25_000,
  overflowStatus: 400,
  apiEnabled: true,
  valuesReversed: false,
  parsesNames: true,
  completesCountries: true,
  region: 'IT',
  profiles: [],
  linkingChangesName: false,
  quotas: standardQuotas,
};
