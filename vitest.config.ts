import { defineConfig } from 'vitest/config';
import { patience } from './test/support/until.ts';

/** A test's own limit is longer than what it waits for, so that what is missing is named. */
const limits = { testTimeout: 90_000, hookTimeout: 120_000, expect: { poll: patience } };

/**
 * Three projects: `unit` needs nothing, `integration` needs Redis and MongoDB (its global set-up brings both),
 * `e2e` runs the built command line against the sandbox and a browser.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...limits,
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.int.test.ts', 'test/e2e/**'],
          setupFiles: ['test/no-network.ts'],
        },
      },
      {
        test: {
          ...limits,
          name: 'integration',
          sequence: { groupOrder: 1 },
          include: ['test/**/*.int.test.ts'],
          globalSetup: ['test/servers.ts'],
        },
      },
      {
        test: {
          ...limits,
          name: 'e2e',
          sequence: { groupOrder: 2 },
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
