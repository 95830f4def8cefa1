import { ApiError, invalidArgument, missingEtag, notFound, staleEtag } from '../api-error.ts';
import type { Call } from '../call.ts';
import { groupIdOf, openSystemGroups, systemGroups } from '../groups/group.ts';
import { markOf, sourceEtag, versionMark } from './etags.ts';
import { type Entry, type FieldName, type Fields, type MaskPath, updatePaths } from './fields.ts';
import { requireMask } from './mask.ts';
import { normalise, type Written } from './normalise.ts';
import { photoFromBase64 } from './photo.ts';
import { render, type View } from './render.ts';
import { idOf, type Snapshot } from './snapshot.ts';
import { afterWriteView, bodyView } from './views.ts';

/** A creation that has passed every check. */
export interface Creation {
  fields: Fields;
  groups: readonly string[];
}

/** @throws ApiError when this person cannot be created */
export function checkCreation(call: Call, person: unknown): Creation {
  const { fields, memberships } = normalise(asObject(person));
  if (memberships && !call.behaviour.membershipsOnCreate) throw invalidArgument();
  const groups = memberships ? groupsOf(call, memberships, []) : [];
  return { fields, groups: groups.length > 0 ? groups : ['myContacts'] };
}

/** @throws ApiError when so many more contacts do not fit */
export function checkRoom(call: Call, count: number): void {
  const { account, behaviour } = call;
  if (account.people.size + count <= behaviour.contactLimit) return;
  const { overflowStatus } = behaviour;
  const status = overflowStatus === 400 ? 'FAILED_PRECONDITION' : 'RESOURCE_EXHAUSTED';
  throw new ApiError(status, 'MY_CONTACTS_OVERFLOW_COUNT');
}

export function createContact(call: Call): object {
  const view = afterWriteView(call, 'people/createContact');
  const { fields, groups } = checkCreation(call, call.body);
  checkRoom(call, 1);
  return render(call.account.create(fields, groups), view, call.account, call);
}

/** An update that has passed every check. */
export interface Update {
  contact: Snapshot;
  mask: ReadonlySet<MaskPath>;
  written: Written;
  groups: readonly string[] | undefined;
}

/** @throws ApiError when this update is refused, for a stale etag above all */
export function checkUpdate(call: Call, name: string, sent: unknown, mask: ReadonlySet<MaskPath>): Update {
  const person = asObject(sent);
  const contact = contactAt(call, name);
  // What the mask does not name is ignored, however wrong it may be.
  const masked = Object.fromEntries(
    Object.entries(person).filter(([field]) => !isUpdatable(field) || mask.has(field)),
  );
  const written = normalise(masked);
  checkEtags(call, contact, person);
  if (!mask.has('memberships')) return { contact, mask, written, groups: undefined };
  const groups = groupsOf(call, written.memberships ?? [], contact.groups);
  if (groups.length === 0) throw invalidArgument();
  return { contact, mask, written, groups };
}

const isUpdatable = (field: string): field is FieldName => updatePaths.includes(field as FieldName);

/** Masked fields are replaced as a whole: those absent from the body are gone. */
export function applyUpdate(
  call: Call,
  { contact, mask, written, groups = contact.groups }: Update,
): Snapshot {
  const before = contact.fields();
  const after: { [name in FieldName]?: readonly Entry[] } = { ...before };
  for (const path of mask) {
    if (path === 'metadata' || path === 'memberships') continue;
    const values = written.fields[path] ?? [];
    if (values.length > 0) after[path] = values;
    else delete after[path];
  }
  const same = JSON.stringify([before, contact.groups]) === JSON.stringify([after, groups]);
  if (same) call.counters.emptyUpdates += 1;
  if (same && !call.behaviour.noOpsAreChanges) return contact;
  if (!call.behaviour.keepsUpdates) return call.account.change(contact, {});
  return call.account.change(contact, { fields: () => after, groups });
}

export function updateContact(call: Call): object {
  const mask = requireMask(call.query.get('updatePersonFields'), {
    name: 'updatePersonFields',
    page: 'people/updateContact',
    paths: updatePaths,
  });
  const view = afterWriteView(call, 'people/updateContact');
  const update = checkUpdate(call, call.target, call.body, mask);
  return render(applyUpdate(call, update), view, call.account, call);
}

export function deleteContact(call: Call): object {
  call.account.remove(contactAt(call, call.target));
  return {};
}

export function updateContactPhoto(call: Call): object {
  const view = bodyView(call, 'personFields', 'people/updateContactPhoto');
  const contact = contactAt(call, call.target);
  const photo = photoFromBase64(call.body.photoBytes);
  return shown(call, call.account.change(contact, { photo }), view);
}

export function deleteContactPhoto(call: Call): object {
  const view = call.query.get('personFields') ? afterWriteView(call, 'people/deleteContactPhoto') : null;
  const contact = contactAt(call, call.target);
  return shown(call, call.account.change(contact, { photo: undefined }), view);
}

const shown = (call: Call, contact: Snapshot, view: View | null): object =>
  view ? { person: render(contact, view, call.account, call) } : {};

/** A contact that can be written. @throws ApiError for one that is not there, or a profile */
function contactAt(call: Call, name: string): Snapshot {
  if (name === `people/${call.account.sub}` || name === 'people/me') throw invalidArgument();
  const contact = call.account.find(idOf(name) ?? '');
  if (!contact) throw notFound();
  return contact;
}

/** One of the two etags must be there, and those that are must be current. */
function checkEtags(call: Call, contact: Snapshot, person: Entry): void {
  const id = call.account.sub + contact.id;
  const mark = versionMark(id, contact.sequence);
  const sources = ((person.metadata as Entry | undefined)?.sources as Entry[] | undefined) ?? [];
  const source = sources.find((one) => one.type === 'CONTACT' && typeof one.etag === 'string');
  const { etag } = person;
  if (typeof etag !== 'string' && !source) throw missingEtag(call.behaviour.missingEtag);
  if (typeof etag === 'string' && markOf(etag) !== mark) throw staleEtag('etag');
  if (source && source.etag !== sourceEtag(mark)) throw staleEtag('metadata.sources.etag');
}

/** Ids of the groups named. The deprecated ones can be kept, never entered. @throws ApiError */
function groupsOf(call: Call, names: readonly string[], before: readonly string[]): string[] {
  const ids = names.map((name) => {
    const id = groupIdOf(name);
    if (id === undefined || !call.account.isGroup(id)) throw invalidArgument();
    const isDeprecated = Object.hasOwn(systemGroups, id) && !openSystemGroups.includes(id);
    if (isDeprecated && !before.includes(id)) throw deprecatedGroup();
    return id;
  });
  return [...new Set(ids)];
}

export const deprecatedGroup = (): ApiError =>
  invalidArgument('Cannot add contacts to deprecated system contact group');

function asObject(sent: unknown): Entry {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) throw invalidArgument();
  return sent as Entry;
}
