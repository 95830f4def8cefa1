// What production's verbs and store promise, each in a short history over PostgreSQL: the whole Rubrica keeps it, one that lacks a
// rule does not.
import { expect } from 'vitest';
import type { Contact } from '../../../src/contact/contact.ts';
import type { AccountSettings } from '../../../src/sync/model.ts';
import { FenceLost } from '../../../src/sync/store.ts';
import { CARD_PROMISES } from './card-promises.ts';
import { CHOICE_PROMISES } from './choice-promises.ts';
import type { Desk } from './desk.ts';
import { STORE_PROMISES } from './store-promises.ts';

const family = ({ contact }: { contact: Contact }) => contact.name.family;
const theCard = ({ cards }: Desk) => cards()[0]!;

function ownerEdits(desk: Desk, change: (contact: Contact) => Contact, card = theCard(desk)): void {
  desk.account.server.update('owner', card.id, { contact: change(card.contact) });
}

const titled =
  (title: string) =>
  (contact: Contact): Contact => ({ ...contact, organization: { ...contact.organization, title } });

/** Both sides have edited the title, and a conflict waits. */
async function contested(desk: Desk): Promise<{ recordId: string; conflictId: string }> {
  const recordId = await desk.onPhone({ lastName: 'Rossi', title: 'Dr' });
  await desk.crm.updateRecord(desk.userId, recordId, { title: 'Ours' });
  ownerEdits(desk, titled('Theirs'));
  await desk.sync();
  const { conflicts } = await desk.crm.look();
  expect(conflicts).toMatchObject([{ crm: 'Ours', book: 'Theirs', resolution: null }]);
  return { recordId, conflictId: conflicts[0]!.id };
}

async function bothTitled(desk: Desk, recordId: string, title: string): Promise<void> {
  await desk.sync();
  expect((await desk.record(recordId)).values.title).toBe(title);
  expect(theCard(desk).contact.organization.title).toBe(title);
}

/** A record of one that nobody has on the phone, and one with a card. */
async function oneOfTwo(desk: Desk): Promise<{ stays: string; goes: string }> {
  const stays = await desk.crm.createRecord(desk.userId, 'contact', { lastName: 'Rossi' }, false);
  return { stays, goes: await desk.onPhone({ lastName: 'Rossi', title: 'Dr' }) };
}

const isOn = async ({ crm, userId }: Desk, recordId: string): Promise<boolean> =>
  (await crm.look()).flags.some((flag) => flag.recordId === recordId && flag.userId === userId && flag.on);

const openLink = async ({ crm }: Desk, recordId: string) =>
  (await crm.look()).links.find((link) => link.recordId === recordId && link.state !== 'closed');

/** The card of a record was deleted on the phone, and its account asks. */
async function deletedOnPhone(desk: Desk): Promise<string> {
  const recordId = await desk.onPhone();
  desk.account.server.remove('owner', theCard(desk).id);
  await desk.sync();
  expect(await openLink(desk, recordId)).toMatchObject({ hold: { code: 'card-deleted' } });
  return recordId;
}

/** Somebody was typed who is on a card already, and waits for it. */
async function lookalike(desk: Desk): Promise<string> {
  const name = { given: 'Ada', family: 'Lovelace' };
  await desk.waiting({ name, emails: [{ value: 'ada@example.test', label: 'work' }] as Contact['emails'] });
  const recordId = await desk.wanted({
    firstName: 'Ada',
    lastName: 'Lovelace',
    email: 'ada@example.test',
  });
  await desk.sync();
  expect(await openLink(desk, recordId)).toMatchObject({ hold: { code: 'match-in-queue' } });
  return recordId;
}

/** Takes the last run back that did this. */
async function undo({ crm, userId }: Desk, what: string): Promise<void> {
  const { runId } = (await crm.look()).actions.findLast(({ type }) => type === what)!;
  await crm.undoRun(userId, runId);
}

/** Everything that waits, approved. */
async function approveAll({ crm, userId }: Desk): Promise<void> {
  for (const { id } of (await crm.look()).waiting) await crm.approveRun(userId, id);
}

async function connectedAgain(desk: Desk): Promise<void> {
  await desk.crm.reconnect(desk.userId, desk.account.id);
  await desk.sync();
  await approveAll(desk);
  await desk.sync();
}

const inGroup =
  (...groups: string[]) =>
  (contact: Contact): Contact => ({ ...contact, groups });

async function twoGroups({ account, crm, userId }: Desk, scope: AccountSettings['scope']): Promise<void> {
  for (const id of ['friends', 'shops']) account.server.setGroup('owner', { id, name: id, members: null });
  await crm.updateSettings(userId, account.id, { scope });
}

export const PROMISES = {
  'who says that the book is right has its value on both sides': async (desk: Desk) => {
    const { recordId, conflictId } = await contested(desk);
    await desk.crm.resolveConflict(desk.userId, conflictId, 'book');
    await bothTitled(desk, recordId, 'Theirs');
  },
  'who says that the CRM is right has its value on both sides': async (desk: Desk) => {
    const { recordId, conflictId } = await contested(desk);
    await desk.crm.resolveConflict(desk.userId, conflictId, 'crm');
    await bothTitled(desk, recordId, 'Ours');
  },
  'a conflict is settled by whose account it is': async (desk: Desk) => {
    const { conflictId } = await contested(desk);
    expect(await desk.crm.resolveConflict(await desk.crm.addUser(), conflictId, 'book')).toBe(false);
  },
  'what is decided ends the run that is under way': async (desk: Desk) => {
    const { conflictId } = await contested(desk);
    const { store } = await desk.crm.claim(desk.account.id);
    await desk.crm.resolveConflict(desk.userId, conflictId, 'book');
    await expect(store.finish({ review: true, count: false })).rejects.toThrow(FenceLost);
  },

  'the card of a merged record goes over to the other': async (desk: Desk) => {
    const { stays, goes } = await oneOfTwo(desk);
    const { id } = theCard(desk);
    await desk.crm.mergeRecords(desk.userId, stays, goes);
    await desk.crm.updateRecord(desk.userId, stays, { lastName: 'Verdi' });
    await desk.sync();
    expect(desk.cards().map(family)).toEqual(['Verdi']);
    expect(theCard(desk).id).toBe(id);
    expect(await isOn(desk, stays)).toBe(true);
  },
  'a record that waits for its first card takes that of the one merged into it': async (desk: Desk) => {
    const goes = await desk.onPhone({ lastName: 'Rossi', title: 'Dr' });
    const stays = await desk.wanted({ lastName: 'Neri' });
    await desk.crm.mergeRecords(desk.userId, stays, goes);
    await desk.sync();
    expect(desk.cards()).toHaveLength(1);
    expect(await openLink(desk, stays)).toMatchObject({ state: 'active' });
  },
  'the second card of two merged records stays, and waits': async (desk: Desk) => {
    const stays = await desk.onPhone({ lastName: 'Rossi' });
    const goes = await desk.onPhone({ lastName: 'Neri' });
    await desk.crm.mergeRecords(desk.userId, stays, goes);
    await desk.sync();
    expect(desk.cards()).toHaveLength(2);
    expect((await desk.crm.look()).queue).toMatchObject([{ state: 'pending' }]);
  },
  'two that were merged are two again, and who had them': async (desk: Desk) => {
    const { stays, goes } = await oneOfTwo(desk);
    const { id } = theCard(desk);
    await desk.crm.mergeRecords(desk.userId, stays, goes);
    await desk.sync();
    await desk.crm.restoreRecord(desk.userId, goes);
    await desk.sync();
    expect(desk.cards().map((card) => card.id)).toEqual([id]);
    expect(await openLink(desk, goes)).toMatchObject({ state: 'active' });
    expect([await isOn(desk, stays), await isOn(desk, goes)]).toEqual([false, true]);
    expect((await desk.record(stays)).values.title).toBeUndefined();
  },
  'what was typed since a merge stays when it is taken back': async (desk: Desk) => {
    const { stays, goes } = await oneOfTwo(desk);
    await desk.crm.mergeRecords(desk.userId, stays, goes);
    await desk.crm.updateRecord(desk.userId, stays, { title: 'Prof' });
    await desk.crm.restoreRecord(desk.userId, goes);
    expect((await desk.record(stays)).values.title).toBe('Prof');
  },
  'a converted record goes on with its card': async (desk: Desk) => {
    const recordId = await desk.onPhone({ lastName: 'Rossi', companyName: 'Rossi Spa' });
    await desk.crm.convertRecord(desk.userId, recordId, 'company');
    await desk.crm.updateRecord(desk.userId, recordId, { name: 'Rossi Srl' });
    await desk.sync();
    expect((await desk.crm.look()).conflicts).toEqual([]);
    expect(desk.cards().map(({ contact }) => contact.organization.name)).toEqual(['Rossi Srl']);
  },
  'an address goes along to the other kind': async (desk: Desk) => {
    const recordId = await desk.onPhone({ lastName: 'Rossi', companyName: 'Rossi', 'mailing.city': 'Roma' });
    await desk.crm.convertRecord(desk.userId, recordId, 'company');
    expect((await desk.record(recordId)).values['billing.city']).toBe('Roma');
  },

  'only what Rubrica made goes with an account': async (desk: Desk) => {
    await desk.imported();
    await desk.onPhone();
    await desk.crm.leave(desk.userId, desk.account.id);
    await desk.sync();
    expect(desk.cards().map(family)).toEqual(['Bianchi']);
  },
  'what goes with an account goes also where only the phone is read': async (desk: Desk) => {
    await desk.onPhone();
    await desk.crm.updateSettings(desk.userId, desk.account.id, { direction: 'in' });
    await desk.crm.leave(desk.userId, desk.account.id);
    await desk.sync();
    expect(desk.cards()).toEqual([]);
  },
  'connected again, a card is whose it was': async (desk: Desk) => {
    const recordId = await desk.onPhone();
    await desk.crm.reconnect(desk.userId, desk.account.id);
    await desk.crm.updateRecord(desk.userId, recordId, { lastName: 'Verdi' });
    await desk.sync();
    await approveAll(desk);
    await desk.sync();
    expect(desk.cards().map(family)).toEqual(['Verdi']);
  },
  'connected again, what was ignored is ignored': async (desk: Desk) => {
    await desk.crm.decide(desk.userId, desk.account.id, await desk.waiting(), { state: 'ignored' });
    await connectedAgain(desk);
    expect((await desk.crm.look()).queue).toMatchObject([{ state: 'ignored' }]);
  },
  'connected again, a card comes back from the trash whole': async (desk: Desk) => {
    const recordId = await desk.imported();
    await desk.crm.setFlag(desk.userId, recordId, false, false);
    await desk.sync();
    expect(desk.cards()).toEqual([]);
    await connectedAgain(desk);
    await desk.crm.setFlag(desk.userId, recordId, true, false);
    await desk.sync();
    await approveAll(desk);
    await desk.sync();
    expect(desk.cards()).toMatchObject([{ unmapped: ['x-own blue'] }]);
  },
  'a copy goes on with no farewell': async (desk: Desk) => {
    await desk.onPhone();
    await desk.crm.leave(desk.userId, desk.account.id);
    await desk.crm.isCopy();
    await desk.sync();
    expect(desk.cards()).toHaveLength(1);
  },
  'a yes that was said to the original is none of a copy': async (desk: Desk) => {
    const recordId = await desk.onPhone();
    await desk.crm.setFlags(desk.userId, [recordId], false);
    await desk.crm.isCopy();
    await desk.sync();
    expect(desk.cards()).toHaveLength(1);
    expect((await desk.crm.look()).waiting).toHaveLength(1);
  },

  'what was typed since a run stays when that is undone': async (desk: Desk) => {
    const recordId = await desk.onPhone({ lastName: 'Rossi', title: 'Dr' });
    ownerEdits(desk, titled('Theirs'));
    await desk.sync();
    await desk.crm.updateRecord(desk.userId, recordId, { title: 'Ours' });
    await undo(desk, 'update-record');
    expect((await desk.record(recordId)).values.title).toBe('Ours');
  },
  'a card that an undone run had made goes, and none that was there': async (desk: Desk) => {
    await desk.imported();
    const other = await desk.connect();
    await desk.sync(other);
    await approveAll(desk);
    await desk.sync(other);
    await undo(desk, 'create');
    for (const account of [other, desk.account]) await desk.sync(account);
    expect([desk.cards(), other.server.live()].map(({ length }) => length)).toEqual([1, 0]);
  },
  'an import that is undone leaves the card waiting': async (desk: Desk) => {
    const recordId = await desk.imported();
    await undo(desk, 'import');
    await desk.sync();
    expect(desk.cards().map(family)).toEqual(['Bianchi']);
    expect((await desk.record(recordId)).deleted).toBe(true);
    expect((await desk.crm.look()).queue).toMatchObject([{ state: 'pending' }]);
  },
  'who edited an imported record keeps it': async (desk: Desk) => {
    const recordId = await desk.imported();
    await desk.crm.updateRecord(desk.userId, recordId, { title: 'Dr' });
    await undo(desk, 'import');
    expect((await desk.record(recordId)).deleted).toBe(false);
  },
  'a record stays without its card, on no phone': async (desk: Desk) => {
    const recordId = await deletedOnPhone(desk);
    await desk.crm.decideDeletion(desk.userId, desk.account.id, recordId, 'keep');
    await desk.sync();
    expect(await isOn(desk, recordId)).toBe(false);
    expect((await desk.crm.look()).trash).toMatchObject([{ recordId }]);
    expect(desk.cards()).toEqual([]);
  },
  'a record goes where its card went': async (desk: Desk) => {
    const recordId = await deletedOnPhone(desk);
    await desk.crm.decideDeletion(desk.userId, desk.account.id, recordId, 'follow');
    expect((await desk.record(recordId)).deleted).toBe(true);
  },
  'a card is put back whose deletion was not meant': async (desk: Desk) => {
    const recordId = await deletedOnPhone(desk);
    await desk.crm.decideDeletion(desk.userId, desk.account.id, recordId, 'restore');
    await desk.sync();
    expect(desk.cards().map(family)).toEqual(['Rossi']);
  },

  'settings that are brought back are planned by': async (desk: Desk) => {
    const recordId = await desk.onPhone();
    await desk.crm.updateRecord(desk.userId, recordId, { title: 'Dr' });
    await desk.crm.updateSettings(desk.userId, desk.account.id, { conflicts: 'book' });
    await desk.sync();
    const { waiting } = await desk.crm.look();
    expect(await desk.crm.discardRun(desk.userId, waiting[0]!.id)).toBe(true);
    await bothTitled(desk, recordId, 'Dr');
  },

  'who is imported is on the phone': async (desk: Desk) => {
    expect(await isOn(desk, await desk.imported())).toBe(true);
  },
  'a record has one card in an account': async (desk: Desk) => {
    const recordId = await desk.onPhone();
    const cardId = await desk.waiting();
    expect(await desk.crm.decide(desk.userId, desk.account.id, cardId, { recordId })).toBe(false);
  },
  'who is somebody else gets a card': async (desk: Desk) => {
    const recordId = await lookalike(desk);
    await desk.crm.decideMatch(desk.userId, recordId, desk.account.id, 'new');
    await desk.sync();
    expect(desk.cards()).toHaveLength(2);
  },
  'who is on the card has that one': async (desk: Desk) => {
    const recordId = await lookalike(desk);
    await desk.crm.decideMatch(desk.userId, recordId, desk.account.id, 'same');
    await desk.sync();
    expect(desk.cards()).toHaveLength(1);
    expect(await openLink(desk, recordId)).toMatchObject({ state: 'active' });
  },
  'a decision taken back is none': async (desk: Desk) => {
    const cardId = await desk.waiting();
    await desk.crm.decide(desk.userId, desk.account.id, cardId, { kind: 'contact' });
    await desk.crm.importQueue(desk.userId, desk.account.id);
    await desk.crm.decide(desk.userId, desk.account.id, cardId, { state: 'pending' });
    await desk.crm.decide(desk.userId, desk.account.id, cardId, { kind: 'contact' });
    await desk.sync();
    expect((await desk.crm.look()).records).toEqual([]);
  },

  'what is edited on the phone comes into its record': async (desk: Desk) => {
    const recordId = await desk.onPhone();
    ownerEdits(desk, titled('Prof'));
    await bothTitled(desk, recordId, 'Prof');
  },
  'a record in the trash is on no phone': async (desk: Desk) => {
    await desk.crm.deleteRecord(desk.userId, await desk.onPhone());
    await desk.sync();
    expect(desk.cards()).toEqual([]);
  },
  'a card that was kept is taken up again': async (desk: Desk) => {
    const recordId = await desk.onPhone();
    await desk.crm.setFlag(desk.userId, recordId, false, true);
    await desk.sync();
    await desk.crm.setFlag(desk.userId, recordId, true, false);
    await desk.sync();
    expect(desk.cards()).toHaveLength(1);
    expect(await openLink(desk, recordId)).toMatchObject({ state: 'active' });
  },
  'a card lies in the trash before it goes': async (desk: Desk) => {
    const recordId = await desk.imported();
    await desk.crm.setFlag(desk.userId, recordId, false, false);
    await desk.sync();
    expect((await desk.crm.look()).trash).toMatchObject([{ recordId }]);
  },
  'a card that is to be kept stays': async (desk: Desk) => {
    const recordId = await desk.onPhone();
    await desk.crm.setFlag(desk.userId, recordId, false, true);
    await desk.sync();
    expect(desk.cards()).toHaveLength(1);
  },
  'who deletes a card has it on no phone': async (desk: Desk) => {
    const phone = await desk.connect();
    const recordId = await desk.onPhone();
    await desk.sync(phone);
    phone.server.remove('owner', phone.server.live()[0]!.id);
    await desk.sync(phone);
    expect(await isOn(desk, recordId)).toBe(false);
    await desk.sync();
    expect(desk.cards()).toEqual([]);
  },
  'a card that is linked is not offered': async (desk: Desk) => {
    await desk.onPhone();
    ownerEdits(desk, titled('Prof'));
    await desk.sync();
    expect((await desk.crm.look()).queue).toEqual([]);
  },
  'what leaves the groups that are synced waits no more': async (desk: Desk) => {
    await twoGroups(desk, { mode: 'groups', include: ['friends'], exclude: [] });
    await desk.waiting({ groups: ['friends'] });
    expect((await desk.crm.look()).queue).toHaveLength(1);
    ownerEdits(desk, inGroup('shops'));
    await desk.sync();
    expect((await desk.crm.look()).queue).toEqual([]);
  },
  'a group that is left out is not offered': async (desk: Desk) => {
    await twoGroups(desk, { mode: 'all', include: [], exclude: ['shops'] });
    await desk.waiting({ groups: ['shops'] });
    await desk.waiting({ groups: ['friends'] });
    expect((await desk.crm.look()).queue).toHaveLength(1);
  },
  ...STORE_PROMISES,
  ...CARD_PROMISES,
  ...CHOICE_PROMISES,
} satisfies Record<string, (desk: Desk) => Promise<void>>;

export type VerbPromise = keyof typeof PROMISES;
