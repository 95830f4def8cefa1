// What an account has to be done, in one question: of most there is nothing, and a run that finds nothing asks no other.
import { sql } from 'drizzle-orm';
import { FenceLost } from '../../sync/store.ts';
import type { Db } from '../database.ts';
import { moment, rows } from '../query.ts';
import { type BookRow, bookColumns } from './books.ts';
import type { Claim } from './claim.ts';
import { isReady } from './import-cards.ts';

/** As it was when a run began, and is as long as nothing is written: who changes any of it makes the account due. */
export interface Look {
  /** Of the settings that runs go by (`kept.ts`). */
  settings: number;
  /** `isMissing`: a listing did not show one of its cards. */
  books: (BookRow & { isMissing: boolean })[];
  /** Something is to be imported. */
  isReady: boolean;
  /** Cards came for which rules are to decide. */
  isArrived: boolean;
  /** A link has something to do. */
  isDue: boolean;
}

/** Under the claim, after it: whoever changes what a run goes by takes the claim away. @throws FenceLost */
export async function lookAround(db: Db, { accountId, fence }: Claim, now: number): Promise<Look> {
  const [look] = await rows<Look>(
    db,
    sql`select
        (select version::float8 from setting_version) as settings,
        (select coalesce(jsonb_agg(to_jsonb(found) order by id), '[]')
          from (
            select ${bookColumns}, exists (select 1 from card where book_id = book.id and state = 'missing') as "isMissing"
            from book
            where account_id = ${accountId}) as found) as books,
        exists (select 1 from queue_item where ${isReady(accountId)}) as "isReady",
        exists (select 1 from queue_item where account_id = ${accountId} and ruling = 'due') as "isArrived",
        exists (
          select 1
          from link
          where account_id = ${accountId} and state <> 'closed'
            and (touched <> settled or retry_at <= ${moment(now)})) as "isDue"
      from account
      where id = ${accountId} and fence = ${fence}`,
  );
  if (!look) throw new FenceLost(`account ${accountId} was taken over`);
  return look;
}
