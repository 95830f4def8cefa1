/** What Microsoft leaves open, changes from mailbox to mailbox or from day to day; each may be changed while it runs. */
export interface Behaviour {
  /** How long a Graph request takes, so that overlapping ones do overlap. */
  requestMs: number;
  /** Requests of one app to one mailbox at the same time; null: any number. */
  concurrency: number | null;
  /** Requests of one app to one mailbox in ten minutes, and bytes sent up in five; null: any number. */
  budget: { requests: number; uploadBytes: number } | null;
  /** 429 tells how long to wait; recorded ones often did not. */
  tellsRetryAfter: boolean;
  /** POST without a given name is refused. */
  requiresGivenName: boolean;
  /** How an unset text reads: as it was stored, which is null where it was never set and "" where it was cleared; or one of the two. */
  unset: 'as-stored' | 'null' | 'empty';
  /** A new name for an address that stays is ignored. */
  keepsEmailNames: boolean;
  /** Items in Deleted Items still open by their id alone. */
  deletedItemsReachable: boolean;
  /** /me/contactFolders has the default folder among its children. */
  listsDefaultFolder: boolean;
  /** So many more than there are, as $count says it. */
  countsTooMany: number;
  /** Setting or removing a photo gives the contact another etag, and a delta shows it. */
  photosAreChanges: boolean;
  /** Photos of personal accounts can be written. */
  personalPhotos: boolean;
  /** How long a write stays invisible to delta queries, and to filters by extended property. */
  propagationDelayMs: number;
  delta: DeltaBehaviour;
  /** What is told as the life of an access token, and is: 60 to 90 minutes at Microsoft. */
  accessLifeSeconds: number;
  /** What comes back when a person cancels on the consent page. */
  cancelForm: 'access_denied' | 'consent_required' | 'subcode';
  /** How long an administrator's consent takes to reach the token endpoint. */
  consentDelayMs: number;
  subscriptions: SubscriptionBehaviour;
}

export interface DeltaBehaviour {
  /** Most items on a page, whatever was asked for. */
  largestPage: number;
  /** A link dies once so many newer rounds were finished with the same folder and app. */
  generationsKept: number;
  /** Every page but the first begins with the last item of the one before. */
  replays: boolean;
  /** Every round begins with a page of nothing. */
  emptyPages: boolean;
  /** Changes come newest first. */
  reversed: boolean;
  /** Removals of items that were made and gone again since the last round are shown. */
  unheardOfRemovals: boolean;
}

export interface SubscriptionBehaviour {
  /** Longest life of a subscription, in minutes. */
  longestMinutes: number;
  /** What is granted at most, whatever was asked for; real servers sometimes grant a day. */
  grantedMinutes: number;
  /** How long after a change its notification leaves. */
  delayMs: number;
  /** Each notification comes so many times; 0 loses them all. */
  copies: number;
  /** Addresses must be https, as at Microsoft. */
  httpsOnly: boolean;
}

export const standardBehaviour: Behaviour = {
  requestMs: 2,
  concurrency: 4,
  budget: { requests: 10_000, uploadBytes: 150 * 1024 * 1024 },
  tellsRetryAfter: true,
  requiresGivenName: true,
  unset: 'as-stored',
  keepsEmailNames: false,
  deletedItemsReachable: false,
  listsDefaultFolder: false,
  countsTooMany: 0,
  photosAreChanges: true,
  personalPhotos: false,
  propagationDelayMs: 0,
  delta: {
    largestPage: 200,
    generationsKept: 4,
    replays: false,
    emptyPages: false,
    reversed: false,
    unheardOfRemovals: true,
  },
  accessLifeSeconds: 3599,
  cancelForm: 'access_denied',
  consentDelayMs: 0,
  subscriptions: {
    longestMinutes: 10_080,
    grantedMinutes: 10_080,
    delayMs: 0,
    copies: 1,
    httpsOnly: false,
  },
};
