// S1.15, S1.16: the flag is personal; colleagues who want the record tick it themselves.
import { afterEach, expect, test } from 'vitest';
import { createRecord } from '../../src/records/create-record.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('one record on two phones: each by its user’s own flag, and taking one off leaves the other', async () => {
  scenario = await openScenario();
  const [alice, bob] = [await scenario.user('Alice'), await scenario.user('Bob')];
  const hers = await scenario.connect(alice);
  const his = await scenario.connect(bob, {}, 'icloud', 'bob');
  const bobsPhone = scenario.sandbox.book('bob');
  const { id } = await createRecord(scenario.db, alice, { kind: 'contact', values: { lastName: 'Rossi' } });

  await setFlag(scenario.db, alice, { id, flagged: true });
  await scenario.sync(alice, hers);
  await scenario.sync(bob, his);
  expect([scenario.phone.count(), bobsPhone.count()]).toEqual([1, 0]);
  expect(await scenario.record(bob, id)).toMatchObject({ flagged: false, flaggedByOthers: 1, links: [] });

  await setFlag(scenario.db, bob, { id, flagged: true });
  await scenario.sync(bob, his);
  expect([scenario.phone.count(), bobsPhone.count()]).toEqual([1, 1]);

  await setFlag(scenario.db, alice, { id, flagged: false });
  await scenario.sync(alice, hers);
  await scenario.sync(bob, his);
  expect([scenario.phone.count(), bobsPhone.count()]).toEqual([0, 1]);
});

test('an edit on one phone goes through the record to the other', async () => {
  scenario = await openScenario();
  const [alice, bob] = [await scenario.user('Alice'), await scenario.user('Bob')];
  const hers = await scenario.connect(alice);
  const his = await scenario.connect(bob, {}, 'icloud', 'bob');
  const { id } = await createRecord(scenario.db, alice, {
    kind: 'contact',
    values: { lastName: 'Rossi', mobile: '348 1' },
    flagged: true,
  });
  await setFlag(scenario.db, bob, { id, flagged: true });
  await scenario.sync(alice, hers);
  await scenario.sync(bob, his);
  scenario.phone.edit(scenario.phone.list()[0]!.href, (text) => text.replace('348 1', '349 2'));
  await scenario.sync(alice, hers);
  await scenario.sync(bob, his);
  const bobsPhone = scenario.sandbox.book('bob');
  expect(bobsPhone.get(bobsPhone.list()[0]!.href)!.vcard).toContain('349 2');
  expect(await scenario.sync(alice, hers)).toMatchObject({ counts: { pushed: 0, updated: 0 } });
  expect(await scenario.sync(bob, his)).toMatchObject({ counts: { pushed: 0, updated: 0 } });
});
