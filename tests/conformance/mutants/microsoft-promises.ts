// What the connector of Microsoft promises of its writes and listings, each in a few calls.
import { expect } from 'vitest';
import type { Edit } from '../../../src/contact/contact.ts';
import type { Card, Write } from '../../../src/providers/provider.ts';
import type { MicrosoftAccount } from '../../microsoft-account.ts';
import { countsOf, create, remove, rename, update } from '../microsoft/build-writes.ts';
import { openWatcher } from '../microsoft/open-watcher.ts';
import { cardOf, readPages, write } from '../read-pages.ts';

const firstCard = async ({ book }: MicrosoftAccount): Promise<Card> =>
  (await readPages(book, null)).cards[0]!;
const JPEG = { type: 'image/jpeg', bytes: new Uint8Array([0xff, 0xd8, 0xff, 0xe0]) };

/** Of an account with one contact. */
export const MICROSOFT_PROMISES = {
  'who is faster is not written over': async (account: MicrosoftAccount) => {
    const card = await firstCard(account);
    account.sandbox.phone().edit(card.id, { personalNotes: 'theirs' });
    expect(await write(account.book, rename(card, 'Nini'))).toMatchObject([{ outcome: 'stale' }]);
  },
  'a contact that changed gets no photo': async (account: MicrosoftAccount) => {
    const card = await firstCard(account);
    account.sandbox.phone().edit(card.id, { personalNotes: 'theirs' });
    const edit: Edit = { property: 'photo', value: 'new' };
    const put = { ...update(card, edit), photo: JPEG } as Write;
    expect(await write(account.book, put)).toMatchObject([{ outcome: 'stale' }]);
  },
  'what nobody has seen is not deleted': async (account: MicrosoftAccount) => {
    const card = await firstCard(account);
    account.sandbox.phone().edit(card.id, { personalNotes: 'theirs' });
    expect(await write(account.book, remove(card))).toMatchObject([{ outcome: 'stale' }]);
    expect(account.sandbox.phone().count()).toBe(1);
  },
  'a contact that is not whole stays': async (account: MicrosoftAccount) => {
    const card: Card = { ...(await firstCard(account)), loss: 'damaged' };
    expect(await write(account.book, remove(card))).toMatchObject([{ outcome: 'refused' }]);
    expect(account.sandbox.phone().count()).toBe(1);
  },
  'a creation sent again is one contact': async (account: MicrosoftAccount) => {
    const creation = create(account.io.uuid(), 'Rossi', [{ property: 'name', part: 'given', value: 'Anna' }]);
    account.sandbox.faults.cut(1, 'after', { kind: 'contacts.create' });
    await expect(write(account.book, creation)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await write(account.book, creation)).toMatchObject([{ outcome: 'done' }]);
    expect(account.sandbox.phone().count()).toBe(2);
  },
  'an update sent again is done': async (account: MicrosoftAccount) => {
    const card = await firstCard(account);
    account.sandbox.faults.cut(1, 'after', { kind: 'batch' });
    await expect(write(account.book, rename(card, 'Nini'))).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await write(account.book, rename(card, 'Nini'))).toMatchObject([{ outcome: 'done' }]);
  },
  'the display name stays as somebody wrote it': async (account: MicrosoftAccount) => {
    const { id } = await firstCard(account);
    account.sandbox.phone().edit(id, { givenName: 'Anna', displayName: 'Nini' });
    const edit: Edit = { property: 'name', part: 'given', value: 'Bea' };
    const [result] = await write(account.book, update(await firstCard(account), edit));
    expect(cardOf(result).contact.name).toMatchObject({ given: 'Bea', display: 'Nini' });
  },
  'what has no place spoils no write': async (account: MicrosoftAccount) => {
    const edits = ['1', '2', '3'].map(
      (value): Edit => ({ ...{ property: 'phones', at: null, label: 'work', value } }),
    );
    const [result] = await write(account.book, create(account.io.uuid(), 'Rossi', edits));
    expect(cardOf(result).contact.phones).toHaveLength(2);
  },
  'an edit that changes nothing is not sent': async (account: MicrosoftAccount) => {
    const card = await firstCard(account);
    countsOf(account);
    await write(account.book, rename(card, card.contact.nickname ?? ''));
    expect(countsOf(account)).toEqual({});
  },
  'what came back is not gone': async (account: MicrosoftAccount) => {
    account.sandbox.behaviour.delta.reversed = true;
    const { cards, next } = await readPages(account.book, null);
    account.sandbox.phone().createFolder('New');
    account.sandbox.phone().move(cards[0]!.id, 'New');
    expect((await readPages(account.book, next, cards)).removed).toEqual([]);
  },
  'what is late is no news': async (account: MicrosoftAccount) => {
    account.sandbox.behaviour.propagationDelayMs = 60_000;
    account.sandbox.clock.advance(61_000);
    const { cards, next } = await readPages(account.book, null);
    account.sandbox.phone().edit(cards[0]!.id, { jobTitle: 'CEO' });
    account.sandbox.clock.advance(1000);
    const written = cardOf(
      (await write(account.book, rename((await reread(account, cards[0]!))!, 'Nini')))[0],
    );
    account.sandbox.clock.advance(59_500);
    expect((await readPages(account.book, next, [written])).cards).toEqual([]);
  },
  'a wish that nobody wrote down is asked for anew': async (account: MicrosoftAccount) => {
    const { watcher, address } = await openWatcher(account);
    await watcher.subscribe(account.book.id, address, 'lost');
    await watcher.subscribe(account.book.id, address, 'kept');
    expect(account.sandbox.subscriptions.all()).toMatchObject([{ clientState: 'kept' }]);
  },
  'what is granted for a shorter time is renewed in time': async (account: MicrosoftAccount) => {
    const { watcher, address } = await openWatcher(account);
    account.sandbox.behaviour.subscriptions.grantedMinutes = 60;
    const { expiresAt } = await watcher.subscribe(account.book.id, address, 'secret');
    expect(expiresAt).toBe(account.sandbox.subscriptions.all()[0]!.expiresAt);
  },
};
export type MicrosoftPromise = keyof typeof MICROSOFT_PROMISES;

async function reread({ book }: MicrosoftAccount, { id }: Card): Promise<Card | null> {
  for await (const { card } of book.read([id])) return card;
  return null;
}
