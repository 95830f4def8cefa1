type Kind = 'text' | 'texts' | 'emails' | 'address' | 'date';

interface Property {
  kind: Kind;
  /** Most entries of a list. */
  most?: number;
}

const text: Property = { kind: 'text' };
const address: Property = { kind: 'address' };

/** What a contact holds and clients may write, in the order in which it comes back. */
export const properties: Readonly<Record<string, Property>> = {
  categories: { kind: 'texts' },
  birthday: { kind: 'date' },
  fileAs: text,
  displayName: text,
  givenName: text,
  initials: text,
  middleName: text,
  nickName: text,
  surname: text,
  title: text,
  yomiGivenName: text,
  yomiSurname: text,
  yomiCompanyName: text,
  generation: text,
  imAddresses: { kind: 'texts', most: 3 },
  jobTitle: text,
  companyName: text,
  department: text,
  officeLocation: text,
  profession: text,
  businessHomePage: text,
  assistantName: text,
  manager: text,
  homePhones: { kind: 'texts', most: 2 },
  mobilePhone: text,
  businessPhones: { kind: 'texts', most: 2 },
  spouseName: text,
  personalNotes: text,
  children: { kind: 'texts' },
  emailAddresses: { kind: 'emails', most: 3 },
  homeAddress: address,
  businessAddress: address,
  otherAddress: address,
};

/** The server's own. */
export const readOnly: readonly string[] = [
  'id',
  'createdDateTime',
  'lastModifiedDateTime',
  'changeKey',
  'parentFolderId',
];

/** Beside the contact: read with $expand or at an address of their own. */
export const navigation: readonly string[] = [
  'singleValueExtendedProperties',
  'multiValueExtendedProperties',
  'extensions',
  'photo',
];

export const addressParts: readonly string[] = ['street', 'city', 'state', 'countryOrRegion', 'postalCode'];
