// What disconnecting an account would do, as a plan to look at: every card that stays and every card that goes, with its
// values. Nothing is done before it is approved.
import { sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { emit } from '../../database/notify.ts';
import { json, rows } from '../../database/query.ts';
import { wantedBeside } from '../../database/store/beside-links.ts';
import { AppError } from '../../errors.ts';
import { NO_COUNTS } from '../../sync/counts.ts';
import type { FieldDiff } from '../../sync/model.ts';
import { getRun } from '../get-run.ts';
import { demandSignIn, lockAccount } from '../own-account.ts';

/** What becomes of the cards that Rubrica made. Cards that were there before always stay. */
export type CardsChoice = 'keep' | 'remove-created';

export interface Disconnect {
  id: string;
  cards: CardsChoice;
}

interface LinkedCard {
  linkId: string;
  recordId: string;
  cardId: string | null;
  fields: Record<string, { remote: string | null }> | null;
}

const BATCH = 1000;

/** The run to approve or discard. @throws AppError 'not-found', 'disconnect-under-way', or what keeps the account from signing in */
export async function planDisconnect(db: Db, actor: Actor, input: Disconnect) {
  const id = await db.transaction((tx) => writePlan(tx, actor, input));
  return getRun(db, actor, id);
}

/** In the caller's transaction; takes the place of an earlier plan to disconnect. Returns the run's id. */
export async function writePlan(tx: Db, actor: Actor, { id, cards }: Disconnect): Promise<string> {
  const account = await lockAccount(tx, actor, id);
  // What is left of the cards may be kept after all.
  if (account.leaving && cards === 'remove-created') throw new AppError('disconnect-under-way');
  // What cannot sign in cannot remove anything.
  if (cards === 'remove-created') demandSignIn(account);
  await tx.execute(
    sql`delete from run where account_id = ${id} and state = 'waiting' and reason = 'disconnect'`,
  );
  const runId = newId();
  await tx.execute(sql`insert into run (id, account_id, state, trigger, reason, counts, requests, started_at)
    values (${runId}, ${id}, 'waiting', 'user', 'disconnect', ${json(NO_COUNTS)}, ${json({ total: 0, byKind: {} })}, now())`);
  // What may go stands before what stays in any case.
  for (const removable of [true, false]) {
    let after: string | null = null;
    for (;;) {
      const batch: LinkedCard[] = await linkedCards(tx, id, removable, after);
      if (batch.length === 0) break;
      after = batch.at(-1)!.linkId;
      await writeActions(tx, runId, batch, removable && cards === 'remove-created');
    }
  }
  await emit(tx, { type: 'account.changed', accountId: id }, { userId: actor.userId });
  return runId;
}

function linkedCards(
  tx: Db,
  accountId: string,
  removable: boolean,
  after: string | null,
): Promise<LinkedCard[]> {
  return rows<LinkedCard>(
    tx,
    sql`select link.id as "linkId", link.record_id as "recordId", link.card_id as "cardId", link.base -> 'fields' as fields
      from link left join card on card.id = link.card_id left join book on book.id = card.book_id and book.account_id = link.account_id
      where link.account_id = ${accountId} and link.state not in ('closed', 'new') and card.state is distinct from 'gone'
        and (link.created_by_us and not link.keep_card and card.loss is null and not coalesce(book.read_only, false)
          and not ${wantedBeside(sql`link`)}) = ${removable}
        and (${after}::uuid is null or link.id > ${after}::uuid)
      order by link.id limit ${BATCH}`,
  );
}

async function writeActions(tx: Db, runId: string, batch: LinkedCard[], goes: boolean): Promise<void> {
  const actions = batch.map(({ linkId, recordId, cardId, fields }) => ({
    id: newId(),
    linkId,
    recordId,
    cardId,
    type: goes ? 'remove-created' : 'keep',
    class: goes ? 'cards-removed' : 'cards-kept',
    diff: goes ? lostFrom(fields ?? {}) : [],
  }));
  await tx.execute(sql`insert into run_action (id, run_id, type, link_id, record_id, card_id, diff, class, outcome)
    select id, ${runId}, type, "linkId", "recordId", "cardId", diff, class, 'held'
    from jsonb_to_recordset(${json(actions)}) as t(id uuid, type text, "linkId" uuid, "recordId" uuid, "cardId" uuid, diff jsonb, class text)`);
}

/** The values that go with a card. */
const lostFrom = (fields: NonNullable<LinkedCard['fields']>): FieldDiff[] =>
  Object.entries(fields).flatMap(([field, { remote }]) =>
    remote === null ? [] : [{ field, before: remote, after: null }],
  );
