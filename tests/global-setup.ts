// Runs once around a test run: the test server is started by the first test that wants it, and stopped here.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stopTestServer, TEST_DATA } from './test-database.ts';

export default function setUp(): () => Promise<void> {
  return async () => {
    if (existsSync(join(TEST_DATA, 'database', 'pgdata', 'postmaster.pid'))) await stopTestServer();
  };
}
