// S2.16: fields are administrators' to change; everybody else is told so, nothing has moved, and what was done stands in the log.
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { deleteField } from '../../src/records/fields/delete-field.ts';
import { listFields } from '../../src/records/fields/list-fields.ts';
import { add, change, preview } from './fields-of.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('a user may do none of it, an administrator all, and the log says who did what', async () => {
  scenario = await openScenario();
  const [alice, boss] = [await scenario.user(), await scenario.user('Boss', 'administrator')];
  const field = await add(scenario, boss, 'custom.size', { name: 'Size' });
  const before = await listFields(scenario.db, {});
  const attempts = [
    () => add(scenario, alice, 'custom.other', { name: 'Other' }),
    () => change(scenario, alice, 'birthday', { active: false }),
    () => preview(scenario, alice, 'birthday'),
    () => deleteField(scenario.db, alice, field.id),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'not-allowed' });
  expect(await listFields(scenario.db, {})).toEqual(before);
  await change(scenario, boss, 'birthday', { active: false });
  await deleteField(scenario.db, boss, field.id);
  const log = await scenario.db.execute(
    sql`select user_id, action from audit where action like 'field.%' order by at, id`,
  );
  expect(log.rows).toEqual(
    ['created', 'switched-off', 'deleted'].map((word) => ({ user_id: boss.userId, action: `field.${word}` })),
  );
});
