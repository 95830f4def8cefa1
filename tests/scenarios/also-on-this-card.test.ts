// What no field takes is shown on the record, follows the phone, and moves nothing; cards that an earlier program has read are
// read once more after the update.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { exportRecords } from '../../src/files/export-records.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { filesInto } from '../files-into.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
let alice: Actor;
let accountId: string;
let recordId: string;
const ADA = (...lines: string[]) =>
  vcard('ADA', 'N:Rossi;Ada;;;', 'FN:Ada Rossi', 'TEL;TYPE=CELL:333 1234567', ...lines);
const SPOUSE = ['item1.X-ABRELATEDNAMES:Luca', 'item1.X-ABLabel:_$!<Spouse>!$_'];
const MIGRATIONS = join(import.meta.dirname, '../../src/database/migrations');
const ANNIVERSARY = 'X-ANNIVERSARY:2010-06-12';

const links = async () => (await scenario.record(alice, recordId)).links;
const also = async () =>
  (await links())[0]!.alsoOnCard.map(({ property, label, value }) => [property, label, value]);

beforeAll(async () => {
  scenario = await openScenario({ cards: 0 });
  scenario.phone.put('ada.vcf', ADA(...SPOUSE, ANNIVERSARY));
  alice = await scenario.user();
  accountId = await scenario.connect(alice, {}, 'carddav');
  await scenario.sync(alice, accountId);
  await scenario.importAll(alice, accountId);
  recordId = (await scenario.recordNamed(alice, 'Ada Rossi')).id;
});
afterAll(() => scenario.close());

test('a relation stands beside the fields, and so does an anniversary that no field takes', async () => {
  expect(await also()).toEqual([
    ['anniversary', null, '2010-06-12'],
    ['related', 'Spouse', 'Luca'],
  ]);
});

test.each(['vcf', 'json'] as const)(
  'it goes out as %s with the exports of whose card it is, and is known again',
  async (format) => {
    const fileOf = async (actor: Actor) =>
      (await Array.fromAsync((await exportRecords(scenario.db, actor, { format, filter: {} })).pieces)).join(
        '',
      );
    const file = await fileOf(alice);
    expect(file).toContain('related (Spouse): Luca');
    expect(await fileOf(await scenario.user())).not.toContain('Luca');
    const { rows } = await filesInto(() => scenario.db).take(alice, file, { format, onMatch: 'merge' });
    expect(rows.map(({ outcome }) => outcome)).toEqual(['here-already']);
  },
);

test('it follows the phone, and is no change of the card', async () => {
  scenario.phone.put('ada.vcf', ADA(...SPOUSE, ANNIVERSARY, 'X-TAVOLO:12'));
  const { counts } = await scenario.sync(alice, accountId);
  expect(counts).toMatchObject({ pulled: 0, pushed: 0 });
  expect(await also()).toContainEqual(['X-TAVOLO', null, '12']);
});

test('what an earlier program did not read is read at the next run, and then taken in; nothing is written', async () => {
  const before = scenario.phone.bytes('ada.vcf');
  await scenario.db.execute(
    sql`update card set contact = contact - 'extras' - 'anniversary', content_hash = 'earlier'`,
  );
  const name = readdirSync(MIGRATIONS).find((file) => file.endsWith('_cards_read_again.sql'))!;
  for (const statement of readFileSync(join(MIGRATIONS, name), 'utf8').split('--> statement-breakpoint'))
    await scenario.db.execute(sql.raw(statement));
  await scenario.sync(alice, accountId);
  expect(await also()).toHaveLength(3);
  await scenario.db.execute(sql`update field set active = true where key = 'anniversary'`);
  await scenario.db.execute(sql`update link set touched = touched + 1`);
  await scenario.sync(alice, accountId);
  expect((await scenario.record(alice, recordId)).values.anniversary).toBe('2010-06-12');
  expect(scenario.phone.bytes('ada.vcf')).toEqual(before);
});

test('an anniversary that is edited goes into the line where it stands', async () => {
  await updateRecord(scenario.db, alice, { id: recordId, values: { anniversary: '2011-06-12' } });
  await scenario.sync(alice, accountId);
  expect(scenario.phone.bytes('ada.vcf')!.toString()).toContain('X-ANNIVERSARY:2011-06-12');
  expect(await also()).toEqual([
    ['related', 'Spouse', 'Luca'],
    ['X-TAVOLO', null, '12'],
  ]);
});
