// `isolate: false`: files of a project share a worker, which is many times faster; a test that needs a process of its
// own starts one.
import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], more: Record<string, unknown> = {}) => ({
  test: { name, include, isolate: false, pool: 'forks' as const, ...more },
});

export default defineConfig({
  test: {
    globalSetup: ['tests/global-setup.ts'],
    maxWorkers: 2,
    projects: [
      project('unit', ['{src,sandbox,web,scripts,bench}/**/*.test.{ts,tsx}', 'tests/*.test.ts'], {
        testTimeout: 60_000,
        hookTimeout: 60_000,
      }),
      project('platform', ['tests/platform/**/*.test.ts'], {
        isolate: true,
        testTimeout: 90_000,
        hookTimeout: 90_000,
      }),
      project('conformance', ['tests/conformance/**/*.test.ts'], {
        testTimeout: 60_000,
        hookTimeout: 60_000,
      }),
      project('simulation', ['tests/simulation/**/*.test.ts'], { testTimeout: 600_000, hookTimeout: 60_000 }),
      project('scenarios', ['tests/scenarios/**/*.test.ts'], { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('http', ['tests/http/**/*.test.ts'], { testTimeout: 30_000, hookTimeout: 60_000 }),
      project('browser', ['tests/browser/**/*.test.ts'], {
        isolate: true,
        testTimeout: 60_000,
        hookTimeout: 60_000,
      }),
    ],
  },
});
