// A day of Google at its worst, every twenty minutes of it: lost answers, quotas, errors, stale reads and listings minutes
// late, while both sides edit. Afterwards nothing is doubled, lost or left to write.
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import type { Request } from '../../sandbox/google/answer.ts';
import { seededRandom } from '../../sandbox/seed/seeded-random.ts';
import type { Actor } from '../../src/access/actor.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { type GoogleScenario, openGoogleScenario } from './open-google-scenario.ts';

const MINUTE_MS = 60_000;
const STEPS = 72;

let scenario: GoogleScenario;
afterEach(() => scenario.close());

test('a day of faults loses and doubles nothing, overlaps nothing, and ends with nothing to write', async () => {
  const random = seededRandom(7, 0);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  scenario = await openGoogleScenario({
    people: { people: 30 },
    behaviour: { propagationDelayMs: 4 * MINUTE_MS, overlappingMutations: 'counted', mutationMs: 3 },
  });
  const { phone, google, db } = scenario;
  const anna = await scenario.user('Anna');
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  await scenario.importAll(anna, account);
  await scenario.sync(anna, account);
  expect(await linked()).toBe(30);

  /** Every value typed has a number of its own, so that it can be told afterwards where it is. */
  let typed = 0;
  const value = () => `typed ${++typed}`;
  const people = phone.list().map(({ resourceName }) => resourceName);
  const records = (await db.execute<{ id: string }>(sql`select id from record`)).rows.map(({ id }) => id);
  const sites = new Map<string, string>();
  const notesAt = new Map<string, string>();
  const made: string[] = [];
  const faults = addFaults();
  for (let step = 0; step < STEPS; step += 1) {
    const what = random();
    if (what < 0.3) {
      const name = pick(people);
      sites.set(name, `https://${value().replace(' ', '-')}.example`);
      phone.edit(name, { urls: [{ value: sites.get(name)! }] });
    } else if (what < 0.6) {
      const id = pick(records);
      const note = value();
      await updateRecord(db, anna, { id, values: { description: note } });
      notesAt.set(id, note);
    } else if (what < 0.75) {
      const lastName = value();
      made.push(lastName);
      await createRecord(db, anna, { kind: 'contact', values: { lastName }, flagged: true });
    }
    await scenario.sync(anna, account).catch(() => {});
    scenario.advance(20 * MINUTE_MS);
  }

  expect(faults.reduce((sum, { struck }) => sum + struck, 0)).toBeGreaterThan(20);
  google.faults.clear();
  for (let quiet = 0; quiet < 12; quiet += 1) {
    await scenario.sync(anna, account);
    scenario.advance(15 * MINUTE_MS);
  }
  expect(google.requests).toMatchObject({ overlappingMutations: 0, emptyUpdates: 0 });
  expect(phone.count()).toBe(30 + made.length);
  const families = phone.list().flatMap(({ names = [] }) => names.map(({ familyName }) => familyName));
  for (const name of made) expect(families.filter((family) => family === name)).toHaveLength(1);
  const notes = phone.list().flatMap(({ biographies = [] }) => biographies.map(({ value: note }) => note));
  for (const note of notesAt.values()) expect(notes).toContain(note);
  await agrees(anna);
  google.requests.reset();
  await scenario.sync(anna, account, { full: true });
  const asked = Object.keys(google.requests.byKind).filter((kind) => !kind.startsWith('oauth.'));
  expect(asked.sort()).toEqual(['contactGroups.list', 'people.connections.list']);

  async function linked(): Promise<number> {
    const { rows } = await db.execute<{ n: string }>(
      sql`select count(*) as n from link where state = 'active'`,
    );
    return Number(rows[0]!.n);
  }

  /** Every contact of the phone is one record, and says what it says. */
  async function agrees(actor: Actor): Promise<void> {
    expect(await linked()).toBe(phone.count());
    for (const person of phone.list()) {
      const { rows } = await db.execute<{ id: string }>(
        sql`select link.record_id as id from link join card on card.id = link.card_id
          where card.remote_id = ${person.resourceName} and link.state = 'active'`,
      );
      expect(rows, person.resourceName).toHaveLength(1);
      const { values } = await scenario.record(actor, rows[0]!.id);
      if (sites.has(person.resourceName)) expect(values.website).toBe(sites.get(person.resourceName));
      expect(values.description ?? null).toBe(person.biographies?.[0]?.value ?? null);
    }
  }

  function addFaults() {
    const { faults } = google;
    const mutates = ({ method }: Request) => method?.mutates === true;
    const often = { chance: 0.08, when: mutates };
    return [
      faults.serverError(9999, { ...often, seed: 1, after: true }, 503),
      faults.serverError(9999, { ...often, seed: 2 }, 502),
      faults.cut(9999, 'after', { ...often, seed: 3 }),
      faults.cut(9999, 'before', { ...often, seed: 4 }),
      faults.quota(9999, { chance: 0.05, seed: 5 }),
      faults.fbs(9999, { ...often, chance: 0.02, seed: 6 }),
      faults.serverError(9999, { chance: 0.05, seed: 7 }),
      faults.cut(9999, 'middle', { chance: 0.03, seed: 8 }),
      faults.staleReads(9999, { chance: 0.1, seed: 9 }),
    ];
  }
});
