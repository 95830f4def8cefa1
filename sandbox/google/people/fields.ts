/** What a Person is made of: which parts may be read, written, and are made up by Google. */
export interface FieldRule {
  /** Parts that are text. */
  text: readonly string[];
  /** Parts that are dates, truth values or whole numbers. */
  other: Readonly<Record<string, 'date' | 'boolean' | 'number'>>;
  /** Made by Google and ignored when sent. */
  derived: readonly string[];
  /** Closed lists of words. */
  enums: Readonly<Record<string, readonly string[]>>;
  /** At most one value can be written. */
  singleton: boolean;
  readable: boolean;
  updatable: boolean;
}

const words = (text: string): string[] => (text === '' ? [] : text.split(' '));

function field(
  text: string,
  more: Partial<Omit<FieldRule, 'text' | 'derived'>> & { derived?: string } = {},
): FieldRule {
  const { derived = '', ...rest } = more;
  const standard = { other: {}, enums: {}, singleton: false, readable: true, updatable: true };
  return { ...standard, ...rest, text: words(text), derived: words(derived) };
}

/** A field whose `type` is a label, predefined or of the user's own. */
const labelled = (text: string, other: FieldRule['other'] = {}, derived = ''): FieldRule =>
  field(`${text} type`, { other, derived: `formattedType ${derived}`.trim() });

const phonetic = 'phoneticGivenName phoneticMiddleName phoneticFamilyName phoneticFullName';
const keywords = 'BILLING_INFORMATION DIRECTORY_SERVER KEYWORD MILEAGE PRIORITY SENSITIVITY SUBJECT USER';
const nicknameTypes = 'DEFAULT MAIDEN_NAME INITIALS GPLUS OTHER_NAME ALTERNATE_NAME SHORT_NAME';

export const personFields = {
  addresses: labelled(
    'formattedValue poBox streetAddress extendedAddress city region postalCode country countryCode',
  ),
  ageRanges: field('', { updatable: false }),
  biographies: field('value contentType', {
    singleton: true,
    enums: { contentType: words('CONTENT_TYPE_UNSPECIFIED TEXT_PLAIN TEXT_HTML') },
  }),
  birthdays: field('text', { singleton: true, other: { date: 'date' } }),
  calendarUrls: labelled('url'),
  clientData: field('key value'),
  coverPhotos: field('', { updatable: false }),
  emailAddresses: labelled('value displayName'),
  events: labelled('', { date: 'date' }),
  externalIds: labelled('value'),
  // In the schema, yet in neither list of mask paths.
  fileAses: field('value', { readable: false, updatable: false }),
  genders: field('value addressMeAs', { singleton: true, derived: 'formattedValue' }),
  imClients: labelled('username protocol', {}, 'formattedProtocol'),
  interests: field('value'),
  locales: field('value'),
  locations: field('value type buildingId floor floorSection deskCode', { other: { current: 'boolean' } }),
  memberships: field(''),
  miscKeywords: field('value type', {
    derived: 'formattedType',
    enums: {
      type: [
        ...words(keywords).map((word) => `OUTLOOK_${word}`),
        'TYPE_UNSPECIFIED',
        'HOME',
        'WORK',
        'OTHER',
      ],
    },
  }),
  names: field(
    `givenName middleName familyName honorificPrefix honorificSuffix unstructuredName ${phonetic} phoneticHonorificPrefix phoneticHonorificSuffix`,
    { singleton: true, derived: 'displayName displayNameLastFirst' },
  ),
  nicknames: field('value type', { enums: { type: words(nicknameTypes) } }),
  occupations: field('value'),
  organizations: labelled(
    'name phoneticName title department jobDescription symbol domain location costCenter',
    {
      current: 'boolean',
      startDate: 'date',
      endDate: 'date',
      fullTimeEquivalentMillipercent: 'number',
    },
  ),
  phoneNumbers: labelled('value', {}, 'canonicalForm'),
  photos: field('', { updatable: false }),
  relations: labelled('person'),
  sipAddresses: labelled('value'),
  skills: field('value', { updatable: false }),
  urls: labelled('value'),
  userDefined: field('key value'),
} as const satisfies Record<string, FieldRule>;

export type FieldName = keyof typeof personFields;
export type MaskPath = FieldName | 'metadata';

export const isField = (name: string): name is FieldName => Object.hasOwn(personFields, name);

export const fieldNames = Object.keys(personFields) as FieldName[];
export const readPaths: readonly MaskPath[] = [
  ...fieldNames.filter((name) => personFields[name].readable),
  'metadata',
];
export const updatePaths: readonly FieldName[] = fieldNames.filter(
  (name) => personFields[name].readable && personFields[name].updatable,
);

/** Members of a Person that are no field, or of a field that is long gone; taken and ignored in what is sent. */
export const otherMembers: readonly string[] = words(
  'resourceName etag metadata ageRange braggingRights relationshipInterests relationshipStatuses residences taglines',
);

export type Entry = Record<string, unknown>;
/** What a contact holds, as it was written: nothing derived, memberships and photo elsewhere. */
export type Fields = { readonly [name in FieldName]?: readonly Entry[] };
