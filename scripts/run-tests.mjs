import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { project } from './install.mjs';
import { provide } from './provide.mjs';
import { run, say } from './say.mjs';

/** vitest's projects, in the order in which they run. */
export const PROJECTS = ['unit', 'integration', 'e2e'];

const REPORT = join(project, 'node_modules/.cache/latchkey/tests.json');

/**
 * Runs the tests of these projects with vitest. The numbers come from vitest's own report: a file that couldn't even be
 * run is one failed, and so is a run that ends without a report or fails beside its tests (a coverage floor, say).
 * @param {string[]} projects of `PROJECTS`; none runs nothing
 * @param {string[]} args more for vitest: files, options
 * @returns {Promise<{passed: number, failed: number, skipped: number}>}
 */
export async function runTests(projects, args) {
  if (projects.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  const env = await provideParts(projects);
  say(`running the tests: ${projects.join(', ')}`);
  await mkdir(dirname(REPORT), { recursive: true });
  await rm(REPORT, { force: true });
  const { code } = await run(
    process.execPath,
    [
      join(project, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...projects.flatMap((name) => ['--project', name === 'e2e' ? 'e2e*' : name]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${REPORT}`,
      ...args,
    ],
    { cwd: project, env, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const report = await readFile(REPORT, 'utf8').then(JSON.parse, () => undefined);
  const passed = report?.numPassedTests ?? 0;
  const broken = (report?.testResults ?? []).filter(isBrokenFile).length;
  const failed = (report?.numFailedTests ?? 0) + broken;
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  return { passed, skipped, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** Brings the programs that these projects run, and names them to the tests, which look no further then. */
async function provideParts(projects) {
  const env = { ...process.env, CI: process.env.CI ?? 'true' };
  if (!process.env.REDIS_URL && projects.some((name) => name !== 'unit')) {
    env.LATCHKEY_REDIS_SERVER = await provide('redis-server');
  }
  if (projects.includes('e2e')) env.LATCHKEY_CHROMIUM = await provide('chromium');
  return env;
}

function isBrokenFile({ status, assertionResults }) {
  return status === 'failed' && !assertionResults.some((one) => one.status === 'failed');
}
