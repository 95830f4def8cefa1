import { expect, test } from 'vitest';
import { COST, createBudget } from './budget.ts';

function effects(stands = false) {
  const slept: number[] = [];
  let now = 120_000_000;
  const sleep = async (ms: number) => {
    slept.push(ms);
    if (!stands) now += ms;
  };
  const advance = (ms: number) => {
    now += ms;
  };
  return { now: () => now, sleep, slept, advance };
}

test('ninety units a minute, and then the rest of it is waited for', async () => {
  const budget = createBudget();
  const time = effects();
  for (let batch = 0; batch < 15; batch += 1) await budget.spend(COST.batchWrite, time);
  expect(time.slept).toEqual([]);
  time.advance(20_000);
  await budget.spend(COST.read, time);
  expect(time.slept).toEqual([40_000]);
});

test('buckets are counted apart', async () => {
  const budget = createBudget();
  const time = effects();
  for (let call = 0; call < 90; call += 1) await budget.spend(COST.read, time);
  await budget.spend(COST.groupRead, time);
  await budget.spend(COST.remove, time);
  expect(time.slept).toEqual([]);
});

test('where nobody really sleeps, a minute is still gone after each wait', async () => {
  const budget = createBudget();
  const time = effects(true);
  for (let call = 0; call < 300; call += 1) await budget.spend(COST.read, time);
  expect(time.slept).toEqual([60_000, 120_000, 180_000]);
});

test('a refusal ends the minute and lowers what is asked for in those to come', async () => {
  const budget = createBudget();
  const time = effects();
  await budget.refused(time, 500);
  expect(time.slept).toEqual([60_500]);
  for (let call = 0; call < 68; call += 1) await budget.spend(COST.read, time);
  expect(time.slept).toHaveLength(1);
  await budget.spend(COST.read, time);
  expect(time.slept).toHaveLength(2);
});
