import { nameOf } from '../../seed/name-of.ts';
import type { Clock } from '../../server/clock.ts';
import { History } from '../../server/history.ts';
import type { Behaviour } from '../behaviour.ts';
import { guidOf } from '../guid.ts';
import type { Tenant } from '../identity/tenant.ts';
import { Budget } from '../throttle.ts';
import type { Contact, Parts } from './contact.ts';
import { Folder, Rounds, type WellKnown } from './folder.ts';
import { classicId, folderId, immutableId } from './ids.ts';

export interface MicrosoftUser {
  /** The user principal name. */
  email: string;
  /** Made from the address unless told. */
  oid?: string;
  /** Made from the address unless told. */
  name?: string;
  /** Null: nobody gave the account an address. */
  mail?: string | null;
  /** May agree for the whole organization. */
  admin?: boolean;
  /** False: there is no Exchange Online mailbox, as with guests and people without a licence. */
  mailbox?: boolean;
  /** What the default folder is called; "Contacts" unless told. */
  folderName?: string;
}

export interface Category {
  readonly id: string;
  readonly displayName: string;
  readonly color: string;
}

/** Something that happened to a contact in a folder, for those who subscribed to it. */
export interface MailboxEvent {
  readonly changeType: 'created' | 'updated' | 'deleted';
  readonly folder: Folder;
  readonly contact: Contact;
}

/** What a folder is called and where it is, at one moment. */
export interface FolderState {
  readonly id: string;
  readonly displayName: string;
  readonly parentFolderId: string;
}

/** One person's account and mailbox. */
export class Mailbox {
  readonly email: string;
  readonly oid: string;
  readonly name: string;
  readonly mail: string | null;
  readonly admin: boolean;
  readonly tenant: Tenant;
  /** Whether there is one: it may be lost with a licence. */
  active: boolean;
  readonly folders = new Map<string, Folder>();
  readonly folderStates = new History<FolderState>();
  readonly folderRounds = new Rounds();
  readonly categories = new Map<string, Category>();
  readonly budget = new Budget();
  readonly watchers = new Set<(event: MailboxEvent) => void>();
  readonly #byImmutable = new Map<string, Contact>();
  readonly #byClassic = new Map<string, Contact>();
  readonly #clock: Clock;
  readonly #behaviour: Behaviour;
  #changes = 0;
  #numbers = 0;

  constructor(user: MicrosoftUser, tenant: Tenant, clock: Clock, behaviour: Behaviour) {
    const { email, name = nameOf(email), mail = email, admin = false, mailbox = true } = user;
    this.email = email;
    this.name = name;
    this.mail = mail;
    this.admin = admin;
    this.tenant = tenant;
    this.active = mailbox;
    const guid = guidOf(`user ${email}`);
    this.oid =
      user.oid ?? (tenant.personal ? `00000000-0000-0000-${guid.slice(14, 18)}-${guid.slice(24)}` : guid);
    this.#clock = clock;
    this.#behaviour = behaviour;
    const root = this.#addFolder('Top of Information Store', '', 'msgfolderroot');
    this.#addFolder(user.folderName ?? 'Contacts', root.id, 'contacts');
    this.#addFolder('Deleted Items', root.id, 'deleteditems');
  }

  /** As Graph names the user: personal accounts by the last sixteen digits alone. */
  get graphId(): string {
    return this.tenant.personal ? this.oid.slice(19).replace('-', '') : this.oid;
  }

  get defaultFolder(): Folder {
    return this.folder('contacts')!;
  }

  get deletedItems(): Folder {
    return this.folder('deleteditems')!;
  }

  /** By its id or the name that is the same in every language. */
  folder(name: string): Folder | undefined {
    const wellKnown = name.toLowerCase();
    return this.folders.get(name) ?? [...this.folders.values()].find((one) => one.wellKnown === wellKnown);
  }

  /** Folders of contacts in a folder. */
  childrenOf(parent: Folder): Folder[] {
    return [...this.folders.values()].filter((one) => one.parentId === parent.id);
  }

  /** Neither in Deleted Items nor below it. */
  isInUse(folder: Folder): boolean {
    for (let at: Folder | undefined = folder; at; at = this.folders.get(at.parentId))
      if (at.wellKnown === 'deleteditems') return false;
    return true;
  }

  createFolder(displayName: string, parent: Folder = this.defaultFolder): Folder {
    return this.#addFolder(displayName, parent.id);
  }

  changeFolder(folder: Folder, change: Partial<Pick<Folder, 'displayName' | 'parentId'>>): void {
    Object.assign(folder, change);
    const { id, displayName, parentId: parentFolderId } = folder;
    if (this.isInUse(folder))
      this.folderStates.set(id, { id, displayName, parentFolderId }, this.#clock.now());
    else this.folderStates.delete(id, this.#clock.now());
  }

  /** Into Deleted Items with all that is in it. */
  removeFolder(folder: Folder): void {
    this.changeFolder(folder, { parentId: this.deletedItems.id });
  }

  /** By either of its ids; one that it had in another folder leads nowhere. */
  find(id: string): Contact | undefined {
    return this.#byImmutable.get(id) ?? this.#byClassic.get(id);
  }

  get size(): number {
    return this.#byImmutable.size;
  }

  create(
    parts: Partial<Parts> & Pick<Parts, 'fields'>,
    folder: Folder = this.defaultFolder,
    at: number = this.#clock.now(),
  ): Contact {
    return this.#put({
      extended: new Map(),
      extensions: new Map(),
      photo: undefined,
      ...parts,
      ...this.#newIds(),
      folderId: folder.id,
      change: this.nextChange(),
      createdAt: at,
      modifiedAt: at,
    });
  }

  /** Writes the next version; what `change` does not name stays. */
  change(before: Contact, change: Partial<Parts>): Contact {
    return this.#put(
      { ...before, ...change, change: this.nextChange(), modifiedAt: this.#clock.now() },
      before,
    );
  }

  setPhoto(before: Contact, photo: Contact['photo']): Contact {
    if (this.#behaviour.photosAreChanges) return this.change(before, { photo });
    const after = { ...before, photo };
    this.#index(after);
    return after;
  }

  /** The same item under another classic id. */
  move(before: Contact, folder: Folder): Contact {
    this.#leave(before);
    return this.#put({
      ...before,
      classicId: classicId(this.oid, this.#nextNumber(), 1),
      folderId: folder.id,
      change: this.nextChange(),
      modifiedAt: this.#clock.now(),
    });
  }

  /** Into Deleted Items, or out of them for good. */
  remove(contact: Contact): void {
    if (contact.folderId === this.deletedItems.id) this.erase(contact);
    else this.move(contact, this.deletedItems);
  }

  /** For good, wherever it is. */
  erase(contact: Contact): void {
    this.#leave(contact);
  }

  /** To another server: every item has other ids there, and every link to changes is dead. */
  migrate(): void {
    for (const { contacts, rounds } of this.folders.values()) {
      for (const { immutableId } of [...contacts.values()]) {
        // A photo that was no change is not in the history.
        const before = this.#byImmutable.get(immutableId)!;
        this.#forget(before);
        contacts.delete(immutableId, this.#clock.now());
        const after = { ...before, ...this.#newIds(), change: this.nextChange() };
        this.#index(after);
        contacts.set(after.immutableId, after, this.#clock.now());
      }
      rounds.expire('SyncStateNotFound');
    }
    this.folderRounds.expire('SyncStateNotFound');
  }

  addCategory(displayName: string, color: string): Category {
    const category = { id: guidOf(`${this.oid} category ${this.#nextNumber()}`), displayName, color };
    this.categories.set(category.id, category);
    return category;
  }

  nextChange(): number {
    this.#changes += 1;
    return this.#changes;
  }

  #nextNumber(): number {
    this.#numbers += 1;
    return this.#numbers;
  }

  #addFolder(displayName: string, parentId: string, wellKnown?: WellKnown): Folder {
    const folder = new Folder(folderId(this.oid, this.#nextNumber()), displayName, parentId, wellKnown);
    this.folders.set(folder.id, folder);
    if (!wellKnown) this.changeFolder(folder, {});
    return folder;
  }

  #newIds(): Pick<Contact, 'number' | 'immutableId' | 'classicId'> {
    const number = this.#nextNumber();
    return { number, immutableId: immutableId(this.oid, number), classicId: classicId(this.oid, number, 0) };
  }

  #forget({ immutableId, classicId }: Contact): void {
    this.#byImmutable.delete(immutableId);
    this.#byClassic.delete(classicId);
  }

  #index(contact: Contact): void {
    this.#byImmutable.set(contact.immutableId, contact);
    this.#byClassic.set(contact.classicId, contact);
  }

  #put(contact: Contact, before?: Contact): Contact {
    const folder = this.folders.get(contact.folderId)!;
    this.#index(contact);
    folder.contacts.set(contact.immutableId, contact, contact.modifiedAt);
    this.#tell({ changeType: before ? 'updated' : 'created', folder, contact });
    return contact;
  }

  #leave(contact: Contact): void {
    const folder = this.folders.get(contact.folderId)!;
    this.#forget(contact);
    folder.contacts.delete(contact.immutableId, this.#clock.now());
    this.#tell({ changeType: 'deleted', folder, contact });
  }

  #tell(event: MailboxEvent): void {
    for (const watcher of this.watchers) watcher(event);
  }
}
