// An error as the log may hold it. Messages of the database carry the values of a statement, so they are left out;
// other messages lose whatever looks like a secret, an address or a person.
import { dirname, sep } from 'node:path';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import pg from 'pg';

export interface DescribedError {
  name: string;
  message: string;
  code?: string;
  at: string[];
  cause?: DescribedError;
}

const ROOT = dirname(import.meta.dirname) + sep;
const FRAMES = 6;

export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { name: typeof error, message: 'not an Error', at: [] };
  // The query error repeats the statement with its parameters; its cause says what happened.
  if (error instanceof DrizzleQueryError && error.cause) return describeError(error.cause, depth);
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    message: error instanceof pg.DatabaseError ? databaseMessage(error) : scrub(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    at: frames(error),
    ...(error.cause !== undefined && depth < 4 ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

/** What PostgreSQL objected to, without the words it quotes from the data. */
const databaseMessage = ({ code, table, column, constraint }: pg.DatabaseError): string =>
  Object.entries({ 'PostgreSQL refused': code, table, column, constraint })
    .filter(([, value]) => value)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');

/** `text` on one line, without query strings, user parts of addresses, tokens and e-mail addresses. */
export function scrub(text: string): string {
  return text
    .slice(0, 500)
    .replace(/(\w+:\/\/)[^/\s@]+@/g, '$1')
    .replace(/(\w+:\/\/[^\s?#]+)[?#]\S*/g, '$1')
    .replace(/\b(bearer|basic)\s+\S+/gi, '$1 [removed]')
    .replace(/[^\s<>"'(]+@[^\s<>"'),]+/g, '[e-mail]')
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (c) => encodeURIComponent(c));
}

/** Where it happened. The first lines of a stack repeat the message, so only lines of the form `at …` count. */
const frames = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !line.includes('node:internal'))
    .slice(0, FRAMES)
    .map((line) => line.trim().replace('file://', '').replace(ROOT, ''));
