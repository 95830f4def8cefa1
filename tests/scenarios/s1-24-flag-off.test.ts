// S1.24: taking the flag off deletes the card and keeps it in the trash, or keeps the card when asked to.

import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { setFlag } from '../../src/records/set-flag.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const CARD = vcard(
  'A-1',
  'N:Bianchi;Anna;;;',
  'FN:Anna Bianchi',
  'TEL;type=CELL:348 1',
  'X-UNKNOWN:precious',
);

async function imported() {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('anna.vcf', CARD);
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  return { alice, account, id: (await scenario.recordNamed(alice, 'Anna Bianchi')).id };
}

test('the card is deleted, the record stays, the whole card lies in the trash', async () => {
  const { alice, account, id } = await imported();
  await setFlag(scenario.db, alice, { id, flagged: false });
  expect(await scenario.sync(alice, account)).toMatchObject({ counts: { deleted: 1 } });
  expect(scenario.phone.count()).toBe(0);
  expect((await scenario.record(alice, id)).values.mobile).toBe('348 1');
  const trash = await scenario.db.execute<{ raw: string }>(
    sql`select raw from trash where record_id = ${id}`,
  );
  expect(trash.rows.map(({ raw }) => raw)).toEqual([CARD]);
});

test('an edit on the phone that nobody had seen is taken into the record before the card goes', async () => {
  const { alice, account, id } = await imported();
  await setFlag(scenario.db, alice, { id, flagged: false });
  scenario.phone.edit('anna.vcf', (text) => text.replace('348 1', '349 2'));
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(0);
  expect((await scenario.record(alice, id)).values.mobile).toBe('349 2');
});

test('switched on again, the card comes back with what only it held', async () => {
  const { alice, account, id } = await imported();
  await setFlag(scenario.db, alice, { id, flagged: false });
  await scenario.sync(alice, account);
  await setFlag(scenario.db, alice, { id, flagged: true });
  await scenario.sync(alice, account);
  const [card] = scenario.phone.list();
  const text = scenario.phone.get(card!.href)!.vcard;
  expect(text).toContain('X-UNKNOWN:precious');
  expect(text).toContain('348 1');
  expect(scenario.phone.count()).toBe(1);
});

test('with "keep the card" the card stays and is not offered as new', async () => {
  const { alice, account, id } = await imported();
  await setFlag(scenario.db, alice, { id, flagged: false, keepCard: true });
  await scenario.sync(alice, account);
  await scenario.sync(alice, account, { full: true });
  expect(scenario.phone.get('anna.vcf')!.vcard).toBe(CARD);
  expect((await scenario.queue(alice, account)).counts).toMatchObject({ pending: 0, ignored: 1 });
});

test('a card deleted on the phone switches the flag off and keeps the record', async () => {
  const { alice, account, id } = await imported();
  scenario.phone.remove('anna.vcf');
  await scenario.sync(alice, account);
  expect(await scenario.record(alice, id)).toMatchObject({
    flagged: false,
    links: [],
    values: { mobile: '348 1' },
  });
  await scenario.sync(alice, account, { full: true });
  expect(scenario.phone.count()).toBe(0);
});
