// A phone as its owner holds it: people in a list, whoever keeps them. What is done here is done past Rubrica.

export interface Labelled {
  /** As the address book has it, such as `work`; empty for none. */
  label: string;
  value: string;
}

/** What a contacts app shows of somebody. */
export interface Person {
  first: string;
  last: string;
  company: string;
  title: string;
  phones: Labelled[];
  emails: Labelled[];
  note: string;
}

export interface Entry extends Person {
  id: string;
  /** Where a picture is, for an `img`; null for none. */
  photo: string | null;
}

/** What can happen to a phone that its owner did not want. `on` is null for what happens once. */
export interface Mishap {
  kind: 'delete-many' | 'end-sign-in' | 'cut' | 'forget';
  on: (() => boolean) | null;
  happen(): void;
}

export interface Phone {
  id: 'iphone' | 'android' | 'outlook';
  /** The address of its owner's account there. */
  username: string;
  list(): Entry[];
  get(id: string): Entry | undefined;
  /** Replaces what a `Person` has of one who is there, or adds somebody; answers the id. */
  save(person: Person, id?: string): string;
  remove(id: string): void;
  /** A PNG. */
  setPhoto(id: string, picture: Buffer): void;
  mishaps: Mishap[];
  /** The password that is in force, where one signs in with a password. */
  password?(): string;
}

/** Somebody without a name goes by the company, or by how they are reached. */
export const titleOf = ({ first, last, company, emails, phones }: Person): string =>
  `${first} ${last}`.trim() || company || emails[0]?.value || phones[0]?.value || '…';

export const dataUrl = (type: string, base64: string): string => `data:${type};base64,${base64}`;

/** As many as an accident takes. */
const MANY = 200;

export function deleteMany(phone: Pick<Phone, 'list' | 'remove'>): Mishap {
  return {
    kind: 'delete-many',
    on: null,
    happen: () => {
      for (const { id } of phone.list().slice(0, MANY)) phone.remove(id);
    },
  };
}

/** Trouble that lasts until it is taken back. */
export function lasting(kind: Mishap['kind'], begin: () => { cancel(): void }): Mishap {
  let trouble: { cancel(): void } | null = null;
  return {
    kind,
    on: () => trouble !== null,
    happen: () => {
      trouble?.cancel();
      trouble = trouble ? null : begin();
    },
  };
}
