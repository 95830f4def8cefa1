// Graph deletes whatever a contact has become. What its owner typed between our look and the deletion is kept, and comes back.
import { afterEach, expect, test } from 'vitest';
import { deleteSecondCards } from '../../src/import-queue/delete-second-cards.ts';
import { listTrashedCards, restoreTrashedCard } from '../../src/plans/trashed-cards.ts';
import { undoRun } from '../../src/plans/undo-run.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { type MicrosoftScenario, openMicrosoftScenario } from './open-microsoft-scenario.ts';

let scenario: MicrosoftScenario;
afterEach(() => scenario.close());

/** Anna's contact is let go of, and edited in the very moment it is deleted. */
async function deleted(edited: (id: string) => void) {
  scenario = await openMicrosoftScenario();
  const { id } = scenario.phone.create({ givenName: 'Bruno', surname: 'Rossi', nickName: 'Nini' });
  const anna = await scenario.user('Anna');
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  await scenario.importAll(anna, account);
  await scenario.sync(anna, account);
  const record = await scenario.recordNamed(anna, 'Bruno Rossi');
  await setFlag(scenario.db, anna, { id: record.id, flagged: false });
  scenario.microsoft.faults.meanwhile(1, () => edited(id), { kind: 'contacts.delete' });
  const run = await scenario.sync(anna, account);
  expect([run.state, run.counts.deleted, scenario.phone.count()]).toEqual(['done', 1, 0]);
  const { items } = await listTrashedCards(scenario.db, anna, { limit: 10 });
  return { anna, account, record, run, items };
}

test('an edit of the very moment is taken into the record, lies in the trash, and comes back with the contact', async () => {
  const { anna, account, record, items } = await deleted((id) => {
    scenario.advance(5000);
    scenario.phone.edit(id, { personalNotes: 'owes us a boat', officeLocation: 'Pier 4' });
  });
  const { values, links } = await scenario.record(anna, record.id);
  expect([values.description, links]).toEqual(['owes us a boat', []]);
  // As it was at last, and as it was seen before.
  expect(items.map(({ cardName, reason }) => [cardName, reason])).toEqual([
    ['Bruno Rossi', 'flag-off'],
    ['Bruno Rossi', 'flag-off'],
  ]);
  await restoreTrashedCard(scenario.db, anna, items[0]!.id);
  scenario.advance(10 * 60_000);
  await scenario.sync(anna, account);
  expect(scenario.phone.list()).toMatchObject([
    { surname: 'Rossi', personalNotes: 'owes us a boat', officeLocation: 'Pier 4' },
  ]);
});

test('a second card edited in the very moment lies in the trash as it went, once, and comes back so', async () => {
  scenario = await openMicrosoftScenario();
  const ada = { givenName: 'Ada', surname: 'Neri', emailAddresses: [{ address: 'ada@example.com' }] };
  scenario.phone.create(ada);
  const anna = await scenario.user('Anna');
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  await scenario.importAll(anna, account);
  const { id } = scenario.phone.create({ ...ada, nickName: 'Ad' });
  await scenario.sync(anna, account);
  const waiting = async () =>
    (await scenario.queue(anna, account)).items.filter(({ state }) => state === 'pending');
  const [second] = await waiting();
  await deleteSecondCards(scenario.db, anna, { id: account, ids: [second!.id] });
  const edit = () => {
    scenario.advance(5000);
    scenario.phone.edit(id, { personalNotes: 'owes us a boat' });
  };
  scenario.microsoft.faults.meanwhile(1, edit, { kind: 'contacts.delete' });
  const run = await scenario.sync(anna, account);
  expect(run).toMatchObject({ state: 'done', counts: { deleted: 1, pending: 0 } });
  expect([scenario.phone.count(), await waiting()]).toEqual([1, []]);
  const trashed = async () => (await listTrashedCards(scenario.db, anna, { limit: 10 })).items;
  expect(await trashed()).toMatchObject([{ recordId: null, reason: 'second-card', restored: false }]);

  expect(await undoRun(scenario.db, anna, { id: run.id })).toEqual({ undone: 1, skipped: [] });
  scenario.advance(10 * 60_000);
  await scenario.sync(anna, account);
  expect(scenario.phone.list()).toHaveLength(2);
  expect(scenario.phone.list().filter(({ personalNotes }) => personalNotes)).toMatchObject([
    { personalNotes: 'owes us a boat', nickName: 'Ad' },
  ]);
  expect([(await waiting()).length, await trashed()]).toMatchObject([1, [{ restored: true }]]);
});

test('a contact that nobody touched lies there once, whatever Microsoft changes of it by moving it', async () => {
  const { items, run } = await deleted(() => {});
  expect(items).toHaveLength(1);
  expect(run.requests.byKind).toMatchObject({ 'contacts.delete': 1, 'contacts.deleted': 1 });
});
