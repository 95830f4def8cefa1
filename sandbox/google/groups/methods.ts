import { ApiError, invalidArgument, notFound } from '../api-error.ts';
import type { Call } from '../call.ts';
import { listPage } from '../listing.ts';
import { versionMark } from '../people/etags.ts';
import { idOf, resourceName, type Snapshot, timeText } from '../people/snapshot.ts';
import { deprecatedGroup } from '../people/write.ts';
import { type Group, groupIdOf, groupName, openSystemGroups, systemGroups } from './group.ts';

const paths = ['clientData', 'groupType', 'memberCount', 'metadata', 'name'];
const standardPaths = ['groupType', 'memberCount', 'metadata', 'name'];

/** @throws ApiError */
function maskOf(mask: unknown): Set<string> {
  if (mask === null || mask === undefined || mask === '') return new Set(standardPaths);
  const chosen = String(mask).split(',');
  const wrong = chosen.find((path) => !paths.includes(path));
  if (wrong !== undefined) throw invalidArgument(`Invalid groupFields mask path: "${wrong}".`);
  return new Set(chosen);
}

function isSystem(id: string): boolean {
  return Object.hasOwn(systemGroups, id);
}

const etagOf = (group: Group): string => versionMark(group.id, group.sequence);

function show(call: Call, id: string, mask: Set<string>, counts: Map<string, number>): object {
  const group = call.account.groups.get(id);
  const count = counts.get(id) ?? 0;
  return {
    resourceName: groupName(id),
    ...(group ? { etag: etagOf(group) } : {}),
    ...(group && mask.has('metadata')
      ? { metadata: { updateTime: timeText(group.updatedAt, group.sequence) } }
      : {}),
    ...(mask.has('groupType') ? { groupType: group ? 'USER_CONTACT_GROUP' : 'SYSTEM_CONTACT_GROUP' } : {}),
    ...(mask.has('name') ? { name: group?.name ?? id, formattedName: group?.name ?? systemGroups[id] } : {}),
    ...(mask.has('memberCount') && count > 0 ? { memberCount: count } : {}),
    ...(mask.has('clientData') && group?.clientData.length ? { clientData: group.clientData } : {}),
  };
}

export function listGroups(call: Call): object {
  const mask = maskOf(call.query.get('groupFields'));
  const { account } = call;
  const systemEntries = Object.keys(systemGroups);
  const listed = listPage<Pick<Group, 'id' | 'sequence'>>(call, {
    name: 'contactGroups',
    history: withSystemGroups(account.groups, systemEntries),
    defaultPageSize: 30,
    params: ['groupFields'],
    givesToken: true,
    compare: (a, b) => a.sequence - b.sequence,
  });
  const counts = account.memberCounts();
  const contactGroups = listed.items.map(({ key, item }) =>
    item && (isSystem(key) || account.groups.get(key))
      ? show(call, key, mask, counts)
      : { resourceName: groupName(key), metadata: { deleted: true } },
  );
  return {
    ...(contactGroups.length > 0 ? { contactGroups } : {}),
    ...(listed.total === undefined ? {} : { totalItems: listed.total }),
    ...listed.tokens,
  };
}

/** System groups never change: full listings end with them, incremental ones do not know them. */
function withSystemGroups(history: Call['account']['groups'], ids: readonly string[]) {
  const system = ids.map((id, index) => ({ id, sequence: Number.MAX_SAFE_INTEGER - ids.length + index }));
  return {
    positionAt: (time: number) => history.positionAt(time),
    changes: (since: number, until: number) => history.changes(since, until),
    view: (position: number) => [...history.view(position), ...system],
  };
}

/** Members are told only up to a number, 0 unless asked for. */
function withMembers(call: Call, id: string, mask: Set<string>, counts: Map<string, number>): object {
  const most = Number(call.query.get('maxMembers') ?? 0);
  if (!Number.isInteger(most) || most < 0) throw invalidArgument();
  const members: string[] = [];
  if (most > 0) {
    for (const { id: person, groups } of call.account.people.values()) {
      if (members.length < most && (id === 'all' || groups.includes(id))) members.push(resourceName(person));
    }
  }
  return { ...show(call, id, mask, counts), ...(members.length > 0 ? { memberResourceNames: members } : {}) };
}

/** The id of a group that is there. @throws ApiError */
function groupAt(call: Call, name: string): string {
  const id = groupIdOf(name);
  if (id === undefined || !call.account.isGroup(id)) throw notFound();
  return id;
}

export function getGroup(call: Call): object {
  const mask = maskOf(call.query.get('groupFields'));
  return withMembers(call, groupAt(call, call.target), mask, call.account.memberCounts());
}

export function getGroups(call: Call): object {
  const mask = maskOf(call.query.get('groupFields'));
  const names = call.query.getAll('resourceNames');
  if (names.length === 0 || names.length > 200) throw invalidArgument();
  const counts = call.account.memberCounts();
  const responses = names.map((requestedResourceName) => {
    const id = groupIdOf(requestedResourceName);
    return id !== undefined && call.account.isGroup(id)
      ? { requestedResourceName, status: {}, contactGroup: withMembers(call, id, mask, counts) }
      : { requestedResourceName, status: notFound().rpcStatus };
  });
  return { responses };
}

interface SentGroup {
  name?: unknown;
  etag?: unknown;
  clientData?: Group['clientData'];
}

const sentGroup = (call: Call): SentGroup => (call.body.contactGroup ?? {}) as SentGroup;

/** @throws ApiError when another group has this name, whatever its case */
function freeName(call: Call, sent: unknown, own?: string): string {
  const name = typeof sent === 'string' ? sent.trim() : '';
  if (name === '') throw invalidArgument();
  const wanted = name.toLowerCase();
  const users = [...call.account.groups.values()]
    .filter((group) => group.id !== own)
    .map((group) => group.name);
  const taken = [...users, ...Object.keys(systemGroups), ...Object.values(systemGroups)];
  if (taken.some((one) => one.toLowerCase() === wanted)) {
    throw new ApiError('ALREADY_EXISTS', 'Contact group name already exists.');
  }
  return name;
}

export function createGroup(call: Call): object {
  const mask = maskOf(call.body.readGroupFields);
  const { name, clientData = [] } = sentGroup(call);
  const group = call.account.putGroup({ name: freeName(call, name), clientData });
  return show(call, group.id, mask, call.account.memberCounts());
}

export function updateGroup(call: Call): object {
  const mask = maskOf(call.body.readGroupFields);
  const group = userGroupAt(call);
  const sent = sentGroup(call);
  if (typeof sent.etag === 'string' && sent.etag !== etagOf(group)) {
    throw new ApiError(
      'FAILED_PRECONDITION',
      'Request contact_group.etag is different than the current contact_group.etag. Clear local cache and get the latest contact group.',
    );
  }
  const update = String(call.body.updateGroupFields || 'name').split(',');
  if (update.some((path) => path !== 'name' && path !== 'clientData')) throw invalidArgument();
  const name = update.includes('name') ? freeName(call, sent.name, group.id) : group.name;
  const clientData = update.includes('clientData') ? (sent.clientData ?? []) : group.clientData;
  call.account.putGroup({ id: group.id, name, clientData });
  return show(call, group.id, mask, call.account.memberCounts());
}

export function deleteGroup(call: Call): object {
  call.account.removeGroup(userGroupAt(call).id, call.query.get('deleteContacts') === 'true');
  return {};
}

function userGroupAt(call: Call): Group {
  const id = groupAt(call, call.target);
  const group = call.account.groups.get(id);
  if (!group) throw invalidArgument();
  return group;
}

const mostMembers = 1000;

/** Needs no etag. A contact's last group is kept and named in the answer. */
export function modifyMembers(call: Call): object {
  const id = groupAt(call, call.target);
  const { resourceNamesToAdd: add = [], resourceNamesToRemove: remove = [] } = call.body;
  if (!Array.isArray(add) || !Array.isArray(remove) || add.length + remove.length > mostMembers)
    throw invalidArgument();
  if (add.length + remove.length === 0 || id === 'all') throw invalidArgument();
  if (add.length > 0 && isSystem(id) && !openSystemGroups.includes(id)) throw deprecatedGroup();
  const notFoundNames: string[] = [];
  const lastGroupNames: string[] = [];
  const each = (names: readonly unknown[], change: (contact: Snapshot, name: string) => void): void => {
    for (const name of names) {
      const contact = call.account.find(idOf(String(name)) ?? '');
      if (contact) change(contact, String(name));
      else notFoundNames.push(String(name));
    }
  };
  each(add, (contact) => {
    if (!contact.groups.includes(id)) call.account.change(contact, { groups: [...contact.groups, id] });
  });
  each(remove, (contact, name) => {
    const groups = contact.groups.filter((one) => one !== id);
    if (groups.length === 0) lastGroupNames.push(name);
    else if (groups.length < contact.groups.length) call.account.change(contact, { groups });
  });
  return {
    ...(notFoundNames.length > 0 ? { notFoundResourceNames: notFoundNames } : {}),
    ...(lastGroupNames.length > 0 ? { canNotRemoveLastContactGroupResourceNames: lastGroupNames } : {}),
  };
}
