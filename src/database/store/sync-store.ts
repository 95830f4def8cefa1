// The engine's store in PostgreSQL. Every method is one transaction that first checks the fence of its claim, so that a
// run whose account was taken over can write nothing more.
import { type SQL, sql } from 'drizzle-orm';
import type { Card, RemoteId, Version } from '../../providers/provider.ts';
import type { LinkView } from '../../sync/link/view.ts';
import type { Observation, RecordKind, Values } from '../../sync/model.ts';
import { type BookState, FenceLost, type Journal, type SyncStore } from '../../sync/store.ts';
import type { Db } from '../database.ts';
import { lockLinks, lockRecords } from '../locks.ts';
import { newId } from '../new-id.ts';
import { emit } from '../notify.ts';
import { keepPhoto, loadPhotos } from '../photos.ts';
import { json, moment, rows } from '../query.ts';
import { dueLinks } from './due-links.ts';
import { endReview, flipping, guardState, holdForApproval, release } from './held-actions.ts';
import { importCards } from './import-cards.ts';
import { closeLink, countQueue, requeue, saveConflict, toTrash, uncontest } from './link-moves.ts';
import { releaseLookalikes } from './release-lookalikes.ts';
import { type SavedCard, saveCards, setGone } from './save-cards.ts';
import { enqueue, savePage } from './save-page.ts';
import { rescope } from './scope.ts';

export interface Claim {
  accountId: string;
  userId: string;
  runId: string;
  fence: number;
}

/** Writes to records belong to `records/`; the store is handed the two it needs. */
export interface RecordPort {
  /** Compare-and-set of the record's version; touches every link of the record but `exceptLink`. */
  update(
    tx: Db,
    write: { recordId: string; expectVersion: number; values: Values; by: Claim; exceptLink: string },
  ): Promise<'done' | 'stale'>;
  /** New records of the claim's user, in order; null where nothing in the values is fit to find a record by. */
  insert(tx: Db, records: { kind: RecordKind; values: Values }[], by: Claim): Promise<(string | null)[]>;
  /** Opens the links the user's flags ask for, in all of the user's accounts. */
  ensureLinks(tx: Db, userId: string, recordIds: string[]): Promise<void>;
  /** Moves the record to the trash and touches its links. */
  trash(tx: Db, write: { recordId: string; by: Claim }): Promise<void>;
}

/** @see SyncStore */
export function createSyncStore(db: Db, claim: Claim, records: RecordPort): SyncStore {
  const { accountId } = claim;
  const demandFence = async (tx: Db): Promise<void> => {
    const held = await rows(
      tx,
      sql`select 1 from account where id = ${accountId} and fence = ${claim.fence} for key share`,
    );
    if (held.length === 0) throw new FenceLost(`account ${accountId} was taken over`);
  };
  /**
   * Runs `work` in one transaction under the claim's fence. Looked at twice: whoever ended the run may have held a link that
   * `work` had to wait for, and what it writes there was decided before.
   */
  const fenced = <T>(work: (tx: Db) => Promise<T>): Promise<T> =>
    db.transaction(async (tx) => {
      await demandFence(tx as Db);
      const result = await work(tx as Db);
      await demandFence(tx as Db);
      return result;
    });
  const journal = (tx: Db, view: LinkView, { type, diff, outcome }: Journal): Promise<unknown> =>
    tx.execute(sql`insert into run_action (id, run_id, type, link_id, record_id, card_id, diff, outcome, approved)
      values (${newId()}, ${claim.runId}, ${type}, ${view.link.id}, ${view.record.id}, ${view.card?.id ?? null}, ${json(diff)}, ${outcome},
        ${view.link.hold?.code === 'approved'})`);
  /** Cards that no listing showed: what they say of their groups counts all the same. */
  const saveSome = async (
    tx: Db,
    bookId: string,
    cards: Observation[],
  ): Promise<Map<RemoteId, SavedCard>> => {
    const saved = await saveCards(tx, { accountId, bookId, cards, generation: null });
    const changed = [...saved.values()].filter((card) => card.changed).map(({ id }) => id);
    await enqueue(tx, claim, await rescope(tx, accountId, changed));
    return saved;
  };
  const saveOne = async (tx: Db, bookId: string, card: Observation): Promise<string> =>
    (await saveSome(tx, bookId, [card])).get(card.id)!.id;
  const settled = (view: LinkView, yes: boolean): SQL => (yes ? sql`settled = ${view.link.touched},` : sql``);

  return {
    books: (found) =>
      fenced(async (tx) => {
        const input = json(found.map((book) => ({ ...book, rowId: newId() })));
        await tx.execute(sql`insert into book (id, account_id, remote_id, name, read_only)
          select "rowId", ${accountId}, id, name, "readOnly"
          from jsonb_to_recordset(${input}) as t("rowId" uuid, id text, name text, "readOnly" boolean)
          on conflict (account_id, remote_id) do update set name = excluded.name, read_only = excluded.read_only
          where (book.name, book.read_only) is distinct from (excluded.name, excluded.read_only)`);
        return rows<BookState>(
          tx,
          sql`select id, remote_id as "remoteId", cursor, generation from book
            where account_id = ${accountId} order by id`,
        );
      }),

    known: async (ids, visibleBefore) => {
      const found = await rows<{ remoteId: RemoteId; version: Version }>(
        db,
        sql`select remote_id as "remoteId", version from card
          where account_id = ${accountId} and remote_id in (select jsonb_array_elements_text(${json(ids)})) and (state <> 'gone' or seen_at >= ${moment(visibleBefore)})`,
      );
      return new Map(found.map(({ remoteId, version }) => [remoteId, version]));
    },

    startListing: (bookId) =>
      fenced(async (tx) => {
        const [row] = await rows<{ generation: number }>(
          tx,
          sql`update book set generation = generation + 1 where id = ${bookId} returning generation`,
        );
        return row!.generation;
      }),

    savePage: (bookId, page) => fenced((tx) => savePage(tx, accountId, bookId, page, claim)),

    missing: async (bookId, seenBefore) =>
      (
        await rows<{ id: RemoteId }>(
          db,
          sql`select remote_id as id from card where book_id = ${bookId} and state = 'missing' and seen_at < ${moment(seenBefore)}`,
        )
      ).map(({ id }) => id),

    verify: (bookId, cards, gone) =>
      fenced(async (tx) => {
        const found = [...(await saveSome(tx, bookId, cards)).values()];
        // What was missing and is there after all may have something waiting for it.
        await releaseLookalikes(
          tx,
          accountId,
          found.map(({ id }) => id),
        );
        await setGone(tx, accountId, gone);
      }),

    due: (after, limit, now) => dueLinks(db, claim, after, limit, now),

    cards: async (ids) => {
      const found = await rows<Card & { rowId: string }>(
        db,
        sql`${cardColumns} where id in (select jsonb_array_elements_text(${json(ids)})::uuid)`,
      );
      return new Map(found.map(({ rowId, ...card }) => [rowId, card]));
    },

    photos: (ids) => loadPhotos(db, ids),
    keepPhoto: (photo) => fenced((tx) => keepPhoto(tx, photo)),

    cardByMarker: async (marker) => {
      const [found] = await rows<Card & { rowId: string }>(
        db,
        sql`${cardColumns} where account_id = ${accountId} and marker = ${marker} and state = 'live' limit 1`,
      );
      return found ?? null;
    },

    settle: (items) =>
      items.length === 0
        ? Promise.resolve()
        : fenced(async (tx) => {
            const ids = json(items.map(({ linkId }) => linkId));
            await lockLinks(tx, sql`id in (select jsonb_array_elements_text(${ids})::uuid)`);
            await tx.execute(sql`update link set base = t.base, settled = t.touched, hold = null, retry_at = null, failures = 0,
              outbox = case when certain then '[]' else outbox end, intent = case when certain then null else intent end
              from jsonb_to_recordset(${json(items)}) as t("linkId" uuid, touched bigint, base jsonb, certain boolean)
              where link.id = t."linkId"`);
          }),

    pull: ({ view, values, base, conflicts, settled: done }) =>
      fenced(async (tx) => {
        if (values.length > 0) {
          const changed = Object.fromEntries(values.map(({ field, after }) => [field, after]));
          const write = {
            recordId: view.record.id,
            expectVersion: view.record.version,
            values: changed,
            by: claim,
            exceptLink: view.link.id,
          };
          if ((await records.update(tx, write)) === 'stale') return 'stale';
          await journal(tx, view, { type: 'update-record', diff: values, outcome: 'done' });
        }
        for (const conflict of conflicts) await saveConflict(tx, claim, view, conflict);
        // Until a push that follows is answered, the link stays due for whatever made it due, a time included.
        const finished = done ? sql`outbox = '[]', intent = null, hold = null, retry_at = null,` : sql``;
        await tx.execute(sql`update link set ${settled(view, done)} ${finished} base = ${json(base)}, last_synced_at = now()
          where id = ${view.link.id}`);
        return 'done';
      }),

    intend: (moves) =>
      fenced(async (tx) => {
        for (const { view, intent } of moves) {
          if (intent.type === 'remove') await toTrash(tx, claim, view, 'flag-off');
          const state = { create: sql`state = 'creating',`, remove: sql`state = 'deleting',`, update: sql`` }[
            intent.type
          ];
          const outbox = intent.type === 'update' ? sql`outbox = outbox || ${json([intent.sent])},` : sql``;
          await tx.execute(
            sql`update link set ${state} ${outbox} intent = ${json(intent)} where id = ${view.link.id}`,
          );
        }
      }),

    written: (view, card, bookId, base, done, entry) =>
      fenced(async (tx) => {
        const cardId = await saveOne(tx, bookId, card);
        await tx.execute(sql`delete from queue_item where card_id = ${cardId}`);
        await tx.execute(sql`update link set state = 'active', card_id = ${cardId}, base = ${json(base)}, ${settled(view, done)}
          intent = null, outbox = '[]', hold = null, failures = 0, retry_at = null, last_synced_at = now() where id = ${view.link.id}`);
        // A listing may have shown our new card before its answer came: who waits for it need not wait any more.
        if (!view.card) await releaseLookalikes(tx, accountId, [cardId]);
        await journal(tx, view, entry);
        await emit(tx, { type: 'record.changed', recordId: view.record.id }, { userId: claim.userId });
      }),

    removed: (view, entry) =>
      fenced(async (tx) => {
        await lockRecords(tx, [view.record.id]);
        await setGone(tx, accountId, view.card ? [view.card.remoteId] : []);
        await closeLink(tx, view, 'deleted');
        // Wanted again while it was being deleted.
        await records.ensureLinks(tx, claim.userId, [view.record.id]);
        await journal(tx, view, entry);
        await emit(tx, { type: 'record.changed', recordId: view.record.id }, { userId: claim.userId });
      }),

    stale: (view, card) =>
      fenced(async (tx) => {
        await saveOne(tx, view.card!.bookId, card);
        await tx.execute(
          sql`update link set state = 'active', intent = ${leftInDoubt}, outbox = ${withoutLast}, touched = touched + 1 where id = ${view.link.id}`,
        );
      }),

    gone: (view) =>
      fenced(async (tx) => {
        // It may be under another address, and a listing need not show that yet.
        await tx.execute(
          sql`update card set state = 'missing', seen_at = now() where id = ${view.card?.id ?? null} and state = 'live'`,
        );
        await tx.execute(
          sql`update link set intent = ${leftInDoubt}, outbox = ${withoutLast}, touched = touched + 1 where id = ${view.link.id}`,
        );
      }),

    found: (view, entry) =>
      fenced(async (tx) => {
        await tx.execute(sql`update link set intent = intent - 'diff' where id = ${view.link.id}`);
        await journal(tx, view, entry);
      }),

    withdraw: (view) =>
      fenced(async (tx) => {
        await tx.execute(
          sql`update link set state = 'new', intent = null, retry_at = null, touched = touched + 1 where id = ${view.link.id}`,
        );
      }),

    uncontest: (view, stands) => fenced((tx) => uncontest(tx, claim, view, stands)),

    guardState: (now) => guardState(db, claim, now),
    holdForApproval: (items) => fenced((tx) => holdForApproval(tx, claim, items)),
    endReview: () => fenced((tx) => endReview(tx, claim)),
    release: (linkIds) => fenced((tx) => release(tx, claim, linkIds)),
    flipping: (items, now) => flipping(db, claim, items, now),

    hold: (view, hold, retryAt, entry) =>
      fenced(async (tx) => {
        // A refusal is an answer; whoever waits for anything else sent nothing now, and what was sent before has none yet.
        const refused = sql`state = case when state = 'creating' then 'new' when state = 'deleting' then 'active' else state end,
          intent = ${leftInDoubt}, outbox = ${withoutLast},`;
        await tx.execute(sql`update link set ${hold.code === 'refused' ? refused : sql``} hold = ${json(hold)},
          settled = ${view.link.touched}, retry_at = ${moment(retryAt)}, failures = least(failures + 1, 100)
          where id = ${view.link.id}`);
        if (entry) await journal(tx, view, entry);
        await emit(tx, { type: 'record.changed', recordId: view.record.id }, { userId: claim.userId });
      }),

    doubt: (view, since, retryAt) =>
      fenced(async (tx) => {
        await tx.execute(sql`update link set settled = ${view.link.touched}, retry_at = ${moment(retryAt)},
          intent = ${json({ doubtedAt: since })} || intent where id = ${view.link.id}`);
      }),

    close: (view, reason, effects) =>
      fenced(async (tx) => {
        await lockRecords(tx, [view.record.id]);
        if (!(await closeLink(tx, view, reason, view.link.touched))) return;
        if (reason === 'card-deleted') await toTrash(tx, claim, view, reason);
        if (effects.flagOff) {
          await tx.execute(sql`update flag set "on" = false, source = 'card-deleted', changed_at = now()
            where record_id = ${view.record.id} and user_id = ${claim.userId}`);
          await tx.execute(sql`update link set touched = touched + 1 where record_id = ${view.record.id} and state <> 'closed'
            and account_id in (select id from account where user_id = ${claim.userId})`);
        }
        // Wanted again while our own deletion was under way: a card of its own.
        if (reason === 'deleted') await records.ensureLinks(tx, claim.userId, [view.record.id]);
        if (effects.trashRecord) await records.trash(tx, { recordId: view.record.id, by: claim });
        if (view.card && view.card.state === 'live') await requeue(tx, accountId, view.card.id);
        await journal(tx, view, { type: 'close', diff: [], outcome: reason });
        await emit(tx, { type: 'record.changed', recordId: view.record.id }, 'everybody');
      }),

    repoint: (view, cardId) =>
      fenced(async (tx) => {
        // Somebody may have imported it meanwhile: then it is planned again, without it.
        const moved = await rows(
          tx,
          sql`update link set card_id = ${cardId}, ${goingOn(view)} touched = touched + 1 where id = ${view.link.id} and state <> 'closed'
            and not exists (select 1 from link other where other.card_id = ${cardId} and other.state <> 'closed') returning id`,
        );
        if (moved.length === 0) return;
        await tx.execute(sql`delete from queue_item where card_id = ${cardId}`);
        await releaseLookalikes(tx, accountId, [cardId]);
        if (!view.former) return;
        await tx.execute(sql`insert into run_action (id, run_id, type, link_id, record_id, card_id, diff, outcome)
          values (${newId()}, ${claim.runId}, 'take-up', ${view.link.id}, ${view.record.id}, ${cardId}, '[]', 'done')`);
        await emit(tx, { type: 'queue.changed', accountId }, { userId: claim.userId });
      }),

    importReady: (limit, create) => fenced((tx) => importCards(tx, claim, records, limit, create)),

    progress: async (done, expected) => {
      await db.execute(sql`update run set progress = ${json({ done, expected })} where id = ${claim.runId}`);
      const queued = await countQueue(db, accountId);
      await emit(
        db,
        { type: 'run.progress', accountId, runId: claim.runId, done, expected, queued },
        { userId: claim.userId },
      );
    },

    totals: async () => {
      const [row] = await rows<Awaited<ReturnType<SyncStore['totals']>>>(
        db,
        sql`select (select count(*)::int from card where account_id = ${accountId} and state <> 'gone') as "remoteTotal",
          (select count(*)::int from link join card on card.id = link.card_id
            where link.account_id = ${accountId} and link.state <> 'closed' and card.state <> 'gone' and card.in_scope) as linked,
          (select count(*)::int from card where account_id = ${accountId} and state <> 'gone' and not in_scope
            and not exists (select 1 from queue_item q where q.card_id = card.id and q.state = 'ignored')) as "outOfScope",
          count(*) filter (where state in ('pending', 'ready'))::int as pending,
          count(*) filter (where state = 'ignored')::int as ignored,
          count(*) filter (where state = 'failed')::int as failed
          from queue_item where account_id = ${accountId}`,
      );
      return row!;
    },
  };
}

/** A new link takes up what the former one of its card knew. */
const goingOn = ({ former }: LinkView): SQL =>
  former
    ? sql`state = 'active', hold = null, base = ${json(former.base)}, outbox = ${json(former.outbox)}, created_by_us = ${former.createdByUs},`
    : sql``;

/** What the intent put there; a creation or a deletion puts nothing. */
const withoutLast = sql`case when intent ->> 'type' = 'update' then outbox - -1 else outbox end`;
/** As long as something sent before has no answer either. */
const leftInDoubt = sql`case when ${withoutLast} = '[]' then null else intent end`;

const cardColumns = sql`select id as "rowId", remote_id as id, version, uid, raw, contact, marker, loss from card`;
