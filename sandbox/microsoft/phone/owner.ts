import type { Contact as GraphContact } from '@microsoft/microsoft-graph-types';
import { photoOf } from '../graph/photo.ts';
import { show } from '../graph/render.ts';
import type { Contact, Fields } from '../mailbox/contact.ts';
import { propertyId } from '../mailbox/extended.ts';
import type { Folder } from '../mailbox/folder.ts';
import type { Category, Mailbox } from '../mailbox/mailbox.ts';
import { type Entry, generatedName, normalise } from '../mailbox/normalise.ts';
import type { World } from '../world.ts';

/** A contact as Graph would show it, by the id that outlives a move, with its etag. */
export type Card = GraphContact & { id: string; '@odata.etag': string };

/**
 * The address book as Outlook has it for its owner: reads and writes past Graph, its faults and limits. Contacts are
 * named by either id, folders by name, id or well-known name.
 */
export class PhoneBook {
  readonly #mailbox: Mailbox;
  readonly #world: Pick<World, 'behaviour'>;

  constructor(mailbox: Mailbox, world: Pick<World, 'behaviour'>) {
    this.#mailbox = mailbox;
    this.#world = world;
  }

  /** Contacts in a folder, the default one unless told. */
  count(folder?: string): number {
    return this.#folder(folder).contacts.size;
  }

  list(folder?: string): Card[] {
    return [...this.#folder(folder).contacts.values()].map((contact) => this.#show(contact));
  }

  get(id: string): Card | undefined {
    const contact = this.#mailbox.find(id);
    return contact && this.#show(contact);
  }

  /** @throws GraphError when the values are not possible */
  create(card: GraphContact, folder?: string): Card {
    const sent = normalise(card as Entry, {}, this.#world.behaviour);
    const fields = named(sent);
    return this.#show(this.#mailbox.create({ fields: () => fields }, this.#folder(folder)));
  }

  /** Replaces the properties that `change` gives. The name follows its parts, unless it is told itself. @throws Error when there is no such contact */
  edit(id: string, change: GraphContact | ((card: Card) => GraphContact)): Card {
    const contact = this.#find(id);
    const before = contact.fields();
    const sent = normalise(
      (typeof change === 'function' ? change(this.#show(contact)) : change) as Entry,
      before,
      this.#world.behaviour,
    );
    const renamed = nameParts.some((part) => part in sent) && !('displayName' in sent);
    const merged = { ...before, ...sent };
    const fields = renamed ? { ...merged, displayName: generatedName(merged) } : merged;
    return this.#show(this.#mailbox.change(contact, { fields: () => fields }));
  }

  /** Into Deleted Items, or out of them for good. False when it was not there. */
  remove(id: string): boolean {
    const contact = this.#mailbox.find(id);
    if (contact) this.#mailbox.remove(contact);
    return contact !== undefined;
  }

  /** Out of Deleted Items, into a folder; undefined when it is not there. */
  restore(id: string, folder?: string): Card | undefined {
    const contact = this.#mailbox.deletedItems.contacts.get(id) ?? this.#mailbox.find(id);
    return contact && this.#show(this.#mailbox.move(contact, this.#folder(folder)));
  }

  deleted(): Card[] {
    return this.list('deleteditems');
  }

  emptyDeletedItems(): void {
    for (const contact of [...this.#mailbox.deletedItems.contacts.values()]) this.#mailbox.remove(contact);
  }

  /** Into another folder, under another classic id. */
  move(id: string, folder: string): Card {
    return this.#show(this.#mailbox.move(this.#find(id), this.#folder(folder)));
  }

  /** "Copy contact": a second one that is marked as the first was. */
  copy(id: string, folder?: string): Card {
    const { fields, extended, extensions, photo, folderId } = this.#find(id);
    const target = folder === undefined ? this.#mailbox.folders.get(folderId)! : this.#folder(folder);
    return this.#show(this.#mailbox.create({ fields, extended, extensions, photo }, target));
  }

  /** A JPEG, PNG or GIF, or undefined for none. */
  setPhoto(id: string, bytes: Uint8Array | undefined): Card {
    const photo = bytes && photoOf(Buffer.from(bytes));
    return this.#show(this.#mailbox.setPhoto(this.#find(id), photo));
  }

  photo(id: string): Buffer | undefined {
    return this.#find(id).photo?.bytes();
  }

  /** The value of an extended property. */
  extended(id: string, property: string): string | undefined {
    return this.#find(id).extended.get(propertyId(property))?.value;
  }

  /** Another app sets or clears an extended property. */
  setExtended(id: string, property: string, value: string): Card {
    const contact = this.#find(id);
    const key = propertyId(property);
    const extended = new Map(contact.extended);
    if (value === '') extended.delete(key);
    else extended.set(key, { id: key, value });
    return this.#show(this.#mailbox.change(contact, { extended }));
  }

  /** Marks a contact, as apps that copy contacts to a phone do. */
  categorize(id: string, categories: readonly string[]): Card {
    return this.edit(id, { categories: [...categories] });
  }

  /** Into the list of those that Outlook offers. */
  createCategory(name: string, color = 'preset0'): Category {
    return this.#mailbox.addCategory(name, color);
  }

  /** Folders below the default one and below each other. */
  folders(): Pick<Folder, 'id' | 'displayName' | 'parentId'>[] {
    return [...this.#mailbox.folders.values()].filter((one) => !one.wellKnown && this.#mailbox.isInUse(one));
  }

  createFolder(name: string, parent?: string): Folder {
    return this.#mailbox.createFolder(name, this.#folder(parent));
  }

  renameFolder(folder: string, displayName: string): void {
    this.#mailbox.changeFolder(this.#folder(folder), { displayName });
  }

  removeFolder(folder: string): void {
    this.#mailbox.removeFolder(this.#folder(folder));
  }

  /** Lets somebody of the same organization read a folder. */
  share(folder: string, reader: string): void {
    this.#folder(folder).readers.add(reader);
  }

  unshare(folder: string, reader: string): void {
    this.#folder(folder).readers.delete(reader);
  }

  #folder(name = 'contacts'): Folder {
    const folder =
      this.#mailbox.folder(name) ??
      [...this.#mailbox.folders.values()].find(({ displayName }) => displayName === name);
    if (!folder) throw new Error(`There is no folder ${name} in the mailbox ${this.#mailbox.email}.`);
    return folder;
  }

  #find(id: string): Contact {
    const contact = this.#mailbox.find(id);
    if (!contact) throw new Error(`There is no contact ${id} in the mailbox ${this.#mailbox.email}.`);
    return contact;
  }

  #show(contact: Contact): Card {
    const view = { select: null, extended: [], extensions: [] };
    return show(contact, view, { mailbox: this.#mailbox, immutable: true, world: this.#world }) as Card;
  }
}

const nameParts = ['title', 'givenName', 'middleName', 'surname', 'generation'];

const named = (sent: Fields): Fields => ({
  fileAs: '',
  ...sent,
  displayName: sent.displayName || generatedName(sent),
});
