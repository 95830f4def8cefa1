// A saved rule of an account's queue: a filter and a decision.
import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { lockAccount } from '../../accounts/own-account.ts';
import type { Db } from '../../database/database.ts';
import { emit } from '../../database/notify.ts';
import { json, uuids } from '../../database/query.ts';
import { type queueItem, queueRule, type RuleDecision, type RuleFilter } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';

export type Rule = typeof queueRule.$inferSelect;

/** What of a rule its owner says. */
export interface RuleInput {
  filter: RuleFilter;
  set: RuleDecision;
  runs: Rule['runs'];
  active: boolean;
}

export interface RuleView extends RuleInput {
  id: string;
  position: number;
  /** Items it decided that are not imported yet, and those that are. */
  decided: number;
  imported: number;
}

/** Rules of an account in their order. */
export const rulesOf = (db: Db, accountId: string, where?: SQL): Promise<Rule[]> =>
  db
    .select()
    .from(queueRule)
    .where(and(eq(queueRule.accountId, accountId), where))
    .orderBy(asc(queueRule.position), asc(queueRule.id));

/** Rules as their owner sees them. */
export async function ruleViews(db: Db, accountId: string, found: Rule[]): Promise<RuleView[]> {
  const sums = await db.execute<{
    ruleId: string;
    state: (typeof queueItem.$inferSelect)['state'];
    n: number;
  }>(
    sql`select rule_id as "ruleId", state, count(*)::int as n from queue_item
      where account_id = ${accountId} and rule_id = any(${uuids(found.map(({ id }) => id))})
      group by 1, 2`,
  );
  return found.map(({ id, filter, decision: set, runs, active, position }) => {
    const mine = sums.rows.filter(({ ruleId }) => ruleId === id);
    const imported = mine.find(({ state }) => state === 'imported')?.n ?? 0;
    const decided = mine.reduce((sum, { n }) => sum + n, 0) - imported;
    return { id, filter, set, runs, active, position, decided, imported };
  });
}

/** Runs `work` with the account held; whoever shows its rules reads them again. @throws AppError 'not-found' */
export function changingRules<T>(
  db: Db,
  actor: Actor,
  accountId: string,
  work: (tx: Db) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    await lockAccount(tx, actor, accountId);
    const result = await work(tx);
    await emit(tx, { type: 'queue.changed', accountId }, { userId: actor.userId });
    return result;
  });
}

/** @throws AppError 'not-found' */
export async function ruleOf(db: Db, accountId: string, ruleId: string): Promise<Rule> {
  const [rule] = await rulesOf(db, accountId, eq(queueRule.id, ruleId));
  if (!rule) throw new AppError('not-found');
  return rule;
}

/** A rule without a condition would catch every card. @throws AppError 'invalid-values' */
export function demandCondition(filter: RuleFilter): void {
  if (Object.values(filter).some((value) => value !== undefined && value !== '')) return;
  throw new AppError('invalid-values', 'A rule needs at least one condition.', {
    fields: { filter: 'required' },
  });
}

/** Gives the rules the positions of their order in `ids`; those that are not named come after. */
export async function arrange(db: Db, accountId: string, ids: string[]): Promise<void> {
  await db.execute(
    sql`update queue_rule set position = arranged.position
      from (
        select rule.id, row_number() over (order by wanted.at nulls last, rule.position, rule.id)::int as position
        from queue_rule rule
        left join jsonb_array_elements_text(${json(ids)}) with ordinality as wanted(id, at) on wanted.id = rule.id::text
        where rule.account_id = ${accountId}) as arranged
      where queue_rule.id = arranged.id`,
  );
}
