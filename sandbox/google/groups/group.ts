/** One version of a label. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly sequence: number;
  readonly updatedAt: number;
  readonly clientData: readonly { key: string; value: string }[];
}

/** Groups that every account has: id → what a person reads. */
export const systemGroups: Readonly<Record<string, string>> = {
  chatBuddies: 'Chat contacts',
  friends: 'Friends',
  all: 'All Contacts',
  myContacts: 'My Contacts',
  coworkers: 'Coworkers',
  family: 'Family',
  blocked: 'Blocked',
  starred: 'Starred',
};

/** The system groups that contacts can still be put into. */
export const openSystemGroups: readonly string[] = ['myContacts', 'starred'];

export const groupName = (id: string): string => `contactGroups/${id}`;

export const groupIdOf = (name: string): string | undefined =>
  /^contactGroups\/([A-Za-z0-9]+)$/.exec(name)?.[1];
