import { parseArgs } from 'node:util';
import { checkNode, install, project } from './install.mjs';
import { startChecks } from './run-checks.mjs';
import { PROJECTS, runTests } from './run-tests.mjs';
import { endWithNpm, problem, run, runMain, say } from './say.mjs';

/**
 * `npm test [-- --only NAME…] [-- more for vitest]`: everything, straight after a clone: build and the tests of all
 * three projects, with lint, types and import rules beside them. The last line counts what passed, failed and was
 * skipped; a failed check counts as one failed.
 */
const CHECKS = ['types', 'boundaries', 'lint'];

await runMain(async () => {
  const { only, rest } = readArguments(process.argv.slice(2));
  const wants = (name) => only.length === 0 || only.includes(name);
  endWithNpm();
  checkNode();
  await install();

  const checks = startChecks(CHECKS.filter(wants).map((name) => [name, ['npm', 'run', '--silent', name]]));
  const projects = PROJECTS.filter(wants);
  const failed = projects.length > 0 && !(await build()) ? ['build'] : [];
  const counts = await runTests(projects, rest);
  failed.push(...(await checks.report()));

  if (failed.length > 0) say(`failed checks: ${failed.join(', ')}`);
  process.stdout.write(`${counts.passed} passed, ${counts.failed + failed.length} failed, ${counts.skipped} skipped\n`);
  return counts.failed + failed.length === 0 ? 0 : 1;
});

function readArguments(argv) {
  const known = [...CHECKS, ...PROJECTS];
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

/** Even a test of the sources starts from what is built: the command line, the sandbox, the page. */
async function build() {
  say('building');
  const { code } = await run(process.execPath, ['scripts/build.mjs'], { cwd: project, stdio: ['ignore', 2, 2] });
  if (code !== 0) say('build failed');
  return code === 0;
}
