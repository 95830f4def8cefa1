import { nameOf } from '../seed/name-of.ts';
import { seededRandom } from '../seed/seeded-random.ts';
import type { Clock } from '../server/clock.ts';
import { History } from '../server/history.ts';
import type { Behaviour } from './behaviour.ts';
import { type Group, systemGroups } from './groups/group.ts';
import type { Fields } from './people/fields.ts';
import { emailsOf, resourceName, type Snapshot, type StoredPhoto } from './people/snapshot.ts';
import { Spending } from './spending.ts';

export interface GoogleUser {
  email: string;
  /** 21 digits; made from the place in the list unless told. */
  sub?: string;
  /** Full name; made from the address unless told. */
  name?: string;
  /** Domain of a Workspace account. */
  hd?: string;
}

/** One person's Google account: contacts, labels, other contacts and trash, each with its history. */
export class Account {
  readonly email: string;
  readonly sub: string;
  readonly name: string;
  readonly hd: string | undefined;
  readonly people = new History<Snapshot>();
  readonly others = new History<Snapshot>();
  readonly groups = new History<Group>();
  readonly trash = new Map<string, Snapshot>();
  readonly spending = new Spending();
  /** Id that a contact had → id that it has. */
  readonly renamed = new Map<string, string>();
  /** Sync tokens of an earlier generation have expired. */
  tokenGeneration = 1;
  /** How much of the history searchContacts knows of. */
  searchedUpTo = 0;
  /** Mutations being answered at this moment. */
  mutating = 0;
  readonly #clock: Clock;
  readonly #behaviour: Behaviour;
  readonly #random: () => number;
  #sequence = 0;

  constructor(user: GoogleUser, index: number, clock: Clock, behaviour: Behaviour) {
    this.email = user.email;
    this.sub = user.sub ?? `1000000000000000${String(10_007 * (index + 1)).padStart(5, '0')}`;
    this.name = user.name ?? nameOf(user.email);
    this.hd = user.hd;
    this.#clock = clock;
    this.#behaviour = behaviour;
    this.#random = seededRandom(0x600613, index);
  }

  nextSequence(): number {
    this.#sequence += 1;
    return this.#sequence;
  }

  /** Hexadecimal, 60 bits. */
  nextId(): string {
    const part = (size: number): string =>
      Math.floor(this.#random() * 16 ** size)
        .toString(16)
        .padStart(size, '0');
    return `${(1 + Math.floor(this.#random() * 15)).toString(16)}${part(7)}${part(7)}`;
  }

  create(
    fields: Fields,
    groups: readonly string[],
    more: { id?: string; photo?: StoredPhoto } = {},
  ): Snapshot {
    const { id = BigInt(`0x${this.nextId()}`).toString(), photo } = more;
    const made = this.#store({ id, sequence: 0, updatedAt: 0, fields: () => fields, groups, photo });
    return this.#linked(made, {});
  }

  /** Writes the next version; what `change` does not name stays. */
  change(
    before: Snapshot,
    change: Partial<Pick<Snapshot, 'fields' | 'groups' | 'photo' | 'previousNames'>>,
  ): Snapshot {
    const after = this.#store({ ...before, ...change });
    return change.fields ? this.#linked(after, before.fields()) : after;
  }

  /** Puts a contact into the trash. */
  remove(contact: Snapshot): void {
    this.nextSequence();
    this.people.delete(contact.id, this.#clock.now());
    this.trash.set(contact.id, contact);
  }

  /** Takes a contact out of the trash; undefined when it is not there. */
  restore(id: string): Snapshot | undefined {
    const contact = this.trash.get(id);
    if (!contact) return undefined;
    this.trash.delete(id);
    return this.#store({ ...contact, groups: this.#known(contact.groups) });
  }

  /** The same contact under another resource name, as when it gets linked to a profile. */
  rename(contact: Snapshot): Snapshot {
    const id = BigInt(`0x${this.nextId()}`).toString();
    this.renamed.set(contact.id, id);
    this.people.delete(contact.id, this.#clock.now());
    return this.#store({
      ...contact,
      id,
      previousNames: [...(contact.previousNames ?? []), resourceName(contact.id)],
    });
  }

  /** A contact by its id or by one it had. */
  find(id: string): Snapshot | undefined {
    let current = id;
    for (let next = this.renamed.get(current); next; next = this.renamed.get(current)) current = next;
    return this.people.get(current);
  }

  putGroup(group: Pick<Group, 'name'> & Partial<Group>): Group {
    const { id = this.nextId(), name, clientData = [] } = group;
    const stored = { id, name, clientData, sequence: this.nextSequence(), updatedAt: this.#clock.now() };
    this.groups.set(id, stored, stored.updatedAt);
    return stored;
  }

  /** Its contacts stay, in myContacts if they were nowhere else, unless they are to go with it. */
  removeGroup(id: string, deleteContacts = false): void {
    this.groups.delete(id, this.#clock.now());
    for (const contact of [...this.people.values()]) {
      if (!contact.groups.includes(id)) continue;
      if (deleteContacts) this.remove(contact);
      else this.change(contact, { groups: this.#known(contact.groups) });
    }
  }

  isGroup(id: string): boolean {
    return Object.hasOwn(systemGroups, id) || this.groups.get(id) !== undefined;
  }

  /** How many contacts each group has. */
  memberCounts(): Map<string, number> {
    const counts = new Map<string, number>([['all', this.people.size]]);
    for (const { groups } of this.people.values()) {
      for (const id of groups) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  }

  #known(groups: readonly string[]): readonly string[] {
    const known = groups.filter((id) => this.isGroup(id));
    return known.length > 0 ? known : ['myContacts'];
  }

  #store(contact: Snapshot): Snapshot {
    const stored = { ...contact, sequence: this.nextSequence(), updatedAt: this.#clock.now() };
    this.people.set(stored.id, stored, stored.updatedAt);
    return stored;
  }

  #linked(contact: Snapshot, before: Fields): Snapshot {
    const { linkingChangesName, profiles } = this.#behaviour;
    if (!linkingChangesName) return contact;
    const known = new Set(emailsOf(before));
    const now = new Set(emailsOf(contact.fields()));
    const linked = profiles.some(
      ({ email }) => now.has(email.toLowerCase()) && !known.has(email.toLowerCase()),
    );
    return linked ? this.rename(contact) : contact;
  }
}
