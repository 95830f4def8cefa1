// What a failing database means for whoever asked: it is away, takes no changes, is full or busy. A table, because
// PostgreSQL, the driver and the network each say it in their own way.
import { DrizzleQueryError } from 'drizzle-orm/errors';
import pg from 'pg';
import { AppError, type ErrorCode } from '../errors.ts';
import { isOfConnection } from './connection.ts';

/** By the beginning of PostgreSQL's code (documentation, Appendix A) or the system's. */
const CODES: readonly [RegExp, ErrorCode][] = [
  [/^(08|57P0|53300|XX00[12]|58)/, 'database-away'],
  [/^(ECONN|EPIPE|ENOENT|EAI_|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/, 'database-away'],
  [/^(25P0[34]|57P05)/, 'database-away'],
  [/^25006/, 'database-read-only'],
  [/^(53100|ENOSPC)/, 'database-full'],
  [/^(53|57014|55P03)/, 'database-busy'],
];
/** The driver's own, which have no code. */
const WORDS: readonly [RegExp, ErrorCode][] = [
  [/^Connection terminated|^Client .* not queryable$/, 'database-away'],
  [/^timeout exceeded when trying to connect/, 'database-busy'],
];
const RETRY_AFTER_S = 2;

/** As people are told it; null when it is not the database's state that failed. */
export function databaseProblem(error: unknown): AppError | null {
  if (error instanceof AppError) return null;
  let ofDatabase = false;
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    ofDatabase ||=
      cause instanceof DrizzleQueryError || cause instanceof pg.DatabaseError || isOfConnection(cause);
    const { code } = cause as { code?: unknown };
    const known =
      (ofDatabase && typeof code === 'string' ? found(CODES, code) : found(WORDS, cause.message)) ??
      // Refused at the door, for whatever reason: a password changed, a database dropped.
      (isOfConnection(cause) ? 'database-away' : undefined);
    if (known) return new AppError(known, undefined, { cause: error, retryAfter: RETRY_AFTER_S });
  }
  return null;
}

const found = (table: readonly [RegExp, ErrorCode][], text: string): ErrorCode | undefined =>
  table.find(([pattern]) => pattern.test(text))?.[1];

/** The database fails everybody for a while: who works for somebody hands the work back. A slow statement is its own fault. */
export function isDatabaseAway(error: unknown): boolean {
  const problem = databaseProblem(error);
  return problem !== null && problem.code !== 'database-busy';
}
