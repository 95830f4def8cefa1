// Rules decide for cards that wait: by somebody's word, or as they arrive. Each card is decided by the first rule that catches it.
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { ownAccount } from '../../accounts/own-account.ts';
import { requestRun } from '../../accounts/request-run.ts';
import type { Db } from '../../database/database.ts';
import { emit } from '../../database/notify.ts';
import { rows, uuids } from '../../database/query.ts';
import { queueItem, queueRule } from '../../database/schema.ts';
import type { Claim } from '../../database/store/claim.ts';
import { FenceLost } from '../../sync/store.ts';
import { type Deciding, decideItems, NOTHING, type QueueOutcome } from '../decide-items.ts';
import { listQueue } from '../list-queue.ts';
import { amongItems, queueWhere } from '../queue-filter.ts';
import { changingRules, demandCondition, type Rule, type RuleInput, rulesOf } from './rule-row.ts';

const FIRST_ONES = 20;

/** What a rule would catch at this moment, in numbers and by its first ones. @throws AppError 'not-found', 'invalid-values' */
export async function previewRule(
  db: Db,
  actor: Actor,
  { id, filter, set }: Pick<RuleInput, 'filter' | 'set'> & { id: string },
) {
  await ownAccount(db, actor, id);
  demandCondition(filter);
  const rule = { filter, decision: set };
  const outcome = await decideItems(db, id, { ...(await caughtBy(db, id, rule)), preview: true });
  const { items, total } = await listQueue(db, actor, { id, ...filter, state: 'pending', limit: FIRST_ONES });
  return { total, outcome, items };
}

/** Those named, or every rule that is switched on, in their order. @throws AppError 'not-found' */
export async function applyRules(
  db: Db,
  actor: Actor,
  { id, ids }: { id: string; ids?: string[] | undefined },
): Promise<QueueOutcome> {
  return changingRules(db, actor, id, async (tx) => {
    const which = ids ? inArray(queueRule.id, ids) : eq(queueRule.active, true);
    return decideBy(tx, id, await rulesOf(tx, id, which));
  });
}

/**
 * For the cards that have come since the last run of an account: rules that decide on arrival do so, and what they are to import
 * is handed to a run of its own, with its own undo.
 * @throws FenceLost
 */
export async function decideArrivals(
  db: Db,
  { accountId, fence, userId }: Claim,
  mayImport: boolean,
): Promise<void> {
  const isDue = sql`account_id = ${accountId} and ruling = 'due'`;
  const [due] = await rows(db, sql`select 1 from queue_item where ${isDue} limit 1`);
  if (!due) return;
  await db.transaction(async (tx) => {
    const held = await rows(
      tx,
      sql`select 1 from account where id = ${accountId} and fence = ${fence} for no key update`,
    );
    if (held.length === 0) throw new FenceLost(`account ${accountId} was taken over`);
    const rules = await rulesOf(tx, accountId, sql`active and runs <> 'by-hand'`);
    const { changed } = await decideBy(tx, accountId, rules, sql`${queueItem.ruling} = 'due'`);
    await tx.execute(sql`update queue_item set ruling = 'done' where ${isDue}`);
    if (changed === 0) return;
    const importing = rules.filter(({ runs }) => runs === 'and-import').map(({ id }) => id);
    if (mayImport) await importDecided(tx, accountId, userId, importing);
    await emit(tx, { type: 'queue.changed', accountId }, { userId });
  });
}

/** Nothing else that is decided comes along: that waits for its owner. */
async function importDecided(tx: Db, accountId: string, userId: string, ruleIds: string[]): Promise<void> {
  const ready = sql`account_id = ${accountId} and state = 'ready' and run_id is null
    and rule_id = any(${uuids(ruleIds)})`;
  const [some] = await rows(tx, sql`select 1 from queue_item where ${ready} limit 1`);
  if (!some) return;
  const runId = await requestRun(tx, accountId, 'import');
  await tx.execute(sql`update queue_item set run_id = ${runId} where ${ready}`);
  await noteAudit(tx, userId, 'queue.imported', accountId);
}

async function decideBy(tx: Db, accountId: string, rules: Rule[], only?: SQL): Promise<QueueOutcome> {
  const sum = { ...NOTHING };
  for (const rule of rules) {
    const outcome = await decideItems(tx, accountId, {
      ...(await caughtBy(tx, accountId, rule, only)),
      ruleId: rule.id,
    });
    for (const key of Object.keys(sum) as (keyof QueueOutcome)[]) sum[key] += outcome[key];
  }
  return sum;
}

/** The cards that wait and that the rule is about. */
async function caughtBy(
  db: Db,
  accountId: string,
  { filter, decision: set }: Pick<Rule, 'filter' | 'decision'>,
  only?: SQL,
): Promise<Pick<Deciding, 'where' | 'set'>> {
  const where = and(await queueWhere(db, accountId, { ...filter, state: 'pending' }), only);
  return { where: amongItems(where), set };
}
