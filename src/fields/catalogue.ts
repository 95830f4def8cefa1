// The built-in fields. A field is a row here and its texts in three languages; forms, the default mapping, search, matching,
// lists, merging, converting, import and export read it from here. What administrators add is beside them in the database.
import type { AddressPart, NamePart, OrganizationPart } from '../contact/contact.ts';
import { PROPERTIES } from '../contact/properties/table.ts';
import {
  ANY,
  type Definitions,
  type FieldDefinition,
  type FieldKey,
  type FieldType,
  type Finds,
  KINDS,
  type RecordKind,
  type Slot,
  UNLABELLED,
  type Wish,
} from './field.ts';
import { TYPES } from './types.ts';

export interface BuiltInField extends FieldDefinition {
  section: string;
  /** Switched off until an administrator wants it. */
  inactive?: true;
  /** Chooses its value on a card before its neighbours: "any" never takes a fax for a voice line while a fax field is free. */
  choosesFirst?: true;
  /** Of a company: the field of people that holds the same, where a record becomes one of another kind. */
  ofPerson?: FieldKey;
  /** Labels that people give to such a value, in the languages cards come in, beside those of its slot. */
  called?: string[];
}

type Row = Omit<BuiltInField, 'section'>;
type More = Omit<Row, 'key' | 'type'>;

const field = (key: FieldKey, type: FieldType = 'text', more: More = {}): Row => ({ key, type, ...more });
const name = (part: NamePart): Slot => ({ property: 'name', part });
const organization = (part: OrganizationPart): Slot => ({ property: 'organization', part });
const emails = (...wish: Wish[]): Slot => ({ property: 'emails', wish });
const phones = (...wish: Wish[]): Slot => ({ property: 'phones', wish });

/** What is not plain text, or good for whoever looks for a record. */
const PARTS: Partial<Record<AddressPart, [type: FieldType, finds: Finds]>> = {
  street: ['longText', 'call'],
  city: ['text', 'search'],
};
const address = (prefix: string, wish: Wish[], ofPerson?: FieldKey): Row[] =>
  PROPERTIES.addresses.parts.map((part) => {
    const [type, finds] = PARTS[part] ?? ['text'];
    return field(`${prefix}.${part}`, type, {
      slot: { property: 'addresses', wish },
      ...(finds ? { finds } : {}),
      ...(ofPerson ? { ofPerson: `${ofPerson}.${part}` } : {}),
    });
  });

const salutation = field('salutation', 'text', { slot: name('prefix') });
const firstName = field('firstName', 'text', { slot: name('given'), finds: 'match' });
const lastName = field('lastName', 'text', { slot: name('family'), finds: 'match' });
const birthday = field('birthday', 'date', { slot: { property: 'birthday' }, finds: 'match' });
const companyName = field('companyName', 'text', { slot: organization('name'), finds: 'match' });
const title = field('title', 'text', { slot: organization('title') });
const email = field('email', 'email', { slot: emails('work', ANY), finds: 'match' });
const secondaryEmail = field('secondaryEmail', 'email', {
  slot: emails('home', 'other', ANY),
  finds: 'match',
});
const phone = field('phone', 'phone', { slot: phones('work', 'main', UNLABELLED), finds: 'match' });
const mobile = field('mobile', 'phone', { slot: phones('mobile'), finds: 'match' });
const otherPhone = (...wish: Wish[]): Row =>
  field('otherPhone', 'phone', { slot: phones(...wish, ANY), finds: 'match' });
const fax = field('fax', 'phone', {
  slot: phones('workFax', 'homeFax', 'otherFax'),
  finds: 'search',
  choosesFirst: true,
});
const website = field('website', 'url', { slot: { property: 'urls', wish: ['work', ANY] }, finds: 'search' });
const mailing = address('mailing', ['work', ANY]);
const other = [
  field('description', 'longText', { slot: { property: 'notes' } }),
  field('photo', 'photo', { slot: { property: 'photo' } }),
];

/** By section, in the order of forms. */
const SECTIONS: Record<RecordKind, Record<string, Row[]>> = {
  company: {
    name: [
      field('name', 'text', { slot: organization('name'), finds: 'match', ofPerson: 'companyName' }),
      field('vatNumber'),
      field('industry'),
    ],
    contact: [
      email,
      secondaryEmail,
      { ...phone, slot: phones('work', 'main', UNLABELLED, ANY) },
      otherPhone('other'),
      fax,
      website,
    ],
    billing: address('billing', ['work', ANY], 'mailing'),
    shipping: address('shipping', ['other', 'home', ANY], 'other'),
    other,
  },
  contact: {
    name: [
      salutation,
      firstName,
      lastName,
      field('nickname', 'text', { slot: { property: 'nickname' }, finds: 'match', inactive: true }),
      birthday,
      field('anniversary', 'date', { slot: { property: 'anniversary' }, inactive: true }),
    ],
    work: [
      companyName,
      title,
      field('department', 'text', { slot: organization('department') }),
      field('assistant', 'text', { inactive: true }),
      field('assistantPhone', 'phone', {
        inactive: true,
        called: [
          'Assistant',
          'AssistantPhone',
          'Assistente',
          'Segretaria',
          'Asistente',
          'Secretaria',
          'Assistenz',
        ],
      }),
    ],
    contact: [
      email,
      secondaryEmail,
      phone,
      mobile,
      field('homePhone', 'phone', { slot: phones('home'), finds: 'match', called: ['home'] }),
      otherPhone('other'),
      fax,
      website,
    ],
    mailing,
    otherAddress: address('other', ['home', 'other', ANY]),
    other,
  },
  lead: {
    name: [salutation, firstName, lastName, birthday],
    work: [companyName, title, field('source'), field('status')],
    contact: [email, secondaryEmail, phone, mobile, otherPhone('other', 'home'), fax, website],
    mailing,
    other,
  },
};

const inOrder = (kind: RecordKind): BuiltInField[] =>
  Object.entries(SECTIONS[kind]).flatMap(([section, rows]) => rows.map((row) => ({ ...row, section })));

export const CATALOGUE = Object.fromEntries(KINDS.map((kind) => [kind, inOrder(kind)])) as Record<
  RecordKind,
  BuiltInField[]
> satisfies Definitions;

const everything = KINDS.flatMap((kind) =>
  CATALOGUE[kind].map((one) => [`${kind} ${one.key}`, one] as const),
);
const BY_KEY = new Map(everything);
/** Key of a part → what the parts of its address have in common. */
const ADDRESS_OF = new Map(
  everything
    .filter(([, { slot }]) => slot?.property === 'addresses')
    .map(([, { key }]) => [key, key.slice(0, key.indexOf('.'))]),
);

/** The sections of a kind, in the order of forms. */
export const sectionsOf = (kind: RecordKind): string[] => Object.keys(SECTIONS[kind]);

/** Beside the fields in the database: what is no value of a record and is shown or hidden as one, a user's own Sync mobile. */
export const SYNC_MOBILE: BuiltInField = { key: 'syncMobile', type: 'flag', section: 'other' };

/** The built-in field of this key; undefined for one that an administrator added. */
export const builtIn = (kind: RecordKind, key: FieldKey): BuiltInField | undefined =>
  BY_KEY.get(`${kind} ${key}`);

/** Of a built-in field, whatever records have it: a key means the same for all kinds. */
export const typeOf = (key: FieldKey): FieldType | undefined =>
  KINDS.map((kind) => builtIn(kind, key)?.type).find(Boolean);

/** What a field of the database is: the built-in one of its key, or one that an administrator added. */
function definitionOf({
  kind,
  key,
  type,
}: {
  kind: RecordKind;
  key: FieldKey;
  type: FieldType;
}): FieldDefinition {
  const { finds } = TYPES[type];
  return builtIn(kind, key) ?? { key, type, ...(finds ? { finds } : {}) };
}

/** The fields of every kind: those of the catalogue, then those among `rows` that an administrator added. */
export function definitionsOf(
  rows: Iterable<{ kind: RecordKind; key: FieldKey; type: FieldType; custom: boolean }>,
): Definitions {
  const added = [...rows].filter(({ custom }) => custom);
  if (added.length === 0) return CATALOGUE;
  const of = (kind: RecordKind) => [
    ...CATALOGUE[kind],
    ...added.filter((one) => one.kind === kind).map(definitionOf),
  ];
  return { company: of('company'), contact: of('contact'), lead: of('lead') };
}

/** `mailing` for `mailing.city`; null for a field of its own, whatever its key looks like. */
export const addressOf = (key: FieldKey): string | null => ADDRESS_OF.get(key) ?? null;

/** The fields of an address, or a field by itself. */
export const partsOf = (whole: FieldKey): FieldKey[] => {
  const parts = [...ADDRESS_OF].filter(([, prefix]) => prefix === whole);
  return parts.length > 0 ? parts.map(([key]) => key) : [whole];
};

/** What a field is mapped, chosen and merged by: itself, and of an address the whole. */
export const wholeOf = (key: FieldKey): FieldKey => addressOf(key) ?? key;

/** The fields that name a record: of a person the parts of its name and its company, of a company its name. */
export const namesOf = (kind: RecordKind): FieldKey[] =>
  CATALOGUE[kind]
    .filter(({ slot, finds }) => finds === 'match' && slot && 'part' in slot)
    .map(({ key }) => key);

/** The field that a record is never without on a form: of a company its name, of a person the last name. */
export const isMainName = ({ kind, key }: { kind: RecordKind; key: FieldKey }): boolean => {
  const slot = builtIn(kind, key)?.slot;
  if (kind === 'company') return key === companyField(kind);
  return slot?.property === 'name' && slot.part === 'family';
};

/** The first field of a type, in the order of forms. */
export const firstOf = (kind: RecordKind, type: FieldType): FieldKey =>
  CATALOGUE[kind].find((one) => one.type === type)!.key;

const organizationField = (kind: RecordKind, part: OrganizationPart): FieldKey | undefined =>
  CATALOGUE[kind].find(({ slot }) => slot?.property === 'organization' && slot.part === part)?.key;

/** The field with the name of a company: of the company itself, or the one written on a person. */
export const companyField = (kind: RecordKind): FieldKey => organizationField(kind, 'name')!;

/** What a person is in their company. */
export const roleOf = (kind: RecordKind, values: Record<FieldKey, string>): string | undefined =>
  values[organizationField(kind, 'title') ?? ''];

/** Whether a field is the name of the company that a person is in. */
export const isCompanyOfPerson = ({ kind, key }: { kind: RecordKind; key: FieldKey }): boolean =>
  kind !== 'company' && key === companyField(kind);

/** Where whole fields go when a record becomes one of another kind; none between kinds that share their keys. */
export function movesBetween(from: RecordKind, to: RecordKind): [source: FieldKey, target: FieldKey][] {
  if ((from === 'company') === (to === 'company')) return [];
  const ofCompany = new Map(
    CATALOGUE.company.flatMap(({ key, ofPerson }) => (ofPerson ? [[wholeOf(key), wholeOf(ofPerson)]] : [])),
  );
  return [...ofCompany].map(([company, person]) =>
    from === 'company' ? [company, person] : [person, company],
  );
}

/**
 * Where one more e-mail or number goes, the likeliest first: the last field that takes whatever is left on a card, then the
 * other ones by which a record is found.
 */
export function roomFor(kind: RecordKind, type: FieldType): FieldKey[] {
  const same = CATALOGUE[kind].filter((one) => one.type === type && (type === 'email' || type === 'phone'));
  const found = same.filter(({ finds }) => finds === 'match');
  const spare = found.findLast(({ slot }) => slot && 'wish' in slot && slot.wish.includes(ANY));
  return spare ? [spare, ...found.filter((one) => one !== spare)].map(({ key }) => key) : [];
}

/** @see BuiltInField.called */
export const calledOnCards = (key: FieldKey): string[] =>
  KINDS.flatMap((kind) => builtIn(kind, key)?.called ?? []);
