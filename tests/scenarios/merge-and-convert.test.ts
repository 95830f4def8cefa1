// Two records merged and a lead converted (sync.md 3.1 row 21; failures B35, B37): the card on the phone stays the same
// card, no card is ever deleted, and nothing goes back and forth afterwards.
import { eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { link } from '../../src/database/schema.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { convertRecord } from '../../src/records/kinds/convert-record.ts';
import { mergeRecords } from '../../src/records/merge/merge-records.ts';
import { restoreRecord } from '../../src/records/restore-record.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const deletions = () => scenario.sandbox.requests.byMethod.DELETE ?? 0;
const hrefs = () => scenario.phone.list().map(({ href }) => href);
const QUIET = { counts: { pushed: 0, updated: 0, created: 0, deleted: 0, conflicts: 0 } };

async function aContact(actor: Awaited<ReturnType<Scenario['user']>>, values: Record<string, string>) {
  const { id } = await createRecord(scenario.db, actor, { kind: 'contact', values, flagged: true });
  return id;
}

test('with one card between the two, it stays and takes the values of the outcome', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  const goes = await aContact(alice, { firstName: 'Ada', lastName: 'Conti', mobile: '348 1' });
  await scenario.sync(alice, account);
  const before = hrefs();
  const { id } = await createRecord(scenario.db, alice, {
    kind: 'contact',
    values: { firstName: 'Ada', lastName: 'Conti Riva', email: 'ada@example.org' },
  });

  await mergeRecords(scenario.db, alice, { id, recordId: goes });
  await scenario.sync(alice, account);
  expect(hrefs()).toEqual(before);
  const card = scenario.phone.get(before[0]!)!.vcard;
  expect(card).toContain('Conti Riva');
  expect(card).toContain('348 1');
  expect(card).toContain('ada@example.org');
  expect(deletions()).toBe(0);
  expect(await scenario.sync(alice, account, { full: true })).toMatchObject(QUIET);
});

test('with a card each, both stay in the book: one synced on, the other offered as a duplicate', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  const id = await aContact(alice, { firstName: 'Ada', lastName: 'Conti', phone: '02 1' });
  const goes = await aContact(alice, { firstName: 'Ada', lastName: 'Conti', phone: '02 2', title: 'CEO' });
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(2);

  await mergeRecords(scenario.db, alice, { id, recordId: goes });
  await scenario.sync(alice, account);
  expect(await scenario.sync(alice, account, { full: true })).toMatchObject(QUIET);
  expect(scenario.phone.count()).toBe(2);
  expect(deletions()).toBe(0);
  const { items } = await scenario.queue(alice, account);
  expect(items).toMatchObject([{ reason: 'duplicate', state: 'pending' }]);

  await restoreRecord(scenario.db, alice, goes);
  await scenario.sync(alice, account);
  expect(await scenario.sync(alice, account, { full: true })).toMatchObject(QUIET);
  expect(scenario.phone.count()).toBe(2);
  expect(deletions()).toBe(0);
  expect((await scenario.queue(alice, account)).items).toEqual([]);
  expect((await scenario.record(alice, id)).values).not.toHaveProperty('title');
});

test('a lead converted into a contact, and into a company and back, keeps its card and doubles nothing', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  const { id } = await createRecord(scenario.db, alice, {
    kind: 'lead',
    values: {
      firstName: 'Carla',
      lastName: 'Longo',
      companyName: 'Longo srl',
      mobile: '348 2',
      source: 'Fair',
    },
    flagged: true,
  });
  await scenario.sync(alice, account);
  const before = hrefs();
  for (const kind of ['contact', 'company', 'contact', 'lead'] as const) {
    await convertRecord(scenario.db, alice, { id, kind });
    await scenario.sync(alice, account);
    expect(await scenario.sync(alice, account, { full: true })).toMatchObject(QUIET);
    expect(hrefs()).toEqual(before);
  }
  const card = scenario.phone.get(before[0]!)!.vcard;
  expect(card).toContain('Longo;Carla');
  expect(card.match(/348 2/g)).toHaveLength(1);
  expect((await scenario.record(alice, id)).values).toMatchObject({
    firstName: 'Carla',
    companyName: 'Longo srl',
    mobile: '348 2',
    source: 'Fair',
  });
  const links = await scenario.db.select().from(link).where(eq(link.recordId, id));
  expect(links).toHaveLength(1);
  expect(deletions()).toBe(0);
});

test('a value that was emptied stays empty through another kind and back, on both sides', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  const id = await aContact(alice, { lastName: 'Conti', title: 'Adina', companyName: 'Riva' });
  await scenario.sync(alice, account);
  const card = () => scenario.phone.get(hrefs()[0]!)!.vcard;
  expect(card()).toContain('TITLE:Adina');
  await updateRecord(scenario.db, alice, { id, values: { title: null } });
  await convertRecord(scenario.db, alice, { id, kind: 'company' });
  await scenario.sync(alice, account);
  await convertRecord(scenario.db, alice, { id, kind: 'contact' });
  await scenario.sync(alice, account);
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, id)).values.title ?? null).toBeNull();
  expect(card()).not.toContain('Adina');
});
