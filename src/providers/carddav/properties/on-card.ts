// Each property of a contact on a vCard: the lines it is read from, and how an edit is written into them.
import type { Contact, Edit, ListProperty, PostalAddress } from '../../../contact/contact.ts';
import { addExtra } from '../../../contact/extras.ts';
import { photoId } from '../../../contact/photo.ts';
import type { Property, PropertyOf } from '../../../contact/properties/table.ts';
import type { WritableProperty } from '../../../protocol/vcard/make-line.ts';
import type { VCard } from '../../../protocol/vcard/parse-vcard.ts';
import type { VCardLine } from '../../../protocol/vcard/vcard-line.ts';
import type { Photo } from '../../provider.ts';
import {
  ADDRESS_COMPONENTS,
  CODE_PARAM,
  hasAddress,
  lineValue,
  NAME_COMPONENTS,
  streetOf,
} from '../card-lines.ts';
import type { LabelledProperty } from '../labels.ts';
import { patchAddress } from '../patch/patch-address.ts';
import { patchListValue } from '../patch/patch-list.ts';
import { putPhoto, removePhoto } from '../patch/patch-photo.ts';
import { photoOfLine } from '../photo-from-vcard.ts';
import { patchDate, readDate } from './dates.ts';
import { furtherParts } from './further-parts.ts';
import { patchOrganization } from './organizations.ts';
import { companionsOf, labelIn, once, put, type Reader } from './reading.ts';
import { patchComponent, patchText, readText } from './texts.ts';

type EditOf<P extends Property> = Edit & { property: P };

interface OnCard<P extends Property> {
  /** By the name of a line. */
  read: Record<string, Reader>;
  patch(card: VCard, edit: EditOf<P>, given: Given): void;
}

interface Given {
  /** The line that an edit of a list names; undefined for a new value, or an index out of the list. */
  line: VCardLine | undefined;
  /** The picture that an edit of one names. */
  photo: Photo | undefined;
}

/** The name of the lines of each list. */
export const LIST_LINES = {
  emails: 'EMAIL',
  phones: 'TEL',
  addresses: 'ADR',
  urls: 'URL',
} as const satisfies Record<PropertyOf<'labelled' | 'addresses'>, LabelledProperty>;

const NAME_ENTRIES = Object.entries(NAME_COMPONENTS) as [keyof typeof NAME_COMPONENTS, number][];
const ADDRESS_ENTRIES = Object.entries(ADDRESS_COMPONENTS) as [keyof typeof ADDRESS_COMPONENTS, number][];

/** @see OnCard */
export const ON_CARD: { [P in Property]: OnCard<P> } = {
  name: {
    read: {
      N: once('N', ({ contact }, line) => {
        const components = line.components();
        for (const [part, index] of NAME_ENTRIES) put(contact.name, part, components[index]);
        addFurtherParts(contact, line);
      }),
      FN: once('FN', ({ contact }, line) => put(contact.name, 'display', line.text())),
    },
    patch: (card, { part, value }) => patchComponent(card, 'N', NAME_COMPONENTS[part], value, 5),
  },
  organization: {
    // Read of the whole card: what belongs together is not said by a line alone.
    read: { ORG: () => true, TITLE: () => true },
    patch: patchOrganization,
  },
  nickname: text('nickname', 'NICKNAME'),
  birthday: date('birthday'),
  anniversary: date('anniversary'),
  notes: text('notes', 'NOTE'),
  photo: {
    read: {
      PHOTO: ({ contact }, line) => {
        contact.photo ??= photoOfLine(line);
      },
    },
    patch(card, { value }, { photo }) {
      if (value === null) removePhoto(card);
      else if (photo && photoId(photo.bytes) === value) putPhoto(card, photo);
      else throw new Error('an edit of the photo needs the picture that it names');
    },
  },
  emails: list('emails'),
  phones: list('phones'),
  addresses: {
    read: {
      ADR(reading, line) {
        const components = line.components();
        addFurtherParts(reading.contact, line);
        if (!hasAddress(components)) return;
        const address: PostalAddress = { label: labelIn(reading, line) };
        for (const [part, index] of ADDRESS_ENTRIES)
          put(address, part, part === 'street' ? streetOf(components) : components[index]);
        const code =
          companionsOf(reading, line)?.countryCode ?? line.paramValues(CODE_PARAM)[0]?.toLowerCase();
        if (code && /^[a-z]{2}$/.test(code)) address.countryCode = code;
        reading.contact.addresses.push(address);
      },
    },
    patch: (card, edit, { line }) => patchAddress(card, line, edit),
  },
  urls: list('urls'),
};

function addFurtherParts(contact: Contact, line: VCardLine): void {
  for (const part of furtherParts(line)) addExtra(contact, { ...part, label: null });
}

/** Writes an edit into the lines of its property. */
export function patchProperty(card: VCard, edit: EditOf<Property>, given: Given): void {
  const onCard: OnCard<Property> = ON_CARD[edit.property];
  onCard.patch(card, edit, given);
}

function text<P extends PropertyOf<'text'>>(property: P, name: WritableProperty): OnCard<P> {
  return {
    read: readText(name, property),
    patch: (card, { value }: Edit & { property: PropertyOf<'text'> }) => patchText(card, name, value),
  };
}

function date<P extends PropertyOf<'date'>>(property: P): OnCard<P> {
  return {
    read: readDate(property),
    patch: (card, { value }: Edit & { property: PropertyOf<'date'> }) => patchDate(card, property, value),
  };
}

function list<P extends ListProperty>(property: P): OnCard<P> {
  return {
    read: {
      [LIST_LINES[property]]: ((reading, line) => {
        const value = lineValue(line);
        if (!value) return;
        const label = labelIn(reading, line);
        reading.contact[property].push(
          isPreferred(line) ? { value, label, primary: true } : { value, label },
        );
      }) satisfies Reader,
    },
    patch: (card, edit, { line }) => patchListValue(card, line, LIST_LINES[property], edit),
  };
}

/** `type=pref` of 2.1 and 3.0, `PREF=1` of 4.0. */
function isPreferred(line: VCardLine): boolean {
  return (
    line.paramValues('TYPE').some((type) => /^pref$/i.test(type)) || line.paramValues('PREF').includes('1')
  );
}
