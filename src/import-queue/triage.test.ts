// What makes a queue of a thousand cards short: what cards are told apart by, cards alike, what is remembered, and rules.
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { refusal } from '../../tests/refusal.ts';
import { aContact, anAccount, aRecord, aUser, someQueueItems, type TestAccount } from '../../tests/rows.ts';
import type { Actor } from '../access/actor.ts';
import type { Contact } from '../contact/contact.ts';
import { cardGroup, queueItem } from '../database/schema.ts';
import { countFacets } from './count-facets.ts';
import { listQueue } from './list-queue.ts';
import type { QueueFilter } from './queue-filter.ts';
import { applyRules, previewRule } from './rules/apply-rules.ts';
import { createRule, deleteRule, listRules, updateRule } from './rules/manage-rules.ts';
import { updateQueue } from './update-queue.ts';

const { db } = await databaseOfFile();

interface Queue {
  anna: Actor;
  account: TestAccount;
  id: string;
  items: string[];
}

async function aQueue(...contacts: Partial<Contact>[]): Promise<Queue> {
  const anna = await aUser(db);
  const account = await anAccount(db, anna);
  return {
    anna,
    account,
    id: account.accountId,
    items: await someQueueItems(db, account, contacts.map(aContact)),
  };
}
const at = (address: string) => ({ emails: [{ value: address, label: null }] });
const named = (given: string, family: string) => ({ name: { given, family } });
const found = async ({ anna, id }: Queue, filter: QueueFilter) =>
  (await listQueue(db, anna, { id, limit: 50, ...filter })).items.map(({ displayName }) => displayName);
const stateOf = async (id: string) => (await db.select().from(queueItem).where(eq(queueItem.id, id)))[0]!;
const itemOf = async ({ anna, id }: Queue, at: number) =>
  (await listQueue(db, anna, { id, limit: 50 })).items[at]!;

describe('what cards are told apart by', () => {
  const office = (country: string) => ({ addresses: [{ label: null, city: 'Roma', country }] });
  const people = () =>
    aQueue(
      {
        ...named('Ada', 'Rossi'),
        ...at('ada@acme.it'),
        organization: { name: 'Acme S.r.l.' },
        groups: ['Clienti'],
      },
      {
        ...named('Bea', 'Verdi'),
        ...at('bea@gmail.com'),
        organization: { name: 'ACME srl' },
        ...office('Italia'),
      },
      { ...named('Cleo', 'Neri'), photo: 'a-photo', ...office('Italy') },
      { organization: { name: 'Beta' }, ...office('España') },
    );

  test('each filter finds its cards, however a company or a country is written', async () => {
    const queue = await people();
    await db.insert(cardGroup).values({ ...queue.account, remoteId: 'g1', name: 'VIP', members: [] });
    await db.execute(sql`update card_group
      set members = array(select uid from card where account_id = ${queue.id} and display_name = 'Cleo Neri')
      where account_id = ${queue.id}`);
    const asked: [QueueFilter, string[]][] = [
      [{ group: 'Clienti' }, ['Ada Rossi']],
      [{ group: 'g1' }, ['Cleo Neri']],
      [{ company: 'acme' }, ['Ada Rossi', 'Bea Verdi']],
      [{ domain: 'ACME.it' }, ['Ada Rossi']],
      [{ country: 'it' }, ['Bea Verdi', 'Cleo Neri']],
      [{ country: 'Spain' }, ['Beta']],
      [{ hasPhoto: true }, ['Cleo Neri']],
      [{ hasName: false, hasCompany: true }, ['Beta']],
      [{ hasName: true, hasCompany: false }, ['Cleo Neri']],
    ];
    for (const [filter, names] of asked)
      expect(await found(queue, filter), JSON.stringify(filter)).toEqual(names);
  });

  test('and says how many there are of each', async () => {
    const { anna, id } = await people();
    expect(await countFacets(db, anna, { id })).toEqual({
      total: 4,
      photo: 1,
      groups: [{ value: 'Clienti', name: 'Clienti', count: 1 }],
      companies: [
        { value: 'acme', name: expect.stringMatching(/acme/i), count: 2 },
        { value: 'beta', name: 'Beta', count: 1 },
      ],
      domains: expect.arrayContaining([
        { value: 'acme.it', name: 'acme.it', count: 1 },
        { value: 'gmail.com', name: 'gmail.com', count: 1 },
      ]),
      countries: [
        { value: 'it', name: expect.stringMatching(/Ital/), count: 2 },
        { value: 'es', name: 'España', count: 1 },
      ],
    });
    expect(await countFacets(db, anna, { id, company: 'acme' })).toMatchObject({ total: 2, photo: 0 });
  });

  test.each([
    ['name', ['Ada', 'Bea', 'Cleo', 'Dora']],
    ['-name', ['Dora', 'Cleo', 'Bea', 'Ada']],
    ['company', ['Cleo', 'Ada', 'Bea', 'Dora']],
    ['-came', ['Ada', 'Dora', 'Bea', 'Cleo']],
  ] as const)('sorted by %s, page by page, nothing is missing and nothing twice', async (sort, order) => {
    const { anna, id } = await aQueue(
      { ...named('Cleo', ''), organization: { name: 'Acme' } },
      { ...named('Bea', '') },
      { ...named('Dora', '') },
      { ...named('Ada', ''), organization: { name: 'beta' } },
    );
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listQueue(db, anna, { id, limit: 1, sort, cursor });
      names.push(...page.items.map(({ displayName }) => displayName));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(names).toEqual(order);
  });
});

describe('the suggestion', () => {
  test('a person at a domain where everybody is a lead is one; where the company is known, a contact', async () => {
    const queue = await aQueue(
      { ...named('Ada', 'Rossi'), ...at('ada@leads.example') },
      { ...named('Bea', 'Verdi'), ...at('bea@known.example') },
      { ...named('Cleo', 'Neri'), ...at('cleo@gmail.com') },
    );
    await aRecord(db, queue.anna, { lastName: 'Uno', email: 'uno@leads.example' }, 'lead');
    await aRecord(db, queue.anna, { lastName: 'Tre', email: 'tre@known.example' }, 'lead');
    await aRecord(db, queue.anna, { name: 'Known', email: 'info@known.example' }, 'company');
    await aRecord(db, queue.anna, { lastName: 'Due', email: 'due@gmail.com' }, 'lead');
    const { items } = await listQueue(db, queue.anna, { id: queue.id, limit: 9 });
    expect(items.map(({ suggestion }) => suggestion)).toEqual([
      { kind: 'lead', reason: 'known-domain' },
      { kind: 'contact', reason: 'known-domain' },
      { kind: 'contact', reason: 'name-only' },
    ]);
    expect(await found(queue, { suggestedKind: 'lead' })).toEqual(['Ada Rossi']);
  });

  test('what became of three cards of a group, and of no others, is suggested for the fourth', async () => {
    const queue = await aQueue(
      ...['Ada', 'Bea', 'Cleo', 'Dora'].map((given) => ({ ...named(given, 'Rossi'), groups: ['Fiera'] })),
    );
    const decide = (ids: string[], kind: 'lead' | 'contact') =>
      updateQueue(db, queue.anna, { id: queue.id, ids, set: { kind } });
    await decide(queue.items.slice(0, 3), 'lead');
    expect((await itemOf(queue, 3)).suggestion).toEqual({ kind: 'lead', reason: 'group' });
    await decide([queue.items[0]!], 'contact');
    expect((await itemOf(queue, 3)).suggestion).toEqual({ kind: 'contact', reason: 'name-only' });
  });

  test('a company that is called as the mail domain comes with its person, until it is here', async () => {
    const queue = await aQueue({
      ...named('Ada', 'Rossi'),
      ...at('ada@nuova-officina.example'),
      organization: { name: 'Nuova Officina S.r.l.' },
    });
    expect((await itemOf(queue, 0)).suggestion).toMatchObject({ kind: 'contact', withCompany: true });
    expect(
      await updateQueue(db, queue.anna, { id: queue.id, filter: {}, set: { suggested: true } }),
    ).toMatchObject({ contact: 1, withCompany: 1 });
    expect(await stateOf(queue.items[0]!)).toMatchObject({ kind: 'contact', withCompany: true });
    await aRecord(db, queue.anna, { name: 'Nuova Officina' }, 'company');
    expect((await itemOf(queue, 0)).suggestion).not.toHaveProperty('withCompany');
  });
});

describe('cards alike', () => {
  const three = () =>
    aQueue(
      { ...named('Ada', 'Rossi'), ...at('ada@acme.it') },
      { ...named('Ada', 'Rossi'), ...at('ada@acme.it'), phones: [{ value: '+39 348 1234567', label: null }] },
      { ...named('Ada', 'Rossi'), phones: [{ value: '348 1234567', label: null }] },
      named('Bea', 'Verdi'),
    );

  test('are one group, whichever of them one looks at, and nobody else is in it', async () => {
    const queue = await three();
    const { items } = await listQueue(db, queue.anna, { id: queue.id, limit: 50 });
    expect(items.map(({ group }) => group?.map(({ id }) => id) ?? null)).toEqual([
      ...Array(3).fill(queue.items.slice(0, 3)),
      null,
    ]);
    // The third has nothing in common with the first but the second.
    const { items: last } = await listQueue(db, queue.anna, {
      id: queue.id,
      limit: 1,
      sort: '-came',
      isAlike: true,
    });
    expect(last[0]!.group).toHaveLength(3);
    expect(await found(queue, { isAlike: false })).toEqual(['Bea Verdi']);
  });

  test('are decided once: the first becomes the person, the others are left alone', async () => {
    const queue = await three();
    const ids = [1, 0, 2].map((index) => queue.items[index]!);
    expect(
      await updateQueue(db, queue.anna, { id: queue.id, ids, set: { kind: 'lead', onePerson: true } }),
    ).toMatchObject({ changed: 3, lead: 1, ignored: 2 });
    expect(await Promise.all(ids.map(async (id) => (await stateOf(id)).state))).toEqual([
      'ready',
      'ignored',
      'ignored',
    ]);
  });

  test('are two all the same where each was decided by itself, though they are told together', async () => {
    const ada = { ...named('Ada', 'Rossi'), ...at('ada@acme.it') };
    const queue = await aQueue(ada, ada);
    const given = { id: queue.id, ids: queue.items };
    expect(await updateQueue(db, queue.anna, { ...given, set: { kind: 'contact' } })).toMatchObject({
      contact: 1,
      waiting: 1,
    });
    await updateQueue(db, queue.anna, { ...given, set: { kind: 'contact', alone: true } });
    for (const item of queue.items)
      expect(await stateOf(item)).toMatchObject({ state: 'ready', kind: 'contact', alone: true });
  });

  test('are two people for ever once somebody said so, and may be one again', async () => {
    const queue = await three();
    const [first, second] = [await itemOf(queue, 0), await itemOf(queue, 1)];
    const say = (set: { apart: string[] } | { together: string[] }) =>
      updateQueue(db, queue.anna, { id: queue.id, ids: [first.id], set });
    await say({ apart: [first.cardId, second.cardId] });
    expect((await itemOf(queue, 0)).group).toBeNull();
    expect((await itemOf(queue, 1)).group).toHaveLength(2);
    await say({ together: [second.cardId] });
    expect((await itemOf(queue, 0)).group).toHaveLength(3);
  });

  test('a record that it is not is shown as such, and is no match and no suggestion', async () => {
    const queue = await aQueue({ ...named('Ada', 'Rossi'), ...at('ada@acme.it') });
    const recordId = await aRecord(db, queue.anna, {
      firstName: 'Ada',
      lastName: 'Rossi',
      email: 'ada@acme.it',
    });
    const item = await itemOf(queue, 0);
    expect(item.suggestion).toMatchObject({ recordId });
    await updateQueue(db, queue.anna, { id: queue.id, ids: [item.id], set: { apart: [recordId] } });
    expect(await itemOf(queue, 0)).toMatchObject({
      suggestion: { kind: 'contact' },
      matches: [{ recordId, apart: true }],
    });
    expect(await found(queue, { hasMatch: true })).toEqual([]);
  });
});

describe('rules', () => {
  const people = () =>
    aQueue(
      { ...named('Ada', 'Rossi'), groups: ['Clienti'] },
      { ...named('Bea', 'Verdi'), groups: ['Clienti', 'Privato'] },
      { organization: { name: 'Beta' }, groups: ['Clienti'] },
      { ...named('Cleo', 'Neri'), ...at('cleo@fiera.example') },
    );
  const rule = ({ anna, id }: Queue, filter: QueueFilter, set: Parameters<typeof createRule>[2]['set']) =>
    createRule(db, anna, { id, filter, set, runs: 'by-hand', active: true });
  const states = async ({ items }: Queue) =>
    Promise.all(
      items.map(async (id) => {
        const { state, kind } = await stateOf(id);
        return kind ?? state;
      }),
    );

  test('the first that catches a card decides it; one that is switched off catches none', async () => {
    const queue = await people();
    const { anna, id } = queue;
    const clients = await rule(queue, { group: 'Clienti' }, { kind: 'contact' });
    const companies = await rule(queue, { hasName: false, hasCompany: true }, { kind: 'company' });
    const privately = await rule(queue, { group: 'Privato' }, { state: 'ignored' });
    const off = await rule(queue, { domain: 'fiera.example' }, { kind: 'lead' });
    await updateRule(db, anna, { id, ruleId: off.id, active: false });
    await updateRule(db, anna, { id, ruleId: privately.id, position: 1 });
    await updateRule(db, anna, { id, ruleId: companies.id, position: 2 });
    expect(
      (await listRules(db, anna, id)).items.map(({ id: ruleId, position }) => [ruleId, position]),
    ).toEqual([
      [privately.id, 1],
      [companies.id, 2],
      [clients.id, 3],
      [off.id, 4],
    ]);
    expect(await applyRules(db, anna, { id })).toMatchObject({
      changed: 3,
      contact: 1,
      company: 1,
      ignored: 1,
    });
    expect(await states(queue)).toEqual(['contact', 'ignored', 'company', 'pending']);
    expect((await listRules(db, anna, id)).items.map(({ decided }) => decided)).toEqual([1, 1, 1, 0]);
    await applyRules(db, anna, { id, ids: [off.id] });
    expect(await states(queue)).toEqual(['contact', 'ignored', 'company', 'lead']);
  });

  test('what a rule decided is taken back in one step, and what a person decides is the person’s', async () => {
    const queue = await people();
    const { anna, id } = queue;
    const { id: ruleId } = await rule(queue, { group: 'Clienti' }, { kind: 'contact' });
    await applyRules(db, anna, { id });
    await updateQueue(db, anna, { id, ids: [queue.items[0]!], set: { kind: 'lead' } });
    await updateQueue(db, anna, { id, filter: { ruleId }, set: { state: 'pending' } });
    expect(await states(queue)).toEqual(['lead', 'pending', 'pending', 'pending']);
  });

  test('a preview says what a rule catches now and changes nothing', async () => {
    const queue = await people();
    const { anna, id } = queue;
    await updateQueue(db, anna, { id, ids: [queue.items[0]!], set: { kind: 'lead' } });
    expect(
      await previewRule(db, anna, { id, filter: { group: 'Clienti' }, set: { kind: 'contact' } }),
    ).toMatchObject({
      total: 2,
      outcome: { changed: 2, contact: 2 },
      items: [{ displayName: 'Bea Verdi' }, { displayName: 'Beta' }],
    });
    expect(await states(queue)).toEqual(['lead', 'pending', 'pending', 'pending']);
  });

  test('a rule about every card, or of somebody else, is refused', async () => {
    const queue = await people();
    expect(await refusal(rule(queue, {}, { kind: 'lead' }))).toMatchObject({ code: 'invalid-values' });
    const mine = await rule(queue, { group: 'Clienti' }, { kind: 'lead' });
    const other = await people();
    const asOther = { id: other.id, ruleId: mine.id };
    expect(await refusal(updateRule(db, other.anna, { ...asOther, active: false }))).toMatchObject({
      code: 'not-found',
    });
    expect(await refusal(deleteRule(db, other.anna, asOther))).toMatchObject({ code: 'not-found' });
    expect(await applyRules(db, other.anna, { id: other.id, ids: [mine.id] })).toMatchObject({ changed: 0 });
    await deleteRule(db, queue.anna, { id: queue.id, ruleId: mine.id });
    expect((await listRules(db, queue.anna, queue.id)).total).toBe(0);
  });
});
