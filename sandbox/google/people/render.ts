import type { Account } from '../account.ts';
import type { Behaviour, Profile } from '../behaviour.ts';
import { groupName } from '../groups/group.ts';
import { canonicalForm, countryCodeOf, countryNameOf } from './canonical.ts';
import { personEtag, sourceEtag, versionMark } from './etags.ts';
import { type Entry, type FieldName, type Fields, fieldNames, type MaskPath } from './fields.ts';
import { formattedType, spelledOut } from './labels.ts';
import { displayNames } from './names.ts';
import { photosOf } from './photo.ts';
import { personOfProfile, profileEntries, profileSource } from './profile.ts';
import { emailsOf, resourceName, type Snapshot, sourceId, timeText } from './snapshot.ts';

/** How a reader wants persons shown. */
export interface View {
  mask: ReadonlySet<MaskPath>;
  sources: { contact: boolean; profile: boolean };
  language: string;
  /** A listing cuts e-mail addresses and numbers at 100. */
  list?: boolean;
  /** Tells former resource names, as only listings since a sync token do. */
  formerNames?: boolean;
  /** CONTACT unless told. */
  sourceType?: 'CONTACT' | 'OTHER_CONTACT';
}

export interface Surroundings {
  readonly origin: string;
  readonly behaviour: Behaviour;
}

const listLimit = 100;
/** Fields whose first value is the source's own choice, by what captures show. */
const withSourcePrimary: readonly FieldName[] = ['names', 'emailAddresses'];

export function render(contact: Snapshot, view: View, account: Account, around: Surroundings): Entry {
  // Once: seeded contacts are written out anew each time.
  const fields = contact.fields();
  const emails = view.sources.profile ? emailsOf(fields) : [];
  const profile = around.behaviour.profiles.find(({ email }) => emails.includes(email.toLowerCase()));
  const { mask } = view;
  const name =
    view.sourceType === 'OTHER_CONTACT' ? `otherContacts/c${contact.id}` : resourceName(contact.id);
  const person: Entry = { resourceName: name, etag: etagOf(contact, view, account, around.behaviour) };
  if (mask.has('metadata')) person.metadata = metadataOf(contact, view, account, profile);
  for (const field of fieldNames) {
    if (!mask.has(field)) continue;
    const own = view.sources.contact ? ownEntries(field, contact, fields, view, around) : [];
    const entries = profile ? [...own, ...profileEntries(field, profile, own.length === 0)] : own;
    if (entries.length > 0) person[field] = entries;
  }
  return person;
}

/** What is left of a contact that is gone. */
export function renderTombstone(id: string, view: View): Entry {
  const type = view.sourceType ?? 'CONTACT';
  return {
    resourceName: type === 'CONTACT' ? resourceName(id) : `otherContacts/c${id}`,
    etag: personEtag(view.mask, [2], undefined),
    metadata: { sources: [{ type, id: sourceId(id) }], deleted: true, objectType: 'PERSON' },
  };
}

/** The account's owner, as people/me shows them. */
export function renderOwner(account: Account, view: View): Entry {
  const [givenName = '', ...rest] = account.name.split(' ');
  const profile = { sub: account.sub, email: account.email, givenName, familyName: rest.join(' ') };
  return personOfProfile(profile, view.mask);
}

function etagOf(contact: Snapshot, view: View, account: Account, behaviour: Behaviour): string {
  const types = [1, ...(view.sources.contact ? [2] : []), ...(view.sources.profile ? [5, 7] : [])];
  const salt = view.list && !behaviour.listEtagsAccepted ? 'list' : '';
  return personEtag(view.mask, types, versionMark(account.sub + contact.id, contact.sequence, salt));
}

function metadataOf(contact: Snapshot, view: View, account: Account, profile: Profile | undefined): Entry {
  const own = {
    type: view.sourceType ?? 'CONTACT',
    id: sourceId(contact.id),
    etag: sourceEtag(versionMark(account.sub + contact.id, contact.sequence)),
    updateTime: timeText(contact.updatedAt, contact.sequence),
  };
  const sources = [...(view.sources.contact ? [own] : []), ...(profile ? [profileSource(profile)] : [])];
  const former = view.formerNames ? contact.previousNames : undefined;
  return {
    sources,
    ...(former && former.length > 0 ? { previousResourceNames: former } : {}),
    objectType: 'PERSON',
  };
}

function ownEntries(
  field: FieldName,
  contact: Snapshot,
  fields: Fields,
  view: View,
  around: Surroundings,
): Entry[] {
  const source = { type: view.sourceType ?? 'CONTACT', id: sourceId(contact.id) };
  if (field === 'memberships') {
    return contact.groups.map((id) => ({
      metadata: { source },
      contactGroupMembership: { contactGroupId: id, contactGroupResourceName: groupName(id) },
    }));
  }
  if (field === 'photos') return photosOf(contact, source, around.origin);
  const all = fields[field] ?? [];
  const cut = view.list && (field === 'emailAddresses' || field === 'phoneNumbers') && all.length > listLimit;
  const stored = cut ? all.slice(0, listLimit) : all;
  const chosen = stored.findIndex(({ metadata }) => (metadata as Entry | undefined)?.sourcePrimary === true);
  const first = Math.max(0, chosen);
  const shown = stored.map((entry, index) => {
    const { metadata, ...parts } = entry;
    const sourcePrimary = metadata !== undefined || (index === first && withSourcePrimary.includes(field));
    return {
      metadata: {
        ...(index === first ? { primary: true } : {}),
        source,
        ...(sourcePrimary ? { sourcePrimary: true } : {}),
      },
      ...parts,
      ...derived(field, parts, view.language, around.behaviour),
    };
  });
  return around.behaviour.valuesReversed ? shown.toReversed() : shown;
}

/** What Google adds to a value. */
function derived(field: FieldName, entry: Entry, language: string, behaviour: Behaviour): Entry {
  const type = entry.type as string | undefined;
  const label = type === undefined ? {} : { formattedType: formattedType(field, type, language) };
  switch (field) {
    case 'names': {
      const names = displayNames(entry);
      return { ...names, ...(names.displayName ? { unstructuredName: names.displayName } : {}) };
    }
    case 'phoneNumbers': {
      const canonical = canonicalForm(String(entry.value), behaviour.region);
      return { ...(canonical ? { canonicalForm: canonical } : {}), ...label };
    }
    case 'addresses':
      return { ...placed(entry, behaviour.completesCountries), ...label };
    case 'genders':
      return { formattedValue: spelledOut(String(entry.value ?? ''), language) };
    case 'biographies':
      return { contentType: entry.contentType ?? 'TEXT_PLAIN' };
    case 'imClients':
      return {
        ...label,
        ...(entry.protocol ? { formattedProtocol: spelledOut(String(entry.protocol), 'en') } : {}),
      };
    case 'nicknames':
    case 'locations':
      return {};
    default:
      return label;
  }
}

/** Country and its code complete each other; the whole address is written out unless the user did. */
function placed(entry: Entry, completes: boolean): Entry {
  const part = (name: string): string => (entry[name] as string | undefined) ?? '';
  const code = part('countryCode') || (completes && countryCodeOf(part('country'))) || '';
  const country = part('country') || (completes && countryNameOf(code)) || '';
  const town = [part('city'), `${part('region')} ${part('postalCode')}`.trim()].filter(Boolean).join(', ');
  const lines = [part('streetAddress'), part('extendedAddress'), part('poBox'), town, code || country];
  const formattedValue = part('formattedValue') || lines.filter(Boolean).join('\n');
  return { formattedValue, ...(country ? { country } : {}), ...(code ? { countryCode: code } : {}) };
}
