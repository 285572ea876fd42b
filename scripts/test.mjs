import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkNode, install, project } from './install.mjs';
import { provide } from './provide.mjs';
import { endWithNpm, problem, run, runMain, say } from './say.mjs';

/**
 * `npm test [-- --only NAME…] [-- more for vitest]`: everything, straight after a clone: lint, types, import rules,
 * build, and the tests of all three projects. The last line counts what passed, failed and was skipped; a failed check
 * counts as one failed.
 */
const CHECKS = {
  lint: ['npm', 'run', '--silent', 'lint'],
  types: ['npm', 'run', '--silent', 'types'],
  boundaries: ['npm', 'run', '--silent', 'boundaries'],
};
const PROJECTS = ['unit', 'integration', 'e2e'];
const REPORT = join(project, 'node_modules/.cache/latchkey/tests.json');

await runMain(async () => {
  const { only, rest } = readArguments(process.argv.slice(2));
  const wants = (name) => only.length === 0 || only.includes(name);
  endWithNpm();
  checkNode();
  await install();
  const env = await provideParts(wants);

  const failed = [];
  for (const [name, [command, ...args]] of Object.entries(CHECKS)) {
    if (wants(name) && !(await passes(name, command, args))) failed.push(name);
  }
  // Even a test of the sources starts from what is built: the command line, the sandbox, the page.
  if (!(await passes('build', process.execPath, ['scripts/build.mjs']))) failed.push('build');

  const projects = PROJECTS.filter(wants);
  const counts = projects.length > 0 ? await runTests(projects, rest, env) : { passed: 0, failed: 0, skipped: 0 };
  if (failed.length > 0) say(`failed checks: ${failed.join(', ')}`);
  process.stdout.write(`${counts.passed} passed, ${counts.failed + failed.length} failed, ${counts.skipped} skipped\n`);
  return counts.failed + failed.length === 0 ? 0 : 1;
});

function readArguments(argv) {
  const known = [...Object.keys(CHECKS), ...PROJECTS];
  const { values, positionals } = parseArgs({
    args: argv,
    options: { only: { type: 'string', multiple: true, default: [] } },
    allowPositionals: true,
  });
  const only = values.only.flatMap((text) => text.split(/[\s,]+/)).filter(Boolean);
  const unknown = only.find((name) => !known.includes(name));
  if (unknown !== undefined) throw problem(`--only takes ${known.join(', ')}, not ${unknown}`);
  return { only, rest: positionals };
}

/** Brings the programs that the wanted tests run, and names them to the tests, which look no further then. */
async function provideParts(wants) {
  const env = { ...process.env, CI: process.env.CI ?? 'true' };
  if (!process.env.REDIS_URL && (wants('integration') || wants('e2e'))) {
    env.LATCHKEY_REDIS_SERVER = await provide('redis-server');
  }
  if (wants('e2e')) env.LATCHKEY_CHROMIUM = await provide('chromium');
  return env;
}

async function passes(name, command, args) {
  say(`checking: ${name}`);
  const { code } = await run(command, args, { cwd: project, stdio: ['ignore', 'inherit', 'inherit'] });
  if (code !== 0) say(`${name} failed`);
  return code === 0;
}

/**
 * The numbers come from vitest's own report. A file that could not even be run is one failed; so is a run that ends
 * without a report, or fails beside its tests.
 */
async function runTests(projects, filters, env) {
  say(`running the tests: ${projects.join(', ')}`);
  await mkdir(dirname(REPORT), { recursive: true });
  await rm(REPORT, { force: true });
  const vitest = join(project, 'node_modules/vitest/vitest.mjs');
  const { code } = await run(
    process.execPath,
    [
      vitest,
      'run',
      ...projects.flatMap((name) => ['--project', name]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${REPORT}`,
      ...filters,
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

function isBrokenFile({ status, assertionResults }) {
  return status === 'failed' && !assertionResults.some((one) => one.status === 'failed');
}
