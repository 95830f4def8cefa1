// Labels, groups, names and values that are called like what every object has: they are words like others, on every way in
// and out.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { listGroups } from '../../src/accounts/groups/list-groups.ts';
import { getMapping } from '../../src/accounts/mapping/get-mapping.ts';
import { AppError } from '../../src/errors.ts';
import { listRecords } from '../../src/records/list-records.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

const WORDS = Object.getOwnPropertyNames(Object.prototype);
let scenario: Scenario;
let alice: Actor;
let accountId: string;
let queued: string[];

const cardOf = (word: string): string =>
  [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `UID:${word}`,
    `N:${word};Anna;;;`,
    `FN:Anna ${word}`,
    `ORG:${word}`,
    `item1.TEL:333 000${WORDS.indexOf(word)}`,
    `item1.X-ABLabel:${word}`,
    `item2.EMAIL:${word}@example.org`,
    `item2.X-ABLabel:${word}`,
    `item3.URL:${word}`,
    `item3.X-ABLabel:${word}`,
    `item4.ADR:;;Via ${word};Napoli;;;`,
    `item4.X-ABLabel:${word}`,
    `CATEGORIES:${word}`,
    `${word}.TITLE:${word}`,
    `${word};${word}=${word}:${word}`,
    'END:VCARD',
    '',
  ].join('\r\n');

beforeAll(async () => {
  scenario = await openScenario({ profile: 'standard', cards: 0 });
  for (const word of WORDS) scenario.phone.put(`${word}.vcf`, cardOf(word));
  alice = await scenario.user();
  accountId = await scenario.connect(alice, {}, 'carddav');
  await scenario.sync(alice, accountId);
  queued = (await scenario.queue(alice, accountId)).items.map(({ displayName }) => displayName);
  await scenario.importAll(alice, accountId);
});
afterAll(() => scenario.close());

test('they come into the queue, into records, and nothing is written for it', async () => {
  expect(queued.sort()).toEqual(WORDS.map((word) => `Anna ${word}`).sort());
  expect((await scenario.queue(alice, accountId)).counts).toMatchObject({
    failed: 0,
    imported: WORDS.length,
  });
  await scenario.sync(alice, accountId, { full: true });
  for (const word of WORDS) expect(scenario.phone.get(`${word}.vcf`)!.vcard).toBe(cardOf(word));
});

test.each(WORDS)('%s: an edit goes to its own line, the record shows the rest', async (word) => {
  const { id, values, links } = await scenario.recordNamed(alice, `Anna ${word}`);
  expect(values).toMatchObject({ lastName: word, email: `${word}@example.org` });
  expect(JSON.stringify(links[0])).not.toContain('function');
  const found = await listRecords(scenario.db, alice, {
    kind: 'contact',
    q: word,
    limit: 50,
    sort: 'name',
  });
  expect(found.items.map((item) => item.id)).toContain(id);
  await updateRecord(scenario.db, alice, { id, values: { email: `new-${word}@example.org` } });
  await scenario.sync(alice, accountId);
  const before = cardOf(word);
  expect(scenario.phone.get(`${word}.vcf`)!.vcard).toBe(
    before.replace(`item2.EMAIL:${word}`, `item2.EMAIL:new-${word}`),
  );
});

test.each(WORDS)('%s is no field of a record', async (word) => {
  const { id } = await scenario.recordNamed(alice, `Anna ${word}`);
  const values = JSON.parse(`{${JSON.stringify(word)}: "x"}`);
  const refused = await updateRecord(scenario.db, alice, { id, values }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(AppError);
  expect((refused as AppError).code).toBe('invalid-values');
});

test('groups and labels are told by their names', async () => {
  const groups = JSON.stringify(await listGroups(scenario.db, alice, accountId));
  const mapping = JSON.stringify(await getMapping(scenario.deps, alice, accountId));
  for (const word of WORDS)
    expect([groups, mapping].map((told) => told.includes(`"${word}"`))).toEqual([true, true]);
});
