// What a connector promises of its writes, each in a few calls: the whole one keeps it, one without the rule does not.
import { expect } from 'vitest';
import type { Card, Write } from '../../../src/providers/provider.ts';
import type { openGoogleAccount } from '../../google-account.ts';
import { type startAccount, vcard } from '../carddav/sandbox-account.ts';
import { create, kindsOf, rename, update } from '../google/build-writes.ts';
import { cardOf, readPages, write } from '../read-pages.ts';

type CardDav = Awaited<ReturnType<typeof startAccount>>;
type Google = Awaited<ReturnType<typeof openGoogleAccount>>;

const removal = (card: Card): Write => ({ type: 'remove', key: card.id, card });

async function firstCard({ book }: Pick<CardDav, 'book'>): Promise<Card> {
  return (await readPages(book, null)).cards[0]!;
}

const LINES = ['NOTE:first', 'X-OWNER-COLOUR:blue'];

/** Of an account with one card, as its owner has it. */
export const CARDDAV_PROMISES = {
  'who is faster is not written over': async (account: CardDav) => {
    const card = await firstCard(account);
    account.phone.edit(card.id, (text) => text.replace('NOTE:first', 'NOTE:theirs'));
    const results = await write(account.book, rename(card, 'Nini'));
    expect(results).toMatchObject([{ outcome: 'stale', card: { contact: { notes: 'theirs' } } }]);
  },
  'what nobody has seen is not deleted': async (account: CardDav) => {
    account.sandbox.behaviour.conditional = {
      ...account.sandbox.behaviour.conditional,
      deleteIfMatch: false,
    };
    const card = await firstCard(account);
    account.phone.edit(card.id, (text) => text.replace('NOTE:first', 'NOTE:theirs'));
    expect(await write(account.book, removal(card))).toMatchObject([{ outcome: 'stale' }]);
    expect(account.phone.count()).toBe(1);
  },
  'an error after the work is no refusal': async (account: CardDav) => {
    account.sandbox.faults.serverError(1, { kind: 'put' }, 500);
    expect(await write(account.book, create(account.io.uuid(), 'Rossi'))).toMatchObject([
      { outcome: 'unknown' },
    ]);
  },
  'a web page is no success': async (account: CardDav) => {
    const card = await firstCard(account);
    account.sandbox.faults.signInPage(1, { kind: ['put', 'delete'] });
    expect(await write(account.book, removal(card))).toMatchObject([{ outcome: 'unknown' }]);
  },
  'what is not kept is refused': async (account: CardDav) => {
    const card = await firstCard(account);
    account.sandbox.behaviour.ignores = ['PUT'];
    expect(await write(account.book, rename(card, 'Nini'))).toMatchObject([{ outcome: 'refused' }]);
  },
  'what is not deleted is refused': async (account: CardDav) => {
    const card = await firstCard(account);
    account.sandbox.behaviour.ignores = ['DELETE'];
    expect(await write(account.book, removal(card))).toMatchObject([{ outcome: 'refused' }]);
  },
  'an update sent again is done': async (account: CardDav) => {
    const card = await firstCard(account);
    account.sandbox.faults.cut(1, 'after', { kind: 'put' });
    expect(await write(account.book, rename(card, 'Nini'))).toMatchObject([{ outcome: 'unknown' }]);
    expect(await write(account.book, rename(card, 'Nini'))).toMatchObject([{ outcome: 'done' }]);
  },
  'a creation sent again is one card': async (account: CardDav) => {
    const creation = create(account.io.uuid(), 'Rossi');
    account.sandbox.faults.cut(1, 'after', { kind: 'put' });
    expect(await write(account.book, creation)).toMatchObject([{ outcome: 'unknown' }]);
    expect(await write(account.book, creation)).toMatchObject([{ outcome: 'done' }]);
    expect(account.phone.list().map(({ uid }) => uid)).toEqual(['A', creation.key]);
  },
  'a card that is not whole stays': async (account: CardDav) => {
    const whole = await firstCard(account);
    const card: Card = { ...whole, loss: 'damaged' };
    expect(await write(account.book, rename(card, 'Nini'))).toMatchObject([{ outcome: 'refused' }]);
    expect(account.phone.get(card.id)!.vcard).toBe(whole.raw);
  },
  'an edit leaves every other byte': async (account: CardDav) => {
    const card = await firstCard(account);
    const edits = [{ property: 'name', part: 'given', value: 'Anna' } as const];
    cardOf((await write(account.book, { type: 'update', key: 'one', card, edits }))[0]);
    expect(account.phone.get(card.id)!.vcard).toContain('\nN:Rossi;Anna;;;');
  },
  'a card from the trash is whole': async (account: CardDav) => {
    const card = await firstCard(account);
    const marker = account.io.uuid();
    const made: Write = { type: 'create', key: marker, marker, template: card.raw, edits: [] };
    expect(cardOf((await write(account.book, made))[0]).raw).toContain('X-OWNER-COLOUR:blue');
  },
};
export type CardDavPromise = keyof typeof CARDDAV_PROMISES;

export const theCard = vcard('A', 'Rossi', LINES);

/** Of an account with one contact. */
export const GOOGLE_PROMISES = {
  'who is faster is not written over': async (account: Google) => {
    const card = await firstCard(account);
    account.sandbox.phone().edit(card.id, { biographies: [{ value: 'theirs' }] });
    expect(await write(account.book, rename(card, 'Nini'))).toMatchObject([{ outcome: 'stale' }]);
  },
  'what nobody has seen is not deleted': async (account: Google) => {
    const card = await firstCard(account);
    account.sandbox.phone().edit(card.id, { biographies: [{ value: 'theirs' }] });
    expect(await write(account.book, removal(card))).toMatchObject([{ outcome: 'stale' }]);
    expect(account.sandbox.phone().count()).toBe(1);
  },
  'a contact that is not whole stays': async (account: Google) => {
    const card: Card = { ...(await firstCard(account)), loss: 'damaged' };
    expect(await write(account.book, removal(card))).toMatchObject([{ outcome: 'refused' }]);
    expect(account.sandbox.phone().count()).toBe(1);
  },
  'a contact that is not whole is not written': async (account: Google) => {
    const card: Card = { ...(await firstCard(account)), loss: 'damaged' };
    expect(await write(account.book, rename(card, 'Nini'))).toMatchObject([{ outcome: 'refused' }]);
  },
  'a creation sent again is one contact': async (account: Google) => {
    const creation = create(account.io.uuid(), 'Rossi');
    account.sandbox.faults.cut(1, 'after', { when: ({ method }) => method?.mutates === true });
    await expect(write(account.book, creation)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await write(account.book, creation)).toMatchObject([{ outcome: 'done' }]);
    expect(account.sandbox.phone().count()).toBe(2);
  },
  'an update sent again is done': async (account: Google) => {
    const card = await firstCard(account);
    account.sandbox.faults.cut(1, 'after', { when: ({ method }) => method?.mutates === true });
    await expect(write(account.book, rename(card, 'Nini'))).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await write(account.book, rename(card, 'Nini'))).toMatchObject([{ outcome: 'done' }]);
  },
  'a contact that changed joins nothing': async (account: Google) => {
    const card = await firstCard(account);
    account.sandbox.phone().edit(card.id, { biographies: [{ value: 'theirs' }] });
    const joining = update(card, { property: 'groups', join: 'contactGroups/starred' });
    expect(await write(account.book, joining)).toMatchObject([{ outcome: 'stale' }]);
  },
  'an edit that changes nothing is not sent': async (account: Google) => {
    const card = await firstCard(account);
    kindsOf(account);
    await write(account.book, rename(card, card.contact.nickname ?? ''));
    expect(kindsOf(account)).toEqual([]);
  },
};
export type GooglePromise = keyof typeof GOOGLE_PROMISES;
