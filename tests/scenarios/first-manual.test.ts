// The first manual's promises, S1.2 to S1.24, wherever the phone's account is: what each provider does besides has files of its own.
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { listAccounts } from '../../src/accounts/list-accounts.ts';
import { importQueue } from '../../src/import-queue/import-queue.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { flagRecords } from '../../src/records/flag-records.ts';
import { listChanges } from '../../src/records/history/list-changes.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { type Everywhere, openEverywhere, PLACES, type Place } from './open-everywhere.ts';
import type { OnPhone } from './phones.ts';

const ANNA: OnPhone = {
  ...{ first: 'Anna', last: 'Bianchi', company: 'Acme', title: 'Buyer', email: 'anna@acme.example' },
  ...{ phone: '081 555 1234', mobile: '348 555 1234', city: 'Napoli', website: 'https://acme.example' },
  notes: 'met in Gaeta',
};
const LUCA: OnPhone = { first: 'Luca', last: 'Neri', company: 'Beta' };
const ACME: OnPhone = { company: 'Acme', phone: '081 555 1000' };

describe.each(PLACES)('%s', (provider) => {
  let scenario: Everywhere;
  let alice: Actor;
  let place: Place;
  beforeEach(async () => {
    scenario = await openEverywhere();
    alice = await scenario.user('Alice');
    place = scenario.alices[provider];
  });
  afterEach(() => scenario.close());

  /** A second passes, as on a phone: Microsoft tells versions apart by it. */
  const edit = (id: string, change: OnPhone): void => {
    scenario.advance(5000);
    place.phone.edit(id, change);
  };
  const onlyOne = (): OnPhone & { id: string } => {
    const all = place.phone.list();
    expect(all).toHaveLength(1);
    return all[0]!;
  };
  async function connected(...people: OnPhone[]) {
    const ids = people.map((person) => place.phone.create(person));
    const account = await place.connect(alice);
    const run = await scenario.sync(alice, account);
    return { account, ids, run };
  }
  async function imported() {
    const { account, ids } = await connected(ANNA);
    await scenario.importAll(alice, account);
    await scenario.sync(alice, account);
    scenario.writes();
    const { id } = await scenario.recordNamed(alice, 'Anna Bianchi');
    return { account, card: ids[0]!, id, values: async () => (await scenario.record(alice, id)).values };
  }
  const rest = async (account: string): Promise<void> => {
    scenario.writes();
    await scenario.sync(alice, account);
    await scenario.sync(alice, account, { full: true });
    expect(scenario.writes()).toEqual([]);
  };

  test('S1.2, S1.3, S1.5, S1.7: connecting reads alone; the queue shows whole cards, to their owner, as they are now', async () => {
    const bob = await scenario.user('Bob');
    const { account, ids, run } = await connected(ANNA, LUCA);
    expect(run).toMatchObject({ state: 'done', counts: { queued: 2, pending: 2, pushed: 0, created: 0 } });
    expect([scenario.writes(), await scenario.count('record')]).toEqual([[], 0]);
    // Refused, or one and the same: whoever signs in at a provider's own page signs in again.
    expect([account, 'account-connected']).toContain(await place.connect(alice).catch(({ code }) => code));
    expect(await scenario.count('account')).toBe(1);
    const anna = (await scenario.queue(alice, account)).items.find(({ displayName }) =>
      /Anna/.test(displayName),
    );
    expect(anna?.contact).toMatchObject({
      organization: { name: 'Acme', title: 'Buyer' },
      notes: 'met in Gaeta',
      emails: [{ value: 'anna@acme.example' }],
      addresses: [{ city: 'Napoli' }],
    });
    expect((await listAccounts(scenario.db, bob, { limit: 50 })).items).toEqual([]);
    await expect(scenario.queue(bob, account)).rejects.toMatchObject({ code: 'not-found' });
    edit(ids[0]!, { last: 'Rossi' });
    place.phone.remove(ids[1]!);
    await scenario.sync(alice, account);
    const { items } = await scenario.queue(alice, account);
    expect(items.map(({ displayName }) => displayName)).toEqual(['Anna Rossi']);
  });

  test('S1.8 to S1.11: what is typed is imported and nothing else, once, as what it was typed; many at once', async () => {
    const { account, ids } = await connected(ACME, ANNA, LUCA, { first: 'Eva', last: 'Verdi' });
    await expect(importQueue(scenario.db, alice, account)).rejects.toMatchObject({ code: 'nothing-ready' });
    const { items } = await scenario.queue(alice, account);
    const as = (name: string, kind: 'company' | 'lead') =>
      updateQueue(scenario.db, alice, {
        id: account,
        ids: items.filter(({ displayName }) => displayName === name).map(({ id }) => id),
        set: { kind },
      });
    await as('Acme', 'company');
    await as('Luca Neri', 'lead');
    await updateQueue(scenario.db, alice, {
      id: account,
      filter: { q: 'Bianchi' },
      set: { suggested: true },
    });
    expect(await importQueue(scenario.db, alice, account)).toMatchObject({ items: 3 });
    await scenario.sync(alice, account);
    await expect(importQueue(scenario.db, alice, account)).rejects.toMatchObject({ code: 'nothing-ready' });
    await rest(account);
    const company = await scenario.recordNamed(alice, 'Acme');
    expect(company).toMatchObject({ kind: 'company', values: { phone: '081 555 1000' } });
    expect(await scenario.recordNamed(alice, 'Anna Bianchi')).toMatchObject({
      kind: 'contact',
      companyId: company.id,
      values: {
        mobile: '348 555 1234',
        description: 'met in Gaeta',
        title: 'Buyer',
        'mailing.city': 'Napoli',
      },
    });
    expect(await scenario.recordNamed(alice, 'Luca Neri')).toMatchObject({ kind: 'lead' });
    expect((await scenario.queue(alice, account)).counts).toMatchObject({ pending: 1, imported: 3 });
    expect([await scenario.count('record'), place.phone.get(ids[1]!)]).toEqual([3, ANNA]);
  });

  test('S1.12, S1.21: Sync mobile makes one card of a record of each kind, with its address; on and off again sends nothing', async () => {
    const { account } = await connected();
    const made = [
      { kind: 'company', values: { name: 'Acme', phone: '081 1', 'billing.city': 'Napoli' } },
      { kind: 'contact', values: { firstName: 'Anna', lastName: 'Bianchi', mobile: '348 1' } },
      { kind: 'lead', values: { lastName: 'Neri', companyName: 'Beta', 'mailing.city': 'Lodi' } },
    ] as const;
    for (const one of made) await createRecord(scenario.db, alice, one);
    const { id } = await createRecord(scenario.db, alice, { kind: 'contact', values: { lastName: 'Rossi' } });
    for (const flagged of [true, false]) await setFlag(scenario.db, alice, { id, flagged });
    for (const kind of ['company', 'lead'] as const)
      await flagRecords(scenario.db, alice, { filter: { kind }, flagged: true });
    await flagRecords(scenario.db, alice, { filter: { kind: 'contact', q: 'Bianchi' }, flagged: true });
    const counts = { created: 3, linked: 3, remoteTotal: 3, pending: 0 };
    expect(await scenario.sync(alice, account)).toMatchObject({ counts });
    await rest(account);
    const cards = place.phone.list().map(({ id: _, ...person }) => person);
    expect(cards).toHaveLength(3);
    expect(cards).toEqual(
      expect.arrayContaining([
        { company: 'Acme', phone: '081 1', city: 'Napoli' },
        { first: 'Anna', last: 'Bianchi', mobile: '348 1' },
        { last: 'Neri', company: 'Beta', city: 'Lodi' },
      ]),
    );
  });

  test('S1.15, S1.16, S1.23: the flag is personal; an edit on one phone goes through the record to the other', async () => {
    const bob = await scenario.user('Bob');
    const { account, card, id } = await imported();
    const [his, bobs] = [await scenario.bobs[provider].connect(bob), scenario.bobs[provider].phone];
    await scenario.sync(bob, his);
    expect(await scenario.record(alice, id)).toMatchObject({
      flagged: true,
      ownerId: alice.userId,
      links: [{ accountId: account, provider, cardName: 'Anna Bianchi', state: 'active', pending: false }],
    });
    expect(await scenario.record(bob, id)).toMatchObject({ flagged: false, flaggedByOthers: 1, links: [] });
    expect(bobs.count()).toBe(0);
    await setFlag(scenario.db, bob, { id, flagged: true });
    await scenario.sync(bob, his);
    expect(bobs.list()).toMatchObject([ANNA]);
    edit(card, { mobile: '349 2' });
    await scenario.sync(alice, account);
    await scenario.sync(bob, his);
    expect(bobs.list()).toMatchObject([{ ...ANNA, mobile: '349 2' }]);
    await setFlag(scenario.db, alice, { id, flagged: false });
    await scenario.sync(alice, account);
    expect([place.phone.count(), bobs.count()]).toEqual([0, 1]);
  });

  test('S1.17: who is in the queue already gets no second card; one word makes the two one', async () => {
    const { account, ids } = await connected(ANNA);
    const { id } = await createRecord(scenario.db, alice, {
      kind: 'contact',
      values: { firstName: 'Anna', lastName: 'Bianchi', email: 'anna@acme.example' },
      flagged: true,
    });
    await scenario.sync(alice, account);
    expect(onlyOne()).toMatchObject(ANNA);
    const { items } = await scenario.queue(alice, account);
    await updateQueue(scenario.db, alice, { id: account, ids: [items[0]!.id], set: { recordId: id } });
    await importQueue(scenario.db, alice, account);
    await scenario.sync(alice, account);
    expect((await scenario.record(alice, id)).values).toMatchObject({
      mobile: '348 555 1234',
      title: 'Buyer',
    });
    expect([await scenario.count('record'), onlyOne().id]).toEqual([1, ids[0]]);
    await rest(account);
  });

  test('S1.18, S1.20: an edit of the record reaches the card, each value by itself; emptied is emptied', async () => {
    const { account, card, id } = await imported();
    const values = { phone: '081 2', email: 'anna@new.example', 'mailing.city': 'Salerno', title: null };
    await updateRecord(scenario.db, alice, { id, values });
    expect(await scenario.sync(alice, account)).toMatchObject({ counts: { pushed: 1, updated: 0 } });
    const { title: _, ...after } = ANNA;
    expect(place.phone.get(card)).toEqual({
      ...{ ...after, phone: '081 2', email: 'anna@new.example', city: 'Salerno' },
    });
    await rest(account);
  });

  test('S1.19: an edit of the card reaches the record; both edited, both stand, and where one field is, the other value is kept', async () => {
    const { account, card, id, values } = await imported();
    edit(card, { mobile: '349 2', city: 'Gaeta' });
    await updateRecord(scenario.db, alice, { id, values: { phone: '081 5' } });
    expect(await scenario.sync(alice, account)).toMatchObject({ counts: { updated: 1, pushed: 1 } });
    expect(await values()).toMatchObject({ mobile: '349 2', 'mailing.city': 'Gaeta', phone: '081 5' });
    expect(place.phone.get(card)).toEqual({ ...ANNA, mobile: '349 2', city: 'Gaeta', phone: '081 5' });
    const { items } = await listChanges(scenario.db, alice, { id, limit: 50 });
    expect(items.find(({ field }) => field === 'mobile')).toMatchObject({
      ...{ before: '348 555 1234', after: '349 2', actor: 'sync', provider },
    });
    await rest(account);

    edit(card, { mobile: '350 3' });
    await updateRecord(scenario.db, alice, { id, values: { mobile: '347 7' } });
    await scenario.sync(alice, account);
    expect(place.phone.get(card)).toMatchObject({ mobile: '347 7' });
    const conflicts = await scenario.db.execute(
      sql`select field, crm_value, book_value, resolution from conflict where record_id = ${id}`,
    );
    expect(conflicts.rows).toEqual([
      { field: 'mobile', crm_value: '347 7', book_value: '350 3', resolution: 'crm' },
    ]);
    edit(card, { mobile: '(347) 7' });
    await scenario.sync(alice, account);
    expect(await values()).toMatchObject({ mobile: '347 7' });
    await rest(account);
  });

  test('S1.24: off deletes the card, after an edit nobody had seen is in the record, and on again brings it back; or the card is kept', async () => {
    const { account, card, id, values } = await imported();
    edit(card, { mobile: '349 2' });
    await setFlag(scenario.db, alice, { id, flagged: false });
    expect(await scenario.sync(alice, account)).toMatchObject({ counts: { deleted: 1 } });
    expect(place.phone.count()).toBe(0);
    expect(await values()).toMatchObject({ mobile: '349 2' });
    const trash = await scenario.db.execute(sql`select 1 from trash where record_id = ${id}`);
    expect(trash.rows).toHaveLength(1);
    await setFlag(scenario.db, alice, { id, flagged: true });
    await scenario.sync(alice, account);
    const { id: again, ...back } = onlyOne();
    expect(back).toEqual({ ...ANNA, mobile: '349 2' });
    await rest(account);

    await setFlag(scenario.db, alice, { id, flagged: false, keepCard: true });
    await rest(account);
    expect(onlyOne().id).toBe(again);
    await setFlag(scenario.db, alice, { id, flagged: true });
    await scenario.sync(alice, account);
    place.phone.remove(again);
    await scenario.sync(alice, account);
    expect(await scenario.record(alice, id)).toMatchObject({ flagged: false, links: [] });
    await rest(account);
    expect(place.phone.count()).toBe(0);
    expect(await getAccount(scenario.db, alice, account)).toMatchObject({ state: 'active', problem: null });
  });
});
