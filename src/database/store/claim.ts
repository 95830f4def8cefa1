// What a run writes under: its claim of an account, and the doors to records, which are others' to write.
import type { RecordKind, Values } from '../../sync/model.ts';
import type { Db } from '../database.ts';

export interface Claim {
  accountId: string;
  userId: string;
  runId: string;
  fence: number;
  /** When the run began, while it has no row: nobody asked for it, and it has written nothing yet (`open-run.ts`). */
  unwritten?: string | undefined;
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
