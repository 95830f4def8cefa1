// Whose card it is when several records have had it: what a record agreed on with a card is good until another one has written it.
import { expect } from 'vitest';
import type { Contact } from '../../../src/contact/contact.ts';
import type { Desk } from './desk.ts';

const linkOf = async ({ crm }: Desk, recordId: string) =>
  (await crm.look()).links.find((link) => link.recordId === recordId && link.state !== 'closed');

const titles = (desk: Desk) => desk.cards().map(({ contact }) => contact.organization.title);

/** A card that waits is imported as a record of its own, gets another title, and is let go of again. */
async function lent(desk: Desk, cardId: string): Promise<void> {
  const { crm, userId, account } = desk;
  await crm.decide(userId, account.id, cardId, { kind: 'contact' });
  await crm.importQueue(userId, account.id);
  await desk.sync();
  const { id } = (await crm.look()).records.at(-1)!;
  await crm.updateRecord(userId, id, { title: 'Theirs' });
  await desk.sync();
  await crm.setFlag(userId, id, false, true);
  await desk.sync();
  expect(titles(desk)).toContain('Theirs');
}

/** The record is as it was, and a person is asked whose card it is. */
async function isAsked(desk: Desk, recordId: string): Promise<void> {
  await desk.sync();
  expect((await desk.record(recordId)).values.title).toBe('Ours');
  expect(titles(desk)).toContain('Theirs');
  expect(await linkOf(desk, recordId)).toMatchObject({ hold: { code: 'match-in-queue' } });
}

/** Two records with a card each become one; returns the one that went, and its card. */
async function mergedAway(desk: Desk, contact: Record<string, string>) {
  const stays = await desk.onPhone({ lastName: 'Neri' });
  const goes = await desk.onPhone(contact);
  const cardId = (await linkOf(desk, goes))!.cardId!;
  await desk.crm.mergeRecords(desk.userId, stays, goes);
  await desk.sync();
  return { goes, cardId };
}

export const CARD_PROMISES = {
  'who is on a card let go of at that moment is not made once more': async (desk: Desk) => {
    const ada = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.test' };
    await desk.crm.setFlag(desk.userId, await desk.onPhone(ada), false, true);
    await desk.wanted(ada);
    await desk.sync();
    expect(desk.cards()).toHaveLength(1);
  },
  'a value that a record and its card have is on each of them once': async (desk: Desk) => {
    const { crm, userId, account } = desk;
    const recordId = await crm.createRecord(
      userId,
      'contact',
      { lastName: 'Neri', mobile: '+39 333 1234567' },
      false,
    );
    const cardId = await desk.waiting({
      name: { family: 'Neri' },
      phones: [{ value: '+39 333 1234567', label: 'home' }],
    });
    await crm.decide(userId, account.id, cardId, { recordId });
    await crm.importQueue(userId, account.id);
    await desk.sync();
    expect(desk.cards().map(({ contact }) => contact.phones.length)).toEqual([1]);
    expect((await desk.record(recordId)).values).toEqual({ lastName: 'Neri', mobile: '+39 333 1234567' });
  },
  'a card that another record has had is not taken up as it was': async (desk: Desk) => {
    const recordId = await desk.onPhone({ lastName: 'Rossi', title: 'Ours' });
    const cardId = (await linkOf(desk, recordId))!.cardId!;
    await desk.crm.setFlag(desk.userId, recordId, false, true);
    await desk.sync();
    await lent(desk, cardId);
    await desk.crm.setFlag(desk.userId, recordId, true, false);
    await isAsked(desk, recordId);
  },
  'a card that another record has had is not taken back with a merge': async (desk: Desk) => {
    const { goes, cardId } = await mergedAway(desk, { lastName: 'Rossi', title: 'Ours' });
    await lent(desk, cardId);
    await desk.crm.restoreRecord(desk.userId, goes);
    await isAsked(desk, goes);
  },
  'who waits for a card that is taken back with a merge gets one': async (desk: Desk) => {
    const ada = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.test' };
    const { goes } = await mergedAway(desk, ada);
    await desk.crm.updateRecord(desk.userId, (await desk.crm.look()).records[0]!.id, { email: '' });
    const waits = await desk.wanted(ada);
    await desk.sync();
    expect(await linkOf(desk, waits)).toMatchObject({ hold: { code: 'match-in-queue' } });
    await desk.crm.restoreRecord(desk.userId, goes);
    await desk.sync();
    expect(await linkOf(desk, waits)).toMatchObject({ state: 'active' });
    const isAda = ({ contact }: { contact: Contact }): boolean => contact.name.given === 'Ada';
    expect(desk.cards().filter(isAda)).toHaveLength(2);
  },
  'a card taken up since a merge stays with the record that had it': async (desk: Desk) => {
    const stays = await desk.onPhone({ lastName: 'Rossi' });
    await desk.crm.setFlag(desk.userId, stays, false, true);
    await desk.sync();
    const goes = await desk.wanted({ lastName: 'Neri' });
    await desk.crm.mergeRecords(desk.userId, stays, goes);
    await desk.sync();
    await desk.crm.restoreRecord(desk.userId, goes);
    expect(await linkOf(desk, stays)).toMatchObject({ state: 'active' });
    expect(await linkOf(desk, goes)).toMatchObject({ state: 'new', cardId: null });
  },
};
