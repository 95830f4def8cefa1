// Photos of cards on servers that have limits, and in versions of the card that have a syntax of their own.
import { expect, test } from 'vitest';
import { seedPhoto } from '../../../sandbox/seed/seed-photo.ts';
import { photoId } from '../../../src/contact/photo.ts';
import type { Card, Photo, Write } from '../../../src/providers/provider.ts';
import { cardOf, readPages, write } from '../read-pages.ts';
import { startAccount, vcard } from './sandbox-account.ts';

const aPhoto = (bytes: number): Photo => ({ type: 'image/jpeg', bytes: new Uint8Array(seedPhoto(1, bytes)) });
const setPhoto = (card: Card, photo: Photo): Write => ({
  type: 'update',
  key: 'one',
  card,
  edits: [{ property: 'photo', value: photoId(photo.bytes) }],
  photo,
});

test('a card keeps its version, and every line but its picture', async () => {
  const { book, phone } = await startAccount();
  const photo = aPhoto(20_000);
  const lines = ['X-ONE:1', 'PHOTO;VALUE=uri:https://p42-contacts.example.com/a', 'X-TWO:2'];
  for (const version of ['2.1', '3.0', '4.0'])
    phone.put(`${version}.vcf`, vcard(version, 'Rossi', lines).replace('VERSION:3.0', `VERSION:${version}`));
  const { cards } = await readPages(book, null);
  expect(cards.map(({ contact }) => contact.photo)).toEqual(
    Array(3).fill('https://p42-contacts.example.com/a'),
  );
  for (const result of await write(book, ...cards.map((card) => setPhoto(card, photo)))) {
    const card = cardOf(result);
    expect(card.contact.photo).toBe(photoId(photo.bytes));
    expect(await book.photo(card.raw)).toEqual(photo);
    const version = card.uid!;
    const syntax = {
      '2.1': 'PHOTO;BASE64',
      '3.0': 'PHOTO;ENCODING=b',
      '4.0': 'PHOTO:data:image/jpeg',
    };
    expect(card.raw).toContain(`VERSION:${version}\r\n`);
    expect(card.raw).toContain(`X-ONE:1\r\n${syntax[version as keyof typeof syntax]}`);
    expect(card.raw).toContain('\r\nX-TWO:2\r\n');
  }
});

test('iCloud is not sent a picture beyond its limits, nor one of a type it does not take', async () => {
  const { book, phone, kinds, exchanges } = await startAccount({ profile: 'icloud' });
  phone.put('a.vcf', vcard('a', 'Rossi'));
  const { cards } = await readPages(book, null);
  exchanges.length = 0;
  const webp: Photo = { type: 'image/webp', bytes: aPhoto(1000).bytes };
  const results = await write(
    book,
    setPhoto(cards[0]!, aPhoto(225 * 1024)),
    setPhoto(cards[0]!, aPhoto(200 * 1024)),
    setPhoto(cards[0]!, webp),
  );
  expect(results).toMatchObject([
    { outcome: 'refused', reason: 'picture-size: 225 / 224 KB' },
    { outcome: 'refused', reason: expect.stringMatching(/^too-large: .* 256 KB$/) },
    { outcome: 'refused', reason: expect.stringContaining('image/webp') },
  ]);
  expect(kinds()).toEqual([]);
  const card = cardOf((await write(book, setPhoto(cards[0]!, aPhoto(180 * 1024))))[0]);
  expect(card.contact.photo).toBe(photoId(aPhoto(180 * 1024).bytes));
});

test('a picture that does not come with its write is refused, and the card stays', async () => {
  const { book, phone } = await startAccount();
  phone.put('a.vcf', vcard('a', 'Rossi', ['PHOTO;ENCODING=b:/9j/']));
  const { cards } = await readPages(book, null);
  const { photo, ...without } = setPhoto(cards[0]!, aPhoto(1000)) as Extract<Write, { type: 'update' }>;
  expect((await write(book, without))[0]).toMatchObject({ outcome: 'refused' });
  expect((await write(book, { ...without, photo: { ...photo!, bytes: Uint8Array.of(1) } }))[0]).toMatchObject(
    {
      outcome: 'refused',
    },
  );
  expect(phone.get('a.vcf')!.vcard).toBe(cards[0]!.raw);
});

test('a card from the trash whose picture lay at an address gets the picture itself', async () => {
  const { book, phone, io } = await startAccount({ profile: 'icloud' });
  phone.put('a.vcf', vcard('a', 'Rossi', ['PHOTO;VALUE=uri:https://p42-contacts.example.com/a', 'X-LAST:1']));
  const { cards } = await readPages(book, null);
  await write(book, { type: 'remove', key: 'one', card: cards[0]! });
  const photo = aPhoto(5000);
  const template = cards[0]!.raw;
  const [result] = await write(book, {
    type: 'create',
    key: 'two',
    marker: io.uuid(),
    edits: [],
    template,
    photo,
  });
  const card = cardOf(result);
  expect(await book.photo(card.raw)).toEqual(photo);
  expect(card.raw).toContain('X-LAST:1');
});

test('a picture that lies on the account’s own server is fetched with its credentials, one elsewhere never', async () => {
  const { book, sandbox, phone, kinds } = await startAccount({
    profile: 'icloud',
    cards: { cards: 1, photoPercent: 100, photoAddressPercent: 100 },
  });
  const { cards } = await readPages(book, null);
  expect(cards[0]!.contact.photo).toMatch(/^http/);
  const photo = await book.photo(cards[0]!.raw);
  expect(photo).toMatchObject({ type: 'image/jpeg' });
  expect(kinds().at(-1)).toBe('photo');
  const asked = kinds().length;
  phone.put('elsewhere.vcf', vcard('B-2', 'Luna', ['PHOTO;VALUE=uri:https://photos.example/b.jpg']));
  const elsewhere = (await readPages(book, null)).cards.find(({ uid }) => uid === 'B-2')!;
  const before = kinds().length;
  expect(await book.photo(elsewhere.raw)).toBeNull();
  expect(kinds()).toHaveLength(before);
  expect(before).toBeGreaterThan(asked);
  expect(sandbox.profile).toBe('icloud');
});
