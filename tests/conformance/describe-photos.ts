// What every provider with photos promises about them.
import { expect, test } from 'vitest';
import { seedPhoto } from '../../sandbox/seed/seed-photo.ts';
import type { Edit } from '../../src/contact/contact.ts';
import { photoId } from '../../src/contact/photo.ts';
import type { Card, Photo, Write } from '../../src/providers/provider.ts';
import { skipWithout } from '../not-applicable.ts';
import { type Account, aPerson, type Opened } from './account.ts';
import { cardOf, readPages, write } from './read-pages.ts';

const [FIRST, SECOND] = [aPhoto(1), aPhoto(2)];
const NUMBER = '+39 081 555 0009';
const PHONE: Edit = { property: 'phones', at: 0, label: 'mobile', value: NUMBER };

export function describePhotos(provider: string, account: Account): void {
  test('a photo comes with a new card, is replaced and taken away', async ({ skip }) => {
    const opened = await account();
    const { book, io, capabilities } = opened;
    skipWithout(skip, capabilities.photo ? null : `${provider}: it takes no photos`);
    const edits: Edit[] = [{ property: 'name', part: 'family', value: 'Rossi' }, setTo(FIRST)];
    const marker = io.uuid();
    const create = { type: 'create', key: 'one', marker, edits, template: null, photo: FIRST } as const;
    const card = cardOf((await write(book, create))[0]);
    await expectPhoto(opened, card, FIRST);
    const update = { type: 'update', key: 'one' } as const;
    const other = cardOf((await write(book, { ...update, card, edits: [setTo(SECOND)], photo: SECOND }))[0]);
    await expectPhoto(opened, other, SECOND);
    expect(other.contact.photo).not.toBe(card.contact.photo);
    const none: Edit[] = [{ property: 'photo', value: null }];
    await expectPhoto(opened, cardOf((await write(book, { ...update, card: other, edits: none }))[0]), null);
  });

  test('an edit of a phone number leaves the photo alone, and another photo of the owner is seen', async ({
    skip,
  }) => {
    const opened = await account();
    const { book, owner, capabilities } = opened;
    skipWithout(skip, capabilities.photo ? null : `${provider}: it takes no photos`);
    const name = await owner.create(aPerson());
    await owner.setPhoto(name, FIRST);
    const first = await readPages(book, null);
    await expectPhoto(opened, first.cards[0]!, FIRST);
    const [result] = await write(book, { type: 'update', key: 'one', card: first.cards[0]!, edits: [PHONE] });
    const card = cardOf(result);
    expect(card.contact.photo).toBe(first.cards[0]!.contact.photo);
    await expectPhoto(opened, card, FIRST);
    await owner.setPhoto(name, SECOND);
    const { cards } = await readPages(book, first.next, [card]);
    expect(cards.map(({ contact }) => contact.photo)).not.toEqual([card.contact.photo]);
    await expectPhoto(opened, cards[0]!, SECOND);
    expect(cards[0]!.contact.phones.map(({ value }) => value)).toEqual([NUMBER]);
  });

  test('a card from the trash comes back with its photo', async ({ skip }) => {
    const opened = await account();
    const { book, io, owner, capabilities } = opened;
    skipWithout(skip, capabilities.photo ? null : `${provider}: it takes no photos`);
    await owner.setPhoto(await owner.create(aPerson()), FIRST);
    const { cards } = await readPages(book, null);
    const { raw: template } = cards[0]!;
    const photo = (await book.photo(template))!;
    await write(book, { type: 'remove', key: 'one', card: cards[0]! });
    const marker = io.uuid();
    const create: Write = { type: 'create', key: 'two', marker, edits: [PHONE], template, photo };
    await expectPhoto(opened, cardOf((await write(book, create))[0]), FIRST);
  });
}

function aPhoto(which: number): Photo {
  return { type: 'image/jpeg', bytes: new Uint8Array(seedPhoto(which, 2000)) };
}

function setTo({ bytes }: Photo): Edit {
  return { property: 'photo', value: photoId(bytes) };
}

async function expectPhoto({ book }: Opened, card: Card, photo: Photo | null): Promise<void> {
  expect(card.contact.photo === null).toBe(photo === null);
  expect(await book.photo(card.raw)).toEqual(photo);
}
