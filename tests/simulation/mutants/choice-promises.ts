// What was chosen for a card and a record is about these two: another record takes the card without it.
import { expect } from 'vitest';
import type { Desk } from './desk.ts';

const EMAIL = 'ada@example.test';

/** A record that waits for a card like it, and another one, for which the card is to stand. */
async function chosenForAnother({ crm, userId, account, ...desk }: Desk) {
  const cardId = await desk.waiting({
    name: { family: 'Lovelace' },
    organization: { title: 'Theirs' },
    emails: [{ value: EMAIL, label: 'work' }],
  });
  const recordId = await desk.wanted({ lastName: 'Lovelace', title: 'Ours', email: EMAIL });
  await desk.sync();
  const other = await crm.createRecord(userId, 'contact', { lastName: 'Byron' }, false);
  await crm.decide(userId, account.id, cardId, { recordId: other, choice: { all: 'card' } });
  return { recordId, other };
}

async function isAsked({ crm, sync, record }: Desk, recordId: string): Promise<void> {
  await sync();
  expect((await record(recordId)).values.title).toBe('Ours');
  expect((await crm.look()).conflicts).toMatchObject([{ field: 'title', crm: 'Ours', book: 'Theirs' }]);
}

export const CHOICE_PROMISES = {
  'a choice is for no other record that is the card': async (desk: Desk) => {
    const { recordId } = await chosenForAnother(desk);
    await desk.crm.decideMatch(desk.userId, recordId, desk.account.id, 'same');
    await isAsked(desk, recordId);
  },
  'a choice is for no record that its own was merged into': async (desk: Desk) => {
    const { recordId, other } = await chosenForAnother(desk);
    await desk.crm.mergeRecords(desk.userId, recordId, other);
    await desk.crm.importQueue(desk.userId, desk.account.id);
    await isAsked(desk, recordId);
  },
};
