/** A value of a contact as it is stored: what clients sent, as the server keeps it. */
export type Value = string | null | readonly string[] | readonly EmailAddress[] | PostalAddress;
export type Fields = Readonly<Record<string, Value>>;

export interface EmailAddress {
  readonly name?: string;
  readonly address?: string;
}
export type PostalAddress = Readonly<Record<string, string>>;

export interface ExtendedProperty {
  /** As it is given back: the GUID in lower case. */
  readonly id: string;
  readonly value: string;
}

export interface Photo {
  readonly type: string;
  readonly bytes: () => Buffer;
}

/** A contact as it is at one moment; never changed, only replaced. */
export interface Contact {
  /** Counts the items of the mailbox. */
  readonly number: number;
  readonly immutableId: string;
  readonly classicId: string;
  readonly folderId: string;
  /** Of this version; the etag is made of it. */
  readonly change: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Written out when they are read: a hundred thousand seeded contacts take little room. */
  readonly fields: () => Fields;
  /** By id. */
  readonly extended: ReadonlyMap<string, ExtendedProperty>;
  /** Open extensions, by name. */
  readonly extensions: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly photo: Photo | undefined;
}

export type Parts = Pick<Contact, 'fields' | 'extended' | 'extensions' | 'photo'>;
