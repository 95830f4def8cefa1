import type { people_v1 } from '@googleapis/people';
import type { Account } from '../account.ts';
import type { World } from '../answer.ts';
import type { Entry, Fields } from '../people/fields.ts';
import { normalise } from '../people/normalise.ts';
import { photoFromBytes } from '../people/photo.ts';
import { readEverything } from '../people/read.ts';
import { render } from '../people/render.ts';
import { idOf, resourceName, type Snapshot } from '../people/snapshot.ts';

/** A person as the API would show it, in English and with every field. */
export type Person = people_v1.Schema$Person & { resourceName: string; etag: string };

export interface OwnedGroup {
  id: string;
  resourceName: string;
  name: string;
}

/**
 * The address book as its owner's phone has it: reads and writes past the protocol, its faults and quotas.
 * Contacts are named by resource name, former ones too; groups by name, resource name or id.
 */
export class PhoneBook {
  readonly #account: Account;
  readonly #world: World;

  constructor(account: Account, world: World) {
    this.#account = account;
    this.#world = world;
  }

  count(): number {
    return this.#account.people.size;
  }

  list(): Person[] {
    return [...this.#account.people.values()].map((contact) => this.#show(contact));
  }

  get(name: string): Person | undefined {
    const contact = this.#account.find(idOf(name) ?? '');
    return contact && this.#show(contact);
  }

  /** In myContacts and in `groups`. @throws Error when the values are not possible */
  create(person: people_v1.Schema$Person, groups: readonly string[] = []): Person {
    const { fields } = normalise(person as Entry, this.#world.behaviour.parsesNames);
    const ids = groups.map((group) => this.#groupId(group));
    return this.#show(this.#account.create(fields, [...new Set(['myContacts', ...ids])]));
  }

  /** Replaces the fields that `change` gives; an empty list takes one away. @throws Error when there is no such contact */
  edit(
    name: string,
    change: people_v1.Schema$Person | ((person: Person) => people_v1.Schema$Person),
  ): Person {
    const contact = this.#find(name);
    const sent = typeof change === 'function' ? change(this.#show(contact)) : change;
    const { fields } = normalise({ ...sent, photos: undefined, memberships: undefined } as Entry);
    return this.#show(this.#account.change(contact, { fields: () => merged(contact.fields(), fields) }));
  }

  /** Into the trash. False when it was not there. */
  remove(name: string): boolean {
    const contact = this.#account.find(idOf(name) ?? '');
    if (contact) this.#account.remove(contact);
    return contact !== undefined;
  }

  /** Out of the trash, under the same name; undefined when it is not there. */
  restore(name: string): Person | undefined {
    const contact = this.#account.restore(idOf(name) ?? '');
    return contact && this.#show(contact);
  }

  emptyTrash(): void {
    this.#account.trash.clear();
  }

  /** "Merge duplicates": the first takes over what the others have; the others leave tombstones and it names them. */
  merge(survivor: string, ...others: readonly string[]): Person {
    const kept = this.#find(survivor);
    const gone = others.map((name) => this.#find(name));
    const fields = gone.reduce((sum, one) => united(sum, one.fields()), kept.fields());
    const groups = [...new Set([kept, ...gone].flatMap((one) => one.groups))];
    const former = gone.flatMap((one) => [...(one.previousNames ?? []), resourceName(one.id)]);
    const photo = kept.photo ?? gone.find((one) => one.photo)?.photo;
    for (const one of gone) this.#account.remove(one);
    const previousNames = [...(kept.previousNames ?? []), ...former];
    return this.#show(this.#account.change(kept, { fields: () => fields, groups, photo, previousNames }));
  }

  /** The same contact under another resource name, as when Google links it to a profile. */
  rename(name: string): Person {
    return this.#show(this.#account.rename(this.#find(name)));
  }

  /** A JPEG or PNG, or undefined for the monogram. */
  setPhoto(name: string, bytes: Uint8Array | undefined): Person {
    const photo = bytes && photoFromBytes(Buffer.from(bytes));
    return this.#show(this.#account.change(this.#find(name), { photo }));
  }

  /** The labels a contact has, all of them; myContacts if none. */
  label(name: string, groups: readonly string[]): Person {
    const ids = [...new Set(groups.map((group) => this.#groupId(group)))];
    return this.#show(
      this.#account.change(this.#find(name), { groups: ids.length > 0 ? ids : ['myContacts'] }),
    );
  }

  star(name: string, starred = true): Person {
    const groups = this.#find(name).groups.filter((id) => id !== 'starred');
    return this.label(name, starred ? [...groups, 'starred'] : groups);
  }

  /** Labels of the user's own. */
  groups(): OwnedGroup[] {
    return [...this.#account.groups.values()].map(({ id, name }) => ({
      id,
      resourceName: `contactGroups/${id}`,
      name,
    }));
  }

  createGroup(name: string): OwnedGroup {
    const { id } = this.#account.putGroup({ name });
    return { id, resourceName: `contactGroups/${id}`, name };
  }

  renameGroup(group: string, name: string): void {
    const id = this.#groupId(group);
    const before = this.#account.groups.get(id);
    if (!before) throw new Error(`${group} is a group of Google's own and keeps its name.`);
    this.#account.putGroup({ ...before, name });
  }

  removeGroup(group: string, deleteContacts = false): void {
    this.#account.removeGroup(this.#groupId(group), deleteContacts);
  }

  /** Somebody the owner wrote to once and never saved; answers its name among otherContacts. */
  addOther(person: people_v1.Schema$Person): string {
    const { fields } = normalise(person as Entry);
    const id = BigInt(`0x${this.#account.nextId()}`).toString();
    const now = this.#world.clock.now();
    const contact = {
      id,
      sequence: this.#account.nextSequence(),
      updatedAt: now,
      groups: [],
      fields: () => fields,
    };
    this.#account.others.set(id, contact, now);
    return `otherContacts/c${id}`;
  }

  #find(name: string): Snapshot {
    const contact = this.#account.find(idOf(name) ?? '');
    if (!contact) throw new Error(`There is no contact ${name} in the account ${this.#account.email}.`);
    return contact;
  }

  #groupId(group: string): string {
    const id = group.replace(/^contactGroups\//, '');
    const found = this.#account.isGroup(id) ? id : this.groups().find(({ name }) => name === group)?.id;
    if (found === undefined)
      throw new Error(`There is no group ${group} in the account ${this.#account.email}.`);
    return found;
  }

  #show(contact: Snapshot): Person {
    return render(contact, readEverything('en'), this.#account, this.#world) as unknown as Person;
  }
}

function merged(before: Fields, change: Fields): Fields {
  return Object.fromEntries(
    Object.entries({ ...before, ...change }).filter(([, values]) => values.length > 0),
  ) as Fields;
}

/** Both contacts' values, those of the second only where the first has none like them. */
function united(first: Fields, second: Fields): Fields {
  const sum: Record<string, readonly Entry[]> = { ...first };
  for (const [name, values] of Object.entries(second)) {
    const own = sum[name] ?? [];
    const single = ['names', 'biographies', 'birthdays', 'genders'].includes(name);
    if (single && own.length > 0) continue;
    const key = (entry: Entry): string => String(entry.value ?? entry.url ?? JSON.stringify(entry));
    sum[name] = [...own, ...values.filter((entry) => !own.some((one) => key(one) === key(entry)))];
  }
  return sum as Fields;
}
