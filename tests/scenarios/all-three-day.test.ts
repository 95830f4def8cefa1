// One record on six phones: two people, each with iCloud, Google and Microsoft 365. A day of edits on every phone and here, while
// answers are lost, quotas end, servers fail and listings come late. Afterwards all say the same, what anybody typed is
// somewhere, and nothing is left to write.
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { seededRandom } from '../../sandbox/seed/seeded-random.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { type Everywhere, openEverywhere, PLACES } from './open-everywhere.ts';
import type { OnPhone, Phone } from './phones.ts';

const MINUTE_MS = 60_000;
const STEPS = 72;

/** What is edited, as a record calls it and as a phone does. */
const EDITED = [
  ['lastName', 'last'],
  ['title', 'title'],
  ['description', 'notes'],
  ['mobile', 'mobile'],
  ['email', 'email'],
  ['mailing.city', 'city'],
] as const;
type Part = (typeof EDITED)[number][1];

let scenario: Everywhere;
afterEach(() => scenario.close());

test('a day of faults on all three loses and doubles nothing, and ends with nothing to write', async () => {
  const random = seededRandom(3, 0);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  scenario = await openEverywhere({ visibleAfterMs: 4 * MINUTE_MS });
  const { db, microsoft, google, sandbox } = scenario;
  Object.assign(microsoft.behaviour.delta, { replays: true, emptyPages: true, largestPage: 7 });
  const [alice, bob] = [await scenario.user('Alice'), await scenario.user('Bob')];
  const all = PLACES.flatMap((name) => [
    { owner: alice, place: scenario.alices[name] },
    { owner: bob, place: scenario.bobs[name] },
  ]);
  const accounts: { owner: typeof alice; phone: Phone; account: string }[] = [];
  for (const { owner, place } of all)
    accounts.push({ owner, phone: place.phone, account: await place.connect(owner) });
  const sync = async (options = {}): Promise<void> => {
    for (const { owner, account } of accounts) await scenario.sync(owner, account, options);
  };
  await sync();

  /** Every value has a number of its own, so that it can be told afterwards where it is. */
  let count = 1000;
  const value = (part: Part): string => {
    count += 1;
    if (part === 'mobile') return `+39 333 555 ${count}`;
    return part === 'email' ? `person${count}@example.org` : `typed ${count}`;
  };
  const { id } = await createRecord(db, alice, {
    kind: 'contact',
    values: { firstName: 'Anna', ...Object.fromEntries(EDITED.map(([field, part]) => [field, value(part)])) },
    flagged: true,
  });
  await setFlag(db, bob, { id, flagged: true });
  await sync();
  for (const { phone } of accounts) expect(phone.count()).toBe(1);

  const typed = new Set<string>();
  /** By phone, what its owner typed there and no run can have seen yet. */
  const unseen = new Map<string, string>();
  const faults = addFaults();
  for (let step = 0; step < STEPS; step += 1) {
    scenario.advance(20 * MINUTE_MS);
    const [field, part] = pick(EDITED);
    const text = value(part);
    const what = random();
    if (what < 0.6) {
      const { phone, account } = pick(accounts);
      const [card] = phone.list();
      const place = `${account} ${part}`;
      // Who writes over what is only on that phone means it.
      const before = unseen.get(place);
      if (before && card![part] === before) typed.delete(before);
      phone.edit(card!.id, { [part]: text });
      unseen.set(place, text);
      typed.add(text);
    } else if (what < 0.95) {
      await updateRecord(db, pick([alice, bob]), { id, values: { [field]: text } });
      typed.add(text);
    } else microsoft.faults.expireDeltaLinks();
    for (const { owner, account } of accounts) await scenario.sync(owner, account).catch(() => {});
  }

  expect(faults.reduce((sum, { struck }) => sum + struck, 0)).toBeGreaterThan(50);
  for (const one of [microsoft, google, sandbox]) one.faults.clear();
  for (let quiet = 0; quiet < 10; quiet += 1) {
    scenario.advance(20 * MINUTE_MS);
    await sync();
  }
  const { values, links } = await scenario.record(alice, id);
  expect(links).toHaveLength(3);
  const said = { first: 'Anna', ...Object.fromEntries(EDITED.map(([field, part]) => [part, values[field]])) };
  for (const { phone } of accounts)
    expect(phone.list().map(({ id: _, ...person }): OnPhone => person)).toEqual([said]);
  expect(await scenario.count('record')).toBe(1);

  const { rows } = await db.execute<{ value: string }>(sql`
    select unnest(array[before, after]) as value from change
    union select unnest(array[crm_value, book_value]) from conflict`);
  const kept = JSON.stringify(rows);
  expect([...typed].filter((text) => !kept.includes(text))).toEqual([]);

  scenario.writes();
  await sync();
  await sync({ full: true });
  expect(scenario.writes()).toEqual([]);

  function addFaults() {
    const changes = { when: ({ kind }: { kind: string }) => /create|update|batch|put/i.test(kind) };
    return [
      microsoft.faults.serverError(9999, { ...changes, chance: 0.2, seed: 1, after: true }, 503),
      microsoft.faults.cut(9999, 'after', { ...changes, chance: 0.1, seed: 2 }),
      microsoft.faults.conflict(9999, { chance: 0.1, seed: 3 }),
      microsoft.faults.throttle(9999, { chance: 0.05, seed: 4 }),
      microsoft.faults.serverError(9999, { chance: 0.05, seed: 5 }, 'empty'),
      google.faults.serverError(9999, { ...changes, chance: 0.15, seed: 6, after: true }, 503),
      google.faults.cut(9999, 'after', { ...changes, chance: 0.1, seed: 7 }),
      google.faults.quota(9999, { chance: 0.05, seed: 8 }),
      google.faults.staleReads(9999, { chance: 0.1, seed: 9 }),
      sandbox.faults.cut(9999, 'after', { ...changes, chance: 0.15, seed: 10 }),
      sandbox.faults.serverError(9999, { chance: 0.05, seed: 11 }),
      sandbox.faults.cut(9999, 'middle', { chance: 0.05, seed: 12 }),
      sandbox.faults.partialListing(9999, 0, { chance: 0.1, seed: 13 }),
    ];
  }
});
