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

/** Installs everything a developer needs where that is missing or older than package-lock.json. */
export async function install() {
  if (isInstalled('typescript', { all: true })) return;
  say('installing packages (npm ci), which also builds');
  await npm(['ci', '--include=dev']);
}

/**
 * Installs what `npm run sandbox` needs and no more: Latchkey's own packages and those of the workspace `sandbox`, half of
 * what a developer needs. A developer's installation is left as it is, or brought up to date as a whole.
 */
export async function installSandbox() {
  if (existsSync(join(project, 'node_modules/typescript'))) return install();
  if (isInstalled('lmdb', { all: false })) return;
  say('installing packages: first Latchkey’s, then the sandbox’s');
  await npm(['ci', '--omit=dev', '--ignore-scripts']);
  await npm(['install', '--workspace=@latchkey/sandbox', '--no-save', '--ignore-scripts']);
}

async function npm(args) {
  const { code } = await run('npm', [...args, '--no-fund', '--no-audit'], { cwd: project, stdio: ['ignore', 2, 2] });
  if (code !== 0) throw problem(`npm ${args[0]} failed: fix what it says above, then try again`);
}

/** @param {{ all: boolean }} what whether every package of package-lock.json must be there, those of development included */
function isInstalled(last, { all }) {
  // npm writes this file last, so an installation that was cut short lacks it.
  const record = join(project, 'node_modules/.package-lock.json');
  if (!existsSync(record) || !existsSync(join(project, 'node_modules', last))) return false;
  if (statSync(record).mtimeMs >= statSync(join(project, 'package-lock.json')).mtimeMs) return true;
  return hasSamePackages(record, all);
}

/** A checkout touches package-lock.json without changing it: what is in it decides. */
function hasSamePackages(record, all) {
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, dev, optional, peer }]) => {
    if (path === '' || optional || peer) return true;
    const found = installed[path];
    return found === undefined ? dev === true && !all : found.version === version;
  });
}
