import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problem, run, say } from './say.mjs';

export const project = dirname(dirname(fileURLToPath(import.meta.url)));

/** Refuses a Node that package.json's `engines` does not allow, with what to do. */
export function checkNode() {
  const wanted = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')).engines.node.replace('>=', '');
  const [major, minor = 0] = wanted.split('.').map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  throw problem(`Node ${process.versions.node} is too old: install Node ${wanted} or newer`);
}

/** Runs `npm ci` where node_modules is missing, older than package-lock.json, or without what a developer needs. */
export async function install() {
  if (!needsInstall()) return;
  say('installing packages (npm ci), which also builds');
  const { code } = await run('npm', ['ci', '--include=dev', '--no-fund', '--no-audit'], {
    cwd: project,
    stdio: ['ignore', 2, 2],
  });
  if (code !== 0) throw problem('npm ci failed: see what it said above, mend that, and start again');
}

function needsInstall() {
  // npm writes this file last, so an installation that was cut short lacks it.
  const record = join(project, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return true;
  if (!existsSync(join(project, 'node_modules/typescript'))) return true;
  return statSync(record).mtimeMs < statSync(join(project, 'package-lock.json')).mtimeMs && !hasSamePackages(record);
}

/** A checkout touches package-lock.json without changing it: what is in it decides. */
function hasSamePackages(record) {
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, peer }]) => path === '' || optional || peer || installed[path]?.version === version,
  );
}
