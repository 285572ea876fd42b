import { checkNode, install, project } from './install.mjs';
import { startChecks } from './run-checks.mjs';
import { runTests } from './run-tests.mjs';
import { endWithNpm, problem, run, runMain } from './say.mjs';

/**
 * `npm run test:changed [-- REF]`, for while one works: types, lint of the files that differ from REF (default HEAD:
 * what isn't committed), and the unit and integration tests that these files reach. The last line is that of `npm test`.
 */
await runMain(async () => {
  const ref = process.argv[2] ?? 'HEAD';
  endWithNpm();
  checkNode();
  await install();
  const files = await changedSince(ref);
  const code = files.filter((file) => /\.(ts|mjs|js)$/.test(file) && !file.startsWith('sandbox/page/'));

  const checks = startChecks([
    ['types', ['npm', 'run', '--silent', 'types']],
    ...(code.length > 0 ? [['lint', ['npx', 'oxlint', '--type-aware', '--deny-warnings', ...code]]] : []),
    ...(files.length > 0 ? [['format', ['npx', 'prettier', '--check', '--ignore-unknown', ...files]]] : []),
  ]);
  const counts = await runTests(['unit', 'integration'], ['--changed', ref, '--passWithNoTests']);
  const failed = await checks.report();
  process.stdout.write(`${counts.passed} passed, ${counts.failed + failed.length} failed, ${counts.skipped} skipped\n`);
  return counts.failed + failed.length === 0 ? 0 : 1;
});

/** Files that differ from a commit, new ones included, deleted ones not. */
async function changedSince(ref) {
  const lists = await Promise.all([
    git('diff', '--name-only', '--diff-filter=d', '--relative', ref),
    git('ls-files', '--others', '--exclude-standard'),
  ]);
  return [...new Set(lists.flat())];
}

async function git(...args) {
  const { code, stdout, stderr } = await run('git', args, { cwd: project });
  if (code !== 0) throw problem(`git ${args[0]} failed (${stderr.trim()}): name a commit, or leave it out`);
  return stdout.split('\n').filter(Boolean);
}
