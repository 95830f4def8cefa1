// What an edit means, stated once on the neutral contact. Providers patch raw cards; this says what must come out.
import { ADDRESS_PARTS, type Contact, type Edit, type Label, type PostalAddress } from './contact.ts';
import { cleanText } from './text.ts';

/**
 * The contact after `edits`; the input is left alone. Indices refer to the contact as given. Texts arrive as
 * `cleanText` leaves them; an empty text, or an address without any part, is a removal.
 */
export function applyEdits(contact: Contact, edits: Edit[]): Contact {
  const next: Contact = structuredClone(contact);
  const removed = {
    emails: new Set<number>(),
    phones: new Set<number>(),
    urls: new Set<number>(),
    addresses: new Set<number>(),
  };
  for (const edit of edits) {
    if ('at' in edit && edit.at !== null && edit.at >= contact[edit.property].length) continue;
    switch (edit.property) {
      case 'name':
        set(next.name, edit.part, edit.value);
        break;
      case 'organization':
        set(next.organization, edit.part, edit.value);
        break;
      case 'nickname':
      case 'notes':
        set(next, edit.property, edit.value);
        break;
      case 'birthday':
        set(next, 'birthday', edit.value);
        break;
      case 'photo':
        next.photo = edit.value;
        break;
      case 'groups':
        if (!next.groups.includes(edit.join)) next.groups.push(edit.join);
        break;
      case 'isCompany':
        set(next, 'isCompany', edit.value || null);
        break;
      case 'addresses': {
        if (edit.at === null) {
          if (edit.value) next.addresses.push(withParts({ label: cleanLabel(edit.label) }, edit.value));
        } else if (edit.value === null) removed.addresses.add(edit.at);
        else {
          const address = next.addresses[edit.at];
          if (!address) break;
          const country = address.country;
          withParts(address, edit.value).label = cleanLabel(edit.label);
          if (address.country !== country) delete address.countryCode;
        }
        break;
      }
      default: {
        const list = next[edit.property];
        const value = cleanText(edit.value ?? '');
        const label = cleanLabel(edit.label);
        if (edit.at === null) {
          if (value) list.push({ value, label });
        } else if (!value) removed[edit.property].add(edit.at);
        else {
          const entry = list[edit.at];
          if (entry) list[edit.at] = { ...entry, value, label };
        }
      }
    }
  }
  for (const property of ['emails', 'phones', 'urls'] as const)
    next[property] = next[property].filter((_, index) => !removed[property].has(index));
  next.addresses = next.addresses.filter(
    (address, index) => !removed.addresses.has(index) && ADDRESS_PARTS.some((part) => address[part]),
  );
  return next;
}

function set<T extends object, K extends keyof T>(target: T, key: K, value: T[K] | null | undefined): void {
  const clean = typeof value === 'string' ? (cleanText(value) as T[K] & string) : value;
  if (clean === null || clean === undefined || clean === '') delete target[key];
  else target[key] = clean;
}

function withParts(
  address: PostalAddress,
  parts: (Edit & { property: 'addresses' })['value'],
): PostalAddress {
  for (const part of ADDRESS_PARTS) if (parts && part in parts) set(address, part, parts[part]);
  return address;
}

function cleanLabel(label: Label): Label {
  return cleanText(label ?? '') || null;
}
