// S1.6: a long first download shows up as it goes and may be interrupted.
import { afterEach, expect, test } from 'vitest';
import { requestRun } from '../../src/accounts/request-run.ts';
import { runAccount } from '../../src/accounts/run-account.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('interrupted half-way, the queue keeps what came, and the next run fetches only the rest', async () => {
  scenario = await openScenario({ cards: 600 });
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  const stop = new AbortController();
  scenario.sandbox.faults.add({
    kind: 'multiget',
    times: 1,
    when: () => scenario.sandbox.requests.cardsServed >= 200,
    effect: { delayMs: 0 },
  });
  const watch = setInterval(() => {
    if (scenario.sandbox.requests.cardsServed >= 200) stop.abort();
  }, 1);
  await requestRun(scenario.db, account, 'user');
  await runAccount(scenario.deps, account, stop.signal);
  clearInterval(watch);
  const kept = (await scenario.queue(alice, account)).total;
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(600);

  scenario.sandbox.requests.reset();
  await runAccount(scenario.deps, account, new AbortController().signal);
  expect((await scenario.queue(alice, account)).total).toBe(600);
  expect(scenario.sandbox.requests.cardsServed).toBeLessThanOrEqual(600 - kept);
});
