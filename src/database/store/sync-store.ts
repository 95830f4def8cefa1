// The engine's store in PostgreSQL. Every method is one transaction that first checks the fence of its claim, so that a
// run whose account was taken over can write nothing more.
import { sql } from 'drizzle-orm';
import type { Card, RemoteId, Version } from '../../providers/provider.ts';
import { FenceLost, type SyncStore, type Totals } from '../../sync/store.ts';
import type { Db } from '../database.ts';
import { newId } from '../new-id.ts';
import { emit } from '../notify.ts';
import { keepPhoto, loadPhotos } from '../photos.ts';
import { json, moment, nowInWords, rows, texts, uuids } from '../query.ts';
import { booksOf, isSameBook } from './books.ts';
import type { Claim, RecordPort } from './claim.ts';
import { commitSteps } from './commit.ts';
import { dueLinks } from './due-links.ts';
import { endReview, guardState } from './held-actions.ts';
import { hasReady, importCards } from './import-cards.ts';
import { countQueue } from './link-effects.ts';
import type { Look } from './look-around.ts';
import { openRun } from './open-run.ts';
import { savePage } from './save-page.ts';

/** `look`: what there was to do a moment ago, which is not asked again before something is written. @see SyncStore */
export function createSyncStore(
  db: Db,
  claim: Claim,
  records: RecordPort,
  look: Look | null = null,
): SyncStore {
  const { accountId } = claim;
  let seen = look;
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
  const fenced = async <T>(work: (tx: Db) => Promise<T>): Promise<T> => {
    seen = null;
    const result = await db.transaction(async (tx) => {
      await demandFence(tx as Db);
      await openRun(tx as Db, claim);
      const result = await work(tx as Db);
      await demandFence(tx as Db);
      return result;
    });
    claim.unwritten = undefined;
    return result;
  };

  return {
    books: async (found) => {
      const known = seen?.books ?? (await booksOf(db, accountId));
      if (found.every((book) => known.some((row) => isSameBook(row, book)))) return known;
      return fenced(async (tx) => {
        const input = json(found.map((book) => ({ ...book, rowId: newId() })));
        await tx.execute(sql`insert into book (id, account_id, remote_id, name, read_only)
          select "rowId", ${accountId}, id, name, "readOnly"
          from jsonb_to_recordset(${input}) as t("rowId" uuid, id text, name text, "readOnly" boolean)
          on conflict (account_id, remote_id) do update set name = excluded.name, read_only = excluded.read_only`);
        return booksOf(tx, accountId);
      });
    },

    known: async (ids, visibleBefore) => {
      const found = await rows<{ remoteId: RemoteId; version: Version }>(
        db,
        sql`select remote_id as "remoteId", version from card
          where account_id = ${accountId} and remote_id = any(${texts(ids)})
            and (state <> 'gone' or seen_at >= ${moment(visibleBefore)})`,
      );
      return new Map(found.map(({ remoteId, version }) => [remoteId, version]));
    },

    bookFails: (bookId, failure) =>
      fenced(async (tx) => {
        await tx.execute(sql`update book
          set problem = ${json(failure)} || jsonb_build_object('at', coalesce(problem ->> 'at', ${nowInWords}))
          where id = ${bookId}`);
      }),

    startListing: (bookId) =>
      fenced(async (tx) => {
        const [row] = await rows<{ generation: number }>(
          tx,
          sql`update book set generation = generation + 1 where id = ${bookId} returning generation`,
        );
        return row!.generation;
      }),

    savePage: (bookId, page) => fenced((tx) => savePage(tx, accountId, bookId, page, claim)),

    missing: async (bookId, seenBefore) => {
      if (seen?.books.some(({ id, isMissing }) => id === bookId && !isMissing)) return [];
      const found = await rows<{ id: RemoteId }>(
        db,
        sql`select remote_id as id from card
          where book_id = ${bookId} and state = 'missing' and seen_at < ${moment(seenBefore)}`,
      );
      return found.map(({ id }) => id);
    },

    due: async (after, limit, now) => (seen?.isDue === false ? [] : dueLinks(db, claim, after, limit, now)),

    cards: async (ids) => {
      const found = await rows<Card & { rowId: string }>(
        db,
        sql`${cardColumns} where id = any(${uuids(ids)})`,
      );
      return new Map(found.map(({ rowId, ...card }) => [rowId, card]));
    },

    photos: (ids) => loadPhotos(db, ids),
    keepPhoto: (photo) => fenced((tx) => keepPhoto(tx, photo)),

    guardState: (now) => guardState(db, claim, now),

    commit: (steps) =>
      steps.length === 0 ? Promise.resolve([]) : fenced((tx) => commitSteps(tx, claim, records, steps)),

    importReady: async (limit, importer) =>
      (seen ? seen.isReady : await hasReady(db, accountId))
        ? fenced((tx) => importCards(tx, claim, records, limit, importer))
        : { decided: 0, created: 0, merged: 0 },

    progress: async (done, expected, phase) => {
      if (claim.unwritten !== undefined) await fenced(async () => {});
      await db.execute(
        sql`update run set progress = ${json({ done, expected, phase })} where id = ${claim.runId}`,
      );
      const queued = await countQueue(db, accountId);
      await emit(
        db,
        { type: 'run.progress', accountId, runId: claim.runId, done, expected, queued },
        { userId: claim.userId },
      );
    },

    finish: ({ review, count }) =>
      fenced(async (tx) => {
        if (review) await endReview(tx, claim);
        return count ? totals(tx, accountId) : null;
      }),
  };
}

async function totals(db: Db, accountId: string): Promise<Totals> {
  const [row] = await rows<Totals>(
    db,
    sql`select
      (select count(*)::int from card where account_id = ${accountId} and state <> 'gone') as "remoteTotal",
      (select count(*)::int from link join card on card.id = link.card_id
        where link.account_id = ${accountId} and link.state <> 'closed'
          and card.state <> 'gone' and card.in_scope) as linked,
      (select count(*)::int from card
        where account_id = ${accountId} and state <> 'gone' and not in_scope
          and not exists (select 1 from queue_item q where q.card_id = card.id and q.state <> 'imported')) as "outOfScope",
      count(*) filter (where state in ('pending', 'ready'))::int as pending,
      count(*) filter (where state = 'ignored')::int as ignored,
      count(*) filter (where state = 'failed')::int as failed
      from queue_item where account_id = ${accountId}`,
  );
  return row!;
}

const cardColumns = sql`select id as "rowId", remote_id as id, version, uid, raw, contact, marker, loss from card`;
