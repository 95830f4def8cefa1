// An old backup restored against a live address book writes nothing before a person has seen it.

import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { getAccount } from '../../src/accounts/get-account.ts';
import { markedAsCopy, reviewCopy } from '../../src/database/copies.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('the copy knows that it is one, the original does not, and the copy only previews', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'TEL;type=CELL:348 1'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  const { id } = await scenario.recordNamed(alice, 'Anna Bianchi');
  let marks = 0;
  await markedAsCopy(scenario.db, async () => {
    marks = await scenario.count('restore_mark');
  });
  expect([marks, await scenario.count('restore_mark')]).toEqual([1, 0]);
  expect(await reviewCopy(scenario.db, null)).toBe(false);

  // From here on this database plays the copy: its record is older than the phone's card and differs from it.
  await scenario.db.execute(sql`insert into restore_mark (id) values (${id})`);
  expect(await reviewCopy(scenario.db, null)).toBe(true);
  await updateRecord(scenario.db, alice, { id, values: { mobile: '300 0' } });
  scenario.phone.edit('anna.vcf', (text) =>
    text.replace('348 1', '349 2').replace('FN:', 'TITLE:Socia\r\nFN:'),
  );
  await scenario.sync(alice, account);
  await scenario.sync(alice, account);
  expect(scenario.phone.get('anna.vcf')!.vcard).toContain('349 2');
  expect((await scenario.record(alice, id)).values).not.toHaveProperty('title');
  expect((await getAccount(scenario.db, alice, account)).waiting).toMatchObject({ reason: 'restored' });
});
