import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';
import { patience } from './test/support/until.ts';

/** A test's own limit is longer than what it waits for, so that what is missing is named. */
const limits = { testTimeout: 90_000, hookTimeout: 120_000, expect: { poll: patience } };

/** Files that hold the product to times in which people wait. They run last and alone: beside others, times say little. */
const timed = ['test/e2e/panels.test.ts'];

/**
 * Three kinds of tests: `unit` needs nothing, `integration` needs Redis and MongoDB (its global set-up brings both),
 * `e2e` runs the built command line against the sandbox and a browser.
 *
 * Files share their worker's modules (`isolate: false`): importing them again for each file took longer than the tests of
 * unit and integration, and two seconds of processor time for each file of e2e. So a test undoes what it changes in its
 * process. Files of e2e bring servers and ports of their own; three at a time, because each of them mostly waits for its
 * processes. `e2e-timed` is a part of e2e.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    coverage: {
      provider: 'v8',
      include: ['src/**', 'commands/**', 'workers/**'],
      reporter: ['text-summary', 'html', 'json-summary'],
    },
    projects: [
      {
        test: {
          ...limits,
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.int.test.ts', 'test/e2e/**'],
          setupFiles: ['test/no-network.ts'],
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...limits,
          name: 'integration',
          sequence: { groupOrder: 1 },
          include: ['test/**/*.int.test.ts'],
          globalSetup: ['test/servers.ts'],
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...limits,
          name: 'e2e',
          sequence: { groupOrder: 2 },
          include: ['test/e2e/**/*.test.ts'],
          exclude: timed,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          isolate: false,
          maxWorkers: 3,
        },
      },
      {
        test: {
          ...limits,
          name: 'e2e-timed',
          sequence: { groupOrder: 3 },
          include: timed,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
