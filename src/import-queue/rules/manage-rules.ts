// The rules of an account's queue: listed, made, changed, put in order, deleted. What they decided stays as it is.
import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { demandDoor } from '../../access/doors.ts';
import { ownAccount } from '../../accounts/own-account.ts';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { queueRule } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import {
  arrange,
  changingRules,
  demandCondition,
  type RuleInput,
  type RuleView,
  ruleOf,
  rulesOf,
  ruleViews,
} from './rule-row.ts';

/** More could not be looked through by anybody, and each is tried on every card that arrives. */
const MOST_RULES = 100;

/** In their order. @throws AppError 'not-found' */
export async function listRules(db: Db, actor: Actor, id: string) {
  await ownAccount(db, actor, id);
  const items = await ruleViews(db, id, await rulesOf(db, id));
  return { items, next: null, total: items.length };
}

/** As the last of them. @throws AppError 'not-found', 'invalid-values', 'not-allowed' for one that imports */
export async function createRule(
  db: Db,
  actor: Actor,
  { id: accountId, filter, set: decision, runs, active }: RuleInput & { id: string },
): Promise<RuleView> {
  demandCondition(filter);
  return changingRules(db, actor, accountId, async (tx) => {
    if (runs === 'and-import') await demandDoor(tx, actor, 'importQueue');
    const count = await tx.$count(queueRule, eq(queueRule.accountId, accountId));
    if (count >= MOST_RULES)
      throw new AppError('invalid-values', `An account has at most ${MOST_RULES} rules.`, {
        fields: { filter: 'too-many' },
      });
    const id = newId();
    const position = sql`(select coalesce(max(position), 0) + 1 from queue_rule where account_id = ${accountId})`;
    await tx.insert(queueRule).values({ id, accountId, filter, decision, runs, active, position });
    return viewOf(tx, accountId, id);
  });
}

/** Only what is named; `position` counts from 1. @throws AppError 'not-found', 'invalid-values', 'not-allowed' for one that imports */
export async function updateRule(
  db: Db,
  actor: Actor,
  {
    id: accountId,
    ruleId,
    position,
    set: decision,
    ...changes
  }: { id: string; ruleId: string; position?: number | undefined } & {
    [K in keyof RuleInput]?: RuleInput[K] | undefined;
  },
): Promise<RuleView> {
  if (changes.filter) demandCondition(changes.filter);
  return changingRules(db, actor, accountId, async (tx) => {
    if (changes.runs === 'and-import') await demandDoor(tx, actor, 'importQueue');
    const rule = await ruleOf(tx, accountId, ruleId);
    const { filter = rule.filter, runs = rule.runs, active = rule.active } = changes;
    await tx
      .update(queueRule)
      .set({ filter, runs, active, decision: decision ?? rule.decision })
      .where(eq(queueRule.id, ruleId));
    if (position !== undefined) {
      const others = (await rulesOf(tx, accountId)).map(({ id }) => id).filter((id) => id !== ruleId);
      await arrange(tx, accountId, others.toSpliced(position - 1, 0, ruleId));
    }
    return viewOf(tx, accountId, ruleId);
  });
}

/** @throws AppError 'not-found' */
export async function deleteRule(
  db: Db,
  actor: Actor,
  { id: accountId, ruleId }: { id: string; ruleId: string },
): Promise<null> {
  return changingRules(db, actor, accountId, async (tx) => {
    await ruleOf(tx, accountId, ruleId);
    await tx.delete(queueRule).where(and(eq(queueRule.id, ruleId), eq(queueRule.accountId, accountId)));
    return null;
  });
}

async function viewOf(db: Db, accountId: string, ruleId: string): Promise<RuleView> {
  const [view] = await ruleViews(db, accountId, [await ruleOf(db, accountId, ruleId)]);
  return view!;
}
