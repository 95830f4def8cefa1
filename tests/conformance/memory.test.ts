import { randomUUID } from 'node:crypto';
import { emptyContact } from '../../src/contact/contact.ts';
import { photoId } from '../../src/contact/photo.ts';
import { createMemoryAccount, type MemoryAccount } from '../../src/providers/memory/memory-account.ts';
import type { MemoryCard } from '../../src/providers/memory/memory-book.ts';
import { memoryProvider } from '../../src/providers/memory/provider.ts';
import type { Io, RemoteId } from '../../src/providers/provider.ts';
import { doorOf, type Owner } from './account.ts';
import { describeProvider } from './describe-provider.ts';

const io: Io = {
  fetch: async () => {
    throw new Error('the memory provider needs no network');
  },
  now: Date.now,
  sleep: async () => {},
  uuid: () => randomUUID().toUpperCase(),
  log: () => {},
};

describeProvider('memory', async () => ({
  async account() {
    const account = createMemoryAccount({ pageSize: 10 });
    const provider = memoryProvider(account);
    return {
      ...doorOf(provider, { username: 'alice', password: 's3cret' }, io),
      wrongDoor: doorOf(provider, { username: 'alice', password: 'not this' }, io),
      io,
      owner: ownerOf(account),
      requests: () => Object.values(account.requests).reduce((sum, count) => sum + count, 0),
      besidesPhones(raw) {
        const card = JSON.parse(raw) as MemoryCard;
        return { ...card, contact: { ...card.contact, phones: [] } };
      },
      expireCursors: () => account.books[0]!.expireCursors(),
    };
  },
  stop: async () => {},
}));

function ownerOf(account: MemoryAccount): Owner {
  const book = account.books[0]!;
  const groupNamed = (name: string) => [...book.groups.values()].find((group) => group.name === name)!;
  return {
    async create({ given, family, phone, address }) {
      const contact = { ...emptyContact(), name: { given, family } };
      contact.phones.push({ value: phone, label: 'mobile' });
      contact.addresses.push({ label: 'Casa al mare', ...address, country: 'Italia', countryCode: 'it' });
      return book.create({ contact, unmapped: ['colour: blue'] });
    },
    async setPhone(name, value) {
      book.edit(name as RemoteId, (card) => ({
        ...card,
        contact: { ...card.contact, phones: [{ value, label: 'mobile' }] },
      }));
    },
    remove: async (name) => book.remove(name as RemoteId),
    count: async () => book.all().length,
    raw: async (name) => book.get(name as RemoteId)!.raw,
    async setPhoto(name, photo) {
      const id = photoId(photo.bytes);
      book.photos.set(id, photo);
      book.edit(name as RemoteId, (card) => ({ ...card, contact: { ...card.contact, photo: id } }));
    },
    async createGroup(name, cards) {
      const members = cards.map((card) => (JSON.parse(book.get(card as RemoteId)!.raw) as MemoryCard).uid);
      const id = `group-${book.groups.size}`;
      book.groups.set(id, { id, name, members });
    },
    async renameGroup(name, to) {
      const group = groupNamed(name);
      book.groups.set(group.id, { ...group, name: to });
    },
    removeGroup: async (name) => book.removeGroup(groupNamed(name).id),
  };
}
