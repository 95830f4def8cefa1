import { expect, test } from 'vitest';
import { testDatabase } from '../../tests/test-database.ts';
import { connect } from './connection.ts';
import { nameStatements, repeating } from './prepared.ts';

test('a text asked three times has one name from then on; another text another', () => {
  const nameOf = nameStatements();
  const asked = (text: string) => [1, 2, 3, 4].map(() => nameOf(text));
  const [first, second] = [asked('select $1'), asked('select $2')];
  expect(first).toEqual([undefined, undefined, expect.any(String), first[2]]);
  expect(second).toEqual([undefined, undefined, expect.any(String), second[2]]);
  expect(second[2]).not.toBe(first[2]);
});

test('however many texts there are, a connection keeps a few hundred plans', () => {
  const nameOf = nameStatements();
  const names = new Set<string | undefined>();
  for (let text = 0; text < 10_000; text += 1)
    for (let time = 0; time < 4; time += 1) names.add(nameOf(`select ${text}`));
  expect(names.size).toBeLessThan(500);
  expect(nameOf('select 0')).toBeDefined();
});

test('the server keeps the plan of what runs ask again and again, and of nothing else', async () => {
  const { url, drop } = await testDatabase();
  const connection = await connect({ url, purpose: 'rubrica' });
  try {
    const often = 'select $1::int + 40 as sum';
    for (let time = 0; time < 5; time += 1) {
      const { rows } = await repeating(() => connection.query(often, [time]));
      expect(rows).toEqual([{ sum: 40 + time }]);
      await connection.query('select $1::int + 41 as sum', [1]);
    }
    await repeating(() => connection.query('select $1::int + 42 as sum', [1]));
    const { rows } = await connection.query('select statement from pg_prepared_statements');
    expect(rows).toEqual([{ statement: often }]);
  } finally {
    await connection.end();
    await drop();
  }
});
