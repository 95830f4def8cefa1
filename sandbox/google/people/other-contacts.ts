import { invalidArgument, notFound, scopeMissing } from '../api-error.ts';
import { type Call, scopes } from '../call.ts';
import { listPage } from '../listing.ts';
import type { FieldName, Fields, MaskPath } from './fields.ts';
import { requireMask } from './mask.ts';
import { render, renderTombstone, type View } from './render.ts';
import type { Snapshot } from './snapshot.ts';
import { bodyView } from './views.ts';
import { checkRoom } from './write.ts';

const paths: readonly MaskPath[] = ['emailAddresses', 'metadata', 'names', 'phoneNumbers', 'photos'];

export function listOtherContacts(call: Call): object {
  const { query, account } = call;
  const mask = requireMask(query.get('readMask'), { name: 'readMask', page: 'otherContacts/list', paths });
  const listed = listPage(call, {
    name: 'otherContacts',
    history: account.others,
    defaultPageSize: 100,
    params: ['readMask', 'sources', 'requestSyncToken'],
    givesToken: query.get('requestSyncToken') === 'true',
    compare: (a, b) => a.sequence - b.sequence,
  });
  const view: View = {
    mask,
    sources: { contact: true, profile: false },
    language: call.language,
    list: true,
    sourceType: 'OTHER_CONTACT',
  };
  const otherContacts = listed.items.map(({ key, item }) =>
    item ? render(item, view, account, call) : renderTombstone(key, view),
  );
  return {
    ...(otherContacts.length > 0 ? { otherContacts } : {}),
    ...listed.tokens,
    ...(listed.total === undefined ? {} : { totalSize: listed.total }),
  };
}

/** The contact keeps its number and leaves a tombstone among the other contacts. */
export function copyOtherContact(call: Call): object {
  const { account, body } = call;
  if (!call.scopes.has(scopes.contacts))
    throw scopeMissing('PeopleService.CopyOtherContactToMyContactsGroup');
  if (typeof body.copyMask !== 'string') throw invalidArgument();
  const page = 'otherContacts/copyOtherContactToMyContactsGroup';
  const copied = requireMask(body.copyMask, {
    name: 'copyMask',
    page,
    paths: ['emailAddresses', 'names', 'phoneNumbers'],
  });
  const id = /^otherContacts\/c(\d+)$/.exec(call.target)?.[1] ?? '';
  const other = account.others.get(id);
  if (!other) throw notFound();
  checkRoom(call, 1);
  const contact = account.create(chosen(other, copied), ['myContacts'], { id });
  account.others.delete(id, call.clock.now());
  const standard: View = {
    mask: new Set<MaskPath>([...copied, 'metadata', 'memberships']),
    sources: { contact: true, profile: true },
    language: call.language,
  };
  return render(contact, bodyView(call, 'readMask', page) ?? standard, account, call);
}

function chosen(other: Snapshot, mask: ReadonlySet<MaskPath>): Fields {
  const entries = Object.entries(other.fields()).filter(([name]) => mask.has(name as FieldName));
  return Object.fromEntries(entries) as Fields;
}
