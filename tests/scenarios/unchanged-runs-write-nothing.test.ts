// A second run without changes asks at most one request per book and writes nothing; a forced full listing neither.

import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test.each(['icloud', 'radicale', 'sabre18', 'davical', 'sogo', 'cyrus'] as const)(
  'behind a server like %s',
  async (profile) => {
    scenario = await openScenario({ profile, cards: { cards: 60, groups: 2 } });
    const alice = await scenario.user();
    const account = await scenario.connect(alice);
    await scenario.sync(alice, account);
    await scenario.importAll(alice, account);
    await scenario.sync(alice, account);
    const fingerprint = async () =>
      (
        await scenario.db.execute(sql`select (select string_agg(id::text || version, ',' order by id) from record) as records,
      (select string_agg(id::text || touched || state, ',' order by id) from link) as links, (select count(*) from change) as changes`)
      ).rows;
    const before = await fingerprint();
    scenario.sandbox.requests.reset();
    await scenario.sync(alice, account);
    expect(scenario.sandbox.requests.total).toBe(1);
    await scenario.sync(alice, account, { full: true });
    const { PUT = 0, DELETE = 0 } = scenario.sandbox.requests.byMethod;
    // The two group cards are read again: they are no contacts, and nothing is kept of them but their members.
    expect([PUT, DELETE, scenario.sandbox.requests.cardsServed]).toEqual([0, 0, 2]);
    expect(await fingerprint()).toEqual(before);
  },
);
