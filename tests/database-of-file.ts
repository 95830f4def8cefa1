import { afterAll } from 'vitest';
import { type TestDatabase, testDatabase } from './test-database.ts';

/** A fresh database for the tests of a file, which goes when they are over. */
export async function databaseOfFile(): Promise<TestDatabase> {
  const database = await testDatabase();
  afterAll(() => database.drop());
  return database;
}
