import type { people_v1 } from '@googleapis/people';
import type { GoogleSandbox } from '../../sandbox/google/sandbox.ts';
import { deleteMany, type Entry, type Labelled, lasting, type Person, type Phone } from './phone.ts';

/** An Android phone with contacts at Google: people of the People API. */
export function android(sandbox: GoogleSandbox, user: string): Phone {
  const book = sandbox.phone(user);
  const phone = {
    list: () => book.list().map(read),
    get: (id: string) => {
      const person = book.get(id);
      return person && read(person);
    },
    remove: (id: string) => void book.remove(id),
  };
  return {
    ...phone,
    id: 'android',
    username: user,
    save(person, id) {
      const before = id === undefined ? undefined : book.get(id);
      const saved = before
        ? book.edit(before.resourceName, (now) => write(person, now))
        : book.create(write(person));
      return saved.resourceName;
    },
    setPhoto: (id, picture) => void book.setPhoto(id, picture),
    mishaps: [
      deleteMany(phone),
      { kind: 'end-sign-in', on: null, happen: () => sandbox.endAccess(user) },
      lasting('cut', () =>
        sandbox.faults.add({ times: Number.POSITIVE_INFINITY, effect: { cut: 'before' } }),
      ),
    ],
  };
}

function read(person: people_v1.Schema$Person): Entry {
  const photo = person.photos?.find((one) => !one.default)?.url ?? null;
  return {
    id: person.resourceName!,
    first: person.names?.[0]?.givenName ?? '',
    last: person.names?.[0]?.familyName ?? '',
    company: person.organizations?.[0]?.name ?? '',
    title: person.organizations?.[0]?.title ?? '',
    phones: labelled(person.phoneNumbers),
    emails: labelled(person.emailAddresses),
    note: person.biographies?.[0]?.value ?? '',
    photo,
  };
}

const labelled = (values: { type?: string | null; value?: string | null }[] = []): Labelled[] =>
  values.map(({ type, value }) => ({ label: type ?? '', value: value ?? '' }));

function write(person: Person, before: people_v1.Schema$Person = {}): people_v1.Schema$Person {
  const { displayName, displayNameLastFirst, unstructuredName, ...name } = before.names?.[0] ?? {};
  const [organization = {}, ...otherOrganizations] = before.organizations ?? [];
  const values = (all: Labelled[]) =>
    all.map(({ label, value }) => ({ value, ...(label && { type: label }) }));
  return {
    names: [{ ...name, givenName: person.first, familyName: person.last }],
    organizations: [{ ...organization, name: person.company, title: person.title }, ...otherOrganizations],
    phoneNumbers: values(person.phones),
    emailAddresses: values(person.emails),
    biographies: person.note ? [{ value: person.note }] : [],
  };
}
