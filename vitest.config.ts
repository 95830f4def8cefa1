// `isolate: false`: files of a project share a worker, which is many times faster; a test that needs a process of its
// own starts one.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * What waits ends when it is true. These ends are for what hangs, and far enough away for a machine that is busy with
 * something else.
 */
const ENDS = { testTimeout: 900_000, hookTimeout: 900_000, expect: { poll: { timeout: 120_000 } } };

const execArgv = ['--import', join(import.meta.dirname, 'src', 'quick-imports.ts')];

const project = (name: string, include: string[], more: Record<string, unknown> = {}) => ({
  test: { name, include, isolate: false, pool: 'forks' as const, execArgv, ...ENDS, ...more },
});

export default defineConfig({
  test: {
    globalSetup: ['tests/global-setup.ts'],
    maxWorkers: 2,
    projects: [
      project('unit', ['{src,sandbox,demo,web,scripts,bench}/**/*.test.{ts,tsx}', 'tests/*.test.ts']),
      project('platform', ['tests/platform/**/*.test.ts'], { isolate: true }),
      project('conformance', ['tests/conformance/**/*.test.ts']),
      project('simulation', ['tests/simulation/**/*.test.ts']),
      project('scenarios', ['tests/scenarios/**/*.test.ts']),
      project('http', ['tests/http/**/*.test.ts']),
      project('browser', ['tests/browser/**/*.test.ts']),
    ],
  },
});
