import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { project } from './install.mjs';
import { problem, run, runMain } from './say.mjs';

/**
 * `node scripts/check-format.mjs`: whether every file is formatted as Prettier does it. Prettier needs 55 s of processor
 * time for that. So oxfmt, which formats like Prettier and takes a second, looks at the sources first; Prettier checks
 * what oxfmt would write otherwise, and everything else. Where oxfmt isn't installed, Prettier checks all of it.
 */
const SOURCES = /\.(?:ts|tsx|mjs)$/;
const bin = (name) => join(project, 'node_modules/.bin', name);

await runMain(async () => {
  const { code, stdout, stderr } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: project,
  });
  // Outside of a repository, say in a copy of the files, nobody knows which of them are ours.
  const files = code === 0 ? stdout.split('\0').filter((file) => file !== '' && existsSync(join(project, file))) : null;
  if (files === null && !stderr.includes('not a git repository'))
    throw problem(`git ls-files failed: ${stderr.trim()}`);
  const unsure = files === null ? ['.'] : await unsureOf(files);
  const checked = await run(bin('prettier'), ['--check', '--ignore-unknown', ...unsure], {
    cwd: project,
    stdio: 'inherit',
  });
  return checked.code;
});

/** What Prettier has to look at. */
async function unsureOf(files) {
  if (!existsSync(bin('oxfmt'))) return files;
  const sources = files.filter((file) => SOURCES.test(file));
  const options = ['-c', '.prettierrc.json', '--disable-nested-config', '--list-different'];
  const { code, stdout, stderr } = await run(bin('oxfmt'), [...options, ...sources], { cwd: project });
  const differs = stdout.split('\n').filter(Boolean);
  // It ends with 1 where it lists something; anything else that it says is a failure.
  if (code !== 0 && (code !== 1 || differs.length === 0)) throw problem(`oxfmt failed: ${stderr.trim()}`);
  return [...files.filter((file) => !SOURCES.test(file)), ...differs];
}
