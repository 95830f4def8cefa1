import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { emptyDatabase } from '../../tests/test-database.ts';
import { openDatabase } from './database.ts';
import { migrate, schemaVersion } from './migrate.ts';

const { url, drop } = await emptyDatabase();
const database = openDatabase(url, () => {});
const folder = mkdtempSync(join(tmpdir(), 'rubrica-migrations-'));

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
  await drop();
});

test('three processes that start at once migrate an empty database once', async () => {
  const others = [openDatabase(url, () => {}), openDatabase(url, () => {})];
  await Promise.all([database, ...others].map((one) => migrate(one)));
  for (const other of others) await other.close();

  const { program, database: found } = await schemaVersion(database.pool);
  expect(found).toBe(program);
  const applied = await database.pool.query(
    'select count(*)::int as n, count(distinct hash)::int as different from drizzle.__drizzle_migrations',
  );
  expect(applied.rows[0].n).toBe(applied.rows[0].different);
  const fields = await database.pool.query('select count(*)::int as n from field');
  expect(fields.rows[0].n).toBeGreaterThan(50);
});

test('a database that a newer program has migrated is refused and left as it is', async () => {
  await migrate(database);
  cpSync(join(import.meta.dirname, 'migrations'), folder, { recursive: true });
  const file = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8'));
  const last = journal.entries.at(-1);
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1_000, tag: '9999_later' });
  writeFileSync(file, JSON.stringify(journal));
  writeFileSync(join(folder, '9999_later.sql'), 'create table later (id int)');
  await migrate(database, {}, folder);

  await expect(migrate(database)).rejects.toThrow(/newer version of Rubrica.*Nothing was changed/);
  expect((await schemaVersion(database.pool)).database).toBe(last.when + 1_000);
});
