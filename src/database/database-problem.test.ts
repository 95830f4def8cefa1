import { DrizzleQueryError } from 'drizzle-orm/errors';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../tests/test-database.ts';
import { ProviderError } from '../providers/provider.ts';
import { connect } from './connection.ts';
import { openDatabase } from './database.ts';
import { databaseProblem, isDatabaseAway } from './database-problem.ts';

const database = await testDatabase();
afterAll(() => database.drop());

const caught = (work: Promise<unknown>): Promise<unknown> => work.catch((error) => error);
const codeOf = (error: unknown): string | undefined => databaseProblem(error)?.code;
const refusal = (code: string): Error => Object.assign(new pg.DatabaseError('…', 1, 'error'), { code });
/** A failed request to somebody else's server carries the same words of the network. */
const network = (): Error =>
  Object.assign(new Error('connect ECONNREFUSED 192.0.2.1:443'), { code: 'ECONNREFUSED' });

test.each([
  ['57P01', 'database-away'],
  ['57P03', 'database-away'],
  ['08006', 'database-away'],
  ['53300', 'database-away'],
  ['25006', 'database-read-only'],
  ['53100', 'database-full'],
  ['53200', 'database-busy'],
  ['57014', 'database-busy'],
  ['55P03', 'database-busy'],
  ['23505', undefined],
  ['40P01', undefined],
])('what PostgreSQL calls %s is %s', (code, expected) => {
  expect(codeOf(refusal(code))).toBe(expected);
  expect(codeOf(new DrizzleQueryError('select 1', [], refusal(code)))).toBe(expected);
});

test('a connection that is cut while somebody holds it fails what is asked over it, and nothing else', async () => {
  const connection = await connect({ url: database.url, purpose: 'rubrica' });
  const { rows } = await connection.query('select pg_backend_pid() as pid');
  const waiting = caught(connection.query('select pg_sleep(60)'));
  await database.pool.query('select pg_terminate_backend($1)', [rows[0].pid]);
  expect(codeOf(await waiting)).toBe('database-away');
  expect(codeOf(await caught(connection.query('select 1')))).toBe('database-away');
});

test('a transaction cut in the middle fails, and the next one gets another connection', async () => {
  const failed = await caught(
    database.db.transaction(async (tx) => {
      const { rows } = await tx.execute<{ pid: number }>('select pg_backend_pid() as pid');
      await database.pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
      await tx.execute('select 1');
    }),
  );
  expect(codeOf(failed)).toBe('database-away');
  expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('a door that stays shut is the database’s, whatever it says', async () => {
  const shut = openDatabase(database.url.replace(/\/test_\w+/, '/nowhere'), () => {});
  expect(codeOf(await caught(shut.pool.connect()))).toBe('database-away');
  expect(isDatabaseAway(await caught(shut.db.execute('select 1')))).toBe(true);
  await shut.close();
});

test('the same words from another server are not the database’s', () => {
  expect(codeOf(network())).toBe(undefined);
  expect(codeOf(new ProviderError('unavailable', '…', { cause: network() } as never))).toBe(undefined);
});
