// A day of Microsoft at its worst, every twenty minutes of it: lost answers, throttling, errors, positions forgotten, listings
// late and repeated, while both sides edit. Afterwards nothing is doubled, lost or left to write.
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { seededRandom } from '../../sandbox/seed/seeded-random.ts';
import type { Actor } from '../../src/access/actor.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { type MicrosoftScenario, openMicrosoftScenario } from './open-microsoft-scenario.ts';

const MINUTE_MS = 60_000;
const STEPS = 72;

let scenario: MicrosoftScenario;
afterEach(() => scenario.close());

test('a day of faults loses and doubles nothing, and ends with nothing to write', async () => {
  const random = seededRandom(11, 0);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  scenario = await openMicrosoftScenario({
    people: { people: 30 },
    behaviour: { propagationDelayMs: 4 * MINUTE_MS },
  });
  const { phone, microsoft, db } = scenario;
  Object.assign(microsoft.behaviour.delta, { replays: true, emptyPages: true, largestPage: 7 });
  const anna = await scenario.user('Anna');
  const account = await scenario.connect(anna);
  scenario.advance(5 * MINUTE_MS);
  await scenario.sync(anna, account);
  await scenario.importAll(anna, account);
  await scenario.sync(anna, account);
  expect(await linked()).toBe(30);

  /** Every value typed has a number of its own, so that it can be told afterwards where it is. */
  let typed = 0;
  const value = () => `typed ${++typed}`;
  const people = phone.list().map(({ id }) => id);
  const records = (await db.execute<{ id: string }>(sql`select id from record`)).rows.map(({ id }) => id);
  const sites = new Map<string, string>();
  const notesAt = new Map<string, string>();
  const made: string[] = [];
  const faults = addFaults();
  for (let step = 0; step < STEPS; step += 1) {
    const what = random();
    if (what < 0.3) {
      const id = pick(people);
      sites.set(id, `https://${value().replace(' ', '-')}.example`);
      phone.edit(id, { businessHomePage: sites.get(id)! });
    } else if (what < 0.6) {
      const id = pick(records);
      const note = value();
      await updateRecord(db, anna, { id, values: { description: note } });
      notesAt.set(id, note);
    } else if (what < 0.75) {
      const lastName = value();
      made.push(lastName);
      await createRecord(db, anna, { kind: 'contact', values: { lastName }, flagged: true });
    } else if (what < 0.8) microsoft.faults.expireDeltaLinks();
    await scenario.sync(anna, account).catch(() => {});
    scenario.advance(20 * MINUTE_MS);
  }

  expect(faults.reduce((sum, { struck }) => sum + struck, 0)).toBeGreaterThan(20);
  microsoft.faults.clear();
  for (let quiet = 0; quiet < 12; quiet += 1) {
    await scenario.sync(anna, account);
    scenario.advance(15 * MINUTE_MS);
  }
  expect(phone.count()).toBe(30 + made.length);
  const families = phone.list().map(({ surname }) => surname);
  for (const name of made) expect(families.filter((family) => family === name)).toHaveLength(1);
  const notes = phone.list().map(({ personalNotes }) => personalNotes);
  for (const note of notesAt.values()) expect(notes).toContain(note);
  await agrees(anna);
  microsoft.requests.reset();
  await scenario.sync(anna, account, { full: true });
  const { byKind, inBatches } = microsoft.requests;
  const asked = [...Object.keys(byKind), ...Object.keys(inBatches)];
  expect(asked.filter((kind) => /create|update|delete|put/.test(kind))).toEqual([]);

  async function linked(): Promise<number> {
    const { rows } = await db.execute<{ n: string }>(
      sql`select count(*) as n from link where state = 'active'`,
    );
    return Number(rows[0]!.n);
  }

  /** Every contact of the phone is one record, and says what it says. */
  async function agrees(actor: Actor): Promise<void> {
    expect(await linked()).toBe(phone.count());
    for (const { id, personalNotes } of phone.list()) {
      const { rows } = await db.execute<{ id: string }>(
        sql`select link.record_id as id from link join card on card.id = link.card_id
          where card.remote_id = ${id} and link.state = 'active'`,
      );
      expect(rows, id).toHaveLength(1);
      const { values } = await scenario.record(actor, rows[0]!.id);
      if (sites.has(id)) expect(values.website).toBe(sites.get(id));
      expect(values.description ?? null).toBe(personalNotes?.replaceAll('\r\n', '\n') || null);
    }
  }

  function addFaults() {
    const { faults } = microsoft;
    const creates = { kind: 'contacts.create' } as const;
    const updates = { kind: 'contacts.update' } as const;
    return [
      faults.serverError(9999, { ...creates, chance: 0.2, seed: 1, after: true }, 'page'),
      faults.cut(9999, 'after', { ...creates, chance: 0.2, seed: 2 }),
      faults.cut(9999, 'before', { ...creates, chance: 0.1, seed: 3 }),
      faults.serverError(9999, { ...updates, chance: 0.15, seed: 4, after: true }, 503),
      faults.serverError(9999, { ...updates, chance: 0.15, seed: 5 }, 500),
      faults.cut(9999, 'after', { kind: 'batch', chance: 0.1, seed: 6 }),
      faults.conflict(9999, { chance: 0.1, seed: 7 }),
      faults.throttle(9999, { chance: 0.05, seed: 8 }),
      faults.serverError(9999, { chance: 0.05, seed: 9 }, 'empty'),
      faults.cut(9999, 'middle', { chance: 0.03, seed: 10 }),
    ];
  }
});
