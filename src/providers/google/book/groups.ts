// Labels: Google's contact groups. Contacts name theirs by resource name, which a renamed label keeps.

import { createPaging } from '../../../protocol/http/paging.ts';
import type { Group } from '../../provider.ts';
import { COST } from '../api/budget.ts';
import type { PeopleApi } from '../api/people-api.ts';
import { isShownGroup } from '../person/contact-from-person.ts';

interface ContactGroup {
  resourceName?: string;
  name?: string;
  formattedName?: string;
  groupType?: string;
  memberCount?: number;
  metadata?: { deleted?: boolean };
}

interface ContactGroups {
  contactGroups?: ContactGroup[];
  nextPageToken?: string;
}

/** Of Google's own groups those that people can put contacts into; the rest is shown while somebody is in it. */
const ALWAYS_SHOWN = new Set(['contactGroups/myContacts', 'contactGroups/starred']);

export async function listGroups(api: PeopleApi): Promise<(Group & { size: number })[]> {
  const groups: (Group & { size: number })[] = [];
  const paging = createPaging(api.host);
  let pageToken = '';
  do {
    const page: ContactGroups = await api.read({
      kind: 'contactGroups.list',
      method: 'GET',
      path: '/v1/contactGroups',
      size: 'large',
      query: { pageSize: '1000', ...(pageToken && { pageToken }) },
      cost: COST.groupRead,
    });
    for (const group of page.contactGroups ?? []) {
      const { resourceName: id = '', name = '', formattedName = name, memberCount: size = 0 } = group;
      const isOwn = group.groupType !== 'SYSTEM_CONTACT_GROUP';
      if (!isShownGroup(id) || group.metadata?.deleted) continue;
      if (isOwn || ALWAYS_SHOWN.has(id) || size > 0)
        groups.push({ id, name: isOwn ? name : formattedName, members: null, system: !isOwn, size });
    }
    pageToken = page.nextPageToken ?? '';
    if (pageToken) paging.goOn(pageToken, (page.contactGroups ?? []).length > 0);
  } while (pageToken);
  return groups;
}

/** Puts contacts into a label, or takes them out of it. Needs no etag, and touches no other label of theirs. */
export async function changeMembers(
  api: PeopleApi,
  { group, isIn, names }: { group: string; isIn: boolean; names: string[] },
): Promise<void> {
  await api.write({
    kind: 'contactGroups.members.modify',
    method: 'POST',
    path: `/v1/${group}/members:modify`,
    body: { [isIn ? 'resourceNamesToAdd' : 'resourceNamesToRemove']: names },
    cost: COST.groupWrite,
  });
}
