// The database of histories over PostgreSQL. A history asks the same few hundred statements again and again of a handful of rows:
// each is parsed and planned once for a connection, for planning them costs more than all that they find.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { type TestDatabase, testDatabase } from '../../test-database.ts';

/** A migrated database of its own that remembers its statements. */
export async function simulationDatabase(): Promise<TestDatabase> {
  const database = await testDatabase();
  database.pool.on('connect', rememberStatements);
  return database;
}

const names = new Map<string, string>();

function rememberStatements(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...words: unknown[]) => unknown;
  client.query = ((asked: unknown, ...more: unknown[]) =>
    query(
      isStatement(asked) ? { ...asked, name: nameOf(asked.text) } : asked,
      ...more,
    )) as typeof client.query;
  query('set plan_cache_mode = force_generic_plan');
}

/** One statement of what can be prepared; several in one text cannot. */
const isStatement = (asked: unknown): asked is { text: string } => {
  const { text } = (asked ?? {}) as { text?: string };
  return text !== undefined && /^\s*(?:select|insert|update|delete|with)\b/.test(text) && !text.includes(';');
};

function nameOf(text: string): string {
  const known = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 40);
  names.set(text, known);
  return known;
}
