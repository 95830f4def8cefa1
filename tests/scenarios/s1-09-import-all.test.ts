// S1.9, S1.10: Import all is off while nothing is typed, and imports exactly what is.
import { afterEach, expect, test } from 'vitest';
import { importQueue } from '../../src/import-queue/import-queue.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('with nothing typed there is nothing to import', async () => {
  scenario = await openScenario({ cards: 3 });
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await expect(importQueue(scenario.db, alice, account)).rejects.toMatchObject({ code: 'nothing-ready' });
});

test('only the typed cards are imported, and doing it again imports nothing', async () => {
  scenario = await openScenario({ cards: 10 });
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const { items } = await scenario.queue(alice, account);
  await updateQueue(scenario.db, alice, {
    id: account,
    ids: items.slice(0, 4).map(({ id }) => id),
    set: { kind: 'contact' },
  });
  expect(await importQueue(scenario.db, alice, account)).toMatchObject({ items: 4 });
  await scenario.sync(alice, account);
  expect(await scenario.count('record')).toBe(4);
  expect((await scenario.queue(alice, account)).counts).toMatchObject({ pending: 6, ready: 0, imported: 4 });
  await expect(importQueue(scenario.db, alice, account)).rejects.toMatchObject({ code: 'nothing-ready' });
  await scenario.sync(alice, account, { full: true });
  expect(await scenario.count('record')).toBe(4);
});

test('a card removed from the phone after it was typed is left out, the others are imported', async () => {
  scenario = await openScenario({ cards: 5 });
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await updateQueue(scenario.db, alice, { id: account, filter: { state: 'pending' }, set: { kind: 'lead' } });
  scenario.phone.remove(scenario.phone.list()[0]!.href);
  await scenario.sync(alice, account);
  expect(await importQueue(scenario.db, alice, account)).toMatchObject({ items: 4 });
});
