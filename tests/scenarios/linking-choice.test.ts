// A card is linked to a record that is there: what differs is chosen beforehand, once, instead of one question for each field.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { listConflicts } from '../../src/conflicts/list-conflicts.ts';
import { compareCard } from '../../src/import-queue/compare-card.ts';
import { importQueue } from '../../src/import-queue/import-queue.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { undoRun } from '../../src/plans/undo-run.ts';
import { createRecord } from '../../src/records/create-record.ts';
import type { Choice } from '../../src/sync/model.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
let alice: Actor;
beforeEach(async () => {
  scenario = await openScenario();
  alice = await scenario.user();
});
afterEach(() => scenario.close());

const CARD = vcard(
  'ada',
  'N:Neri;Ada;;;',
  'FN:Ada Neri',
  'TITLE:Notaio',
  'EMAIL:ada@example.com',
  'TEL;TYPE=CELL:340 5551001',
  'NOTE:from the phone',
);
const text = () => scenario.phone.get('ada.vcf')!.vcard;

/** Ada has a record and a card, and the two differ in title and mobile. */
async function ada() {
  const { id: recordId } = await createRecord(scenario.db, alice, {
    kind: 'contact',
    values: {
      firstName: 'Ada',
      lastName: 'Neri',
      title: 'Avvocato',
      email: 'ada@example.com',
      mobile: '333 9990000',
      website: 'https://neri.example',
    },
  });
  scenario.phone.put('ada.vcf', CARD);
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const { items } = await scenario.queue(alice, account);
  return { recordId, account, item: items[0]! };
}

async function link({ recordId, account, item }: Awaited<ReturnType<typeof ada>>, choice?: Choice) {
  await updateQueue(scenario.db, alice, { id: account, ids: [item.id], set: { recordId, choice } });
  await importQueue(scenario.db, alice, account);
  return scenario.sync(alice, account);
}
const open = async () => (await listConflicts(scenario.db, alice, { state: 'open', limit: 50 })).items;

test('the two are shown side by side by the engine’s own comparison; what differs is what would be asked', async () => {
  const it = await ada();
  const { fields } = await compareCard(scenario.deps, alice, {
    id: it.item.cardId,
    recordId: it.recordId,
  });
  const by = (verdict: string) =>
    fields
      .filter((row) => row.verdict === verdict)
      .map(({ field }) => field)
      .sort();
  expect(by('differs')).toEqual(['mobile', 'title']);
  expect(by('only-card')).toEqual(['description']);
  expect(by('only-record')).toEqual(['website']);
  const run = await link(it);
  expect((await open()).map(({ field }) => field).sort()).toEqual(['mobile', 'title']);
  expect(run.counts).toMatchObject({ created: 0, merged: 1 });
});

test('all from the card', async () => {
  const it = await ada();
  await link(it, { all: 'card' });
  expect(await open()).toEqual([]);
  const { values } = await scenario.record(alice, it.recordId);
  expect(values).toMatchObject({
    title: 'Notaio',
    mobile: '340 5551001',
    website: 'https://neri.example',
    description: 'from the phone',
  });
  expect(text()).toContain('https://neri.example');
  expect(text()).toContain('TITLE:Notaio');
});

test('all from the record, but one value from the card', async () => {
  const it = await ada();
  const run = await link(it, { all: 'record', fields: { mobile: 'card' } });
  expect(await open()).toEqual([]);
  const { values } = await scenario.record(alice, it.recordId);
  expect(values).toMatchObject({ title: 'Avvocato', mobile: '340 5551001' });
  expect(text()).toContain('TITLE:Avvocato');
  expect(text()).toContain('340 5551001');
  await undoRun(scenario.db, alice, { id: run.id });
  expect((await scenario.record(alice, it.recordId)).values).toMatchObject({ mobile: '333 9990000' });
});

test('only what is empty is filled: what differs stays on both sides, until somebody changes it', async () => {
  const it = await ada();
  await link(it, { all: 'both' });
  await scenario.sync(alice, it.account, { full: true });
  expect(await open()).toEqual([]);
  expect((await scenario.record(alice, it.recordId)).values).toMatchObject({
    title: 'Avvocato',
    description: 'from the phone',
  });
  expect(text()).toContain('TITLE:Notaio');
  scenario.phone.edit('ada.vcf', (card) => card.replace('TITLE:Notaio', 'TITLE:Giudice'));
  await scenario.sync(alice, it.account);
  expect((await scenario.record(alice, it.recordId)).values).toMatchObject({ title: 'Giudice' });
});

test('a choice for many counts for those that are merged', async () => {
  const { account, recordId } = await ada();
  await updateQueue(scenario.db, alice, {
    id: account,
    filter: { state: 'pending' },
    set: { suggested: true, choice: { all: 'record' } },
  });
  await importQueue(scenario.db, alice, account);
  await scenario.sync(alice, account);
  expect(await open()).toEqual([]);
  expect((await scenario.record(alice, recordId)).values).toMatchObject({ title: 'Avvocato' });
  expect(text()).toContain('TITLE:Avvocato');
});
