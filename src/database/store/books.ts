// The address books of an account, as runs know them.
import { sql } from 'drizzle-orm';
import type { BookState } from '../../sync/store.ts';
import type { Db } from '../database.ts';
import { rows } from '../query.ts';

export type BookRow = BookState & { name: string; readOnly: boolean };

export const bookColumns = sql`id, remote_id as "remoteId", cursor, generation, problem is not null as "isFailing", name,
  read_only as "readOnly"`;

export const booksOf = (db: Db, accountId: string): Promise<BookRow[]> =>
  rows<BookRow>(db, sql`select ${bookColumns} from book where account_id = ${accountId} order by id`);

export const isSameBook = (row: BookRow, book: { id: string; name: string; readOnly: boolean }): boolean =>
  row.remoteId === book.id && row.name === book.name && row.readOnly === book.readOnly;
