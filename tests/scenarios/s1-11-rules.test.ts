// S1.11: rules decide for cards as they arrive, and may import them; what they did is taken back like everything else.
import { afterEach, expect, test } from 'vitest';
import { listRuns } from '../../src/accounts/runs/list-runs.ts';
import type { RuleDecision, RuleFilter } from '../../src/database/schema.ts';
import { createRule } from '../../src/import-queue/rules/manage-rules.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { undoRun } from '../../src/plans/undo-run.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

async function open(given: string[]) {
  scenario = await openScenario();
  const alice = await scenario.user();
  const put = (name: string) =>
    scenario.phone.put(
      `${name}.vcf`,
      vcard(name, `N:Rossi;${name};;;`, `FN:${name} Rossi`, `EMAIL:${name}@fiera.example`),
    );
  for (const name of given) put(name);
  const account = await scenario.connect(alice);
  const rule = (filter: RuleFilter, set: RuleDecision, runs: 'by-hand' | 'on-arrival' | 'and-import') =>
    createRule(scenario.db, alice, { id: account, filter, set, runs, active: true });
  const states = async () =>
    Object.fromEntries(
      (await scenario.queue(alice, account)).items.map(({ displayName, state }) => [
        displayName.split(' ')[0],
        state,
      ]),
    );
  return { alice, account, put, rule, states };
}
const fair = { domain: 'fiera.example' };

test('a rule decides for what arrives after it; what a person took back it leaves alone', async () => {
  const { alice, account, put, rule, states } = await open(['Ada']);
  await scenario.sync(alice, account);
  await rule(fair, { kind: 'lead' }, 'on-arrival');
  put('Bea');
  await scenario.sync(alice, account);
  expect(await states()).toEqual({ Ada: 'pending', Bea: 'ready' });
  const bea = (await scenario.queue(alice, account)).items.find(({ state }) => state === 'ready')!;
  expect(bea).toMatchObject({ kind: 'lead', ruleId: expect.any(String) });
  await updateQueue(scenario.db, alice, { id: account, ids: [bea.id], set: { kind: null } });
  scenario.phone.edit('Bea.vcf', (text) => text.replace('END:VCARD', 'TITLE:Buyer\r\nEND:VCARD'));
  await scenario.sync(alice, account);
  expect(await states()).toEqual({ Ada: 'pending', Bea: 'pending' });
});

test('a rule that imports does so in a run of its own; undone, its cards wait, and it does not begin anew', async () => {
  const { alice, account, put, rule, states } = await open(['Ada']);
  await rule(fair, { kind: 'lead' }, 'and-import');
  await scenario.sync(alice, account);
  expect(await states()).toEqual({ Ada: 'ready' });
  await scenario.run(account);
  expect(await states()).toEqual({ Ada: 'imported' });
  const [run] = (await listRuns(scenario.db, alice, { id: account, limit: 1 })).items;
  expect(run).toMatchObject({ trigger: 'import', counts: { created: 1 } });

  expect(await undoRun(scenario.db, alice, { id: run!.id })).toMatchObject({ undone: 1, skipped: [] });
  scenario.phone.edit('Ada.vcf', (text) => text.replace('END:VCARD', 'TITLE:Buyer\r\nEND:VCARD'));
  put('Bea');
  await scenario.sync(alice, account, { full: true });
  await scenario.run(account);
  expect(await states()).toEqual({ Ada: 'pending', Bea: 'imported' });
});

test('it takes along nothing that its owner decided and has not imported', async () => {
  const { alice, account, put, rule, states } = await open(['Ada']);
  await scenario.sync(alice, account);
  await updateQueue(scenario.db, alice, { id: account, filter: {}, set: { kind: 'contact' } });
  await rule(fair, { kind: 'lead' }, 'and-import');
  put('Bea');
  await scenario.sync(alice, account);
  await scenario.run(account);
  expect(await states()).toEqual({ Ada: 'ready', Bea: 'imported' });
});

test('who may not edit records imports none by a rule', async () => {
  const { alice, account, put, rule, states } = await open(['Ada']);
  await scenario.sync(alice, account);
  await rule(fair, { kind: 'lead' }, 'and-import');
  await scenario.forbid('records.edit');
  put('Bea');
  await scenario.sync(alice, account);
  await scenario.run(account);
  expect(await states()).toEqual({ Ada: 'pending', Bea: 'ready' });
  expect(await scenario.count('record')).toBe(0);
});
