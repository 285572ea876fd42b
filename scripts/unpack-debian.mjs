import { readdir, mkdir, readlink, rm, symlink } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { problem, run, say } from './say.mjs';

/** The C library belongs to the dynamic loader of the system: another one beside it only crashes. */
const NEVER_UNPACKED = /^(libc6|libc-bin|libc-l10n|locales|libcrypt1)(:|$)/;

/**
 * Unpacks Debian packages, with everything they need that this system lacks, below `into`: without root, without
 * installing anything, and without starting a service.
 * @param {{packages: string[], companions: string[], into: string, aptFolder: string}} options `packages` are unpacked
 * also where they are installed, `companions` only where they are not; `aptFolder` keeps private package lists, used
 * when the system's own are empty or out of date.
 */
export async function unpackDebian({ packages, companions, into, aptFolder }) {
  if ((await run('apt-get', ['--version'])).code !== 0) {
    throw problem(`apt-get is not here, so ${packages[0]} cannot be unpacked from the system's package`);
  }
  const archives = join(into, 'archives');
  await mkdir(archives, { recursive: true });
  const first = await fetchPackages(packages, companions, archives, []);
  if (first !== undefined) {
    say(`the system's package lists do not do (${first}); reading fresh ones into ${aptFolder}`);
    const second = await fetchPackages(packages, companions, archives, await refreshLists(aptFolder));
    if (second !== undefined) throw problem(`${packages[0]} could not be fetched with apt-get: ${second}`);
  }
  const files = (await readdir(archives)).filter((name) => name.endsWith('.deb'));
  say(`unpacking ${files.length} packages`);
  for (const file of files) {
    const result = await run('dpkg-deb', ['-x', join(archives, file), join(into, 'root')]);
    if (result.code !== 0) throw problem(`${file} could not be unpacked: ${lastLine(result.stderr)}`);
  }
  await rm(archives, { recursive: true, force: true });
  await keepLinksInside(join(into, 'root'));
}

/** @returns the reason why it did not work, or undefined */
async function fetchPackages(packages, companions, folder, options) {
  const plan = await run(
    'apt-get',
    [...options, 'install', '-s', '-q', '--no-install-recommends', ...packages, ...companions],
    C,
  );
  if (plan.code !== 0) return lastLine(plan.stderr);
  const wanted = [...plan.stdout.matchAll(/^Inst (\S+) (?:\[\S+\] )?\((\S+) [^\n]*\[(\S+)\]\)/gm)]
    .filter(([, name]) => !NEVER_UNPACKED.test(name))
    .map(([, name, version]) => `${name}=${version}`);
  const planned = new Set(wanted.map((one) => one.replace(/[:=].*/, '')));
  wanted.push(...packages.filter((name) => !planned.has(name)));
  say(`downloading ${wanted.length} packages: ${shorten(wanted.map((one) => one.replace(/=.*/, '')))}`);
  const result = await run('apt-get', [...options, 'download', '-q', ...wanted], { ...C, cwd: folder });
  return result.code === 0 ? undefined : lastLine(result.stderr);
}

const C = { env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' } };
const lastLine = (text) => text.trim().split('\n').at(-1)?.trim() || 'no reason was given';
const shorten = (names) => (names.length > 6 ? `${names.slice(0, 6).join(', ')} …` : names.join(', '));

/** Private package lists, readable and writable by whoever runs this: no root. Returns apt-get's options for them. */
async function refreshLists(folder) {
  const state = join(folder, 'state');
  const cache = join(folder, 'cache');
  await mkdir(join(state, 'lists', 'partial'), { recursive: true });
  await mkdir(join(cache, 'archives', 'partial'), { recursive: true });
  const options = [
    `Dir::State=${state}`,
    `Dir::State::lists=${join(state, 'lists')}`,
    `Dir::Cache=${cache}`,
    `Dir::Cache::archives=${join(cache, 'archives')}`,
    'Dir::State::status=/var/lib/dpkg/status',
    `APT::Sandbox::User=${process.getuid?.() === 0 ? 'root' : ''}`,
  ].flatMap((option) => ['-o', option]);
  const result = await run('apt-get', [...options, 'update', '-q'], C);
  if (result.code !== 0) throw problem(`apt-get could not read its package lists: ${lastLine(result.stderr)}`);
  return options;
}

/** A package's absolute links (`/usr/lib/…`) are meant for an installed system: point them at what was unpacked. */
async function keepLinksInside(root) {
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) continue;
    const link = join(entry.parentPath ?? entry.path, entry.name);
    const target = await readlink(link);
    if (!target.startsWith('/') || !existsSync(join(root, target))) continue;
    await rm(link);
    await symlink(relative(dirname(link), join(root, target)), link);
  }
}

/** Every folder below `root` that holds shared libraries, as paths relative to it: what LD_LIBRARY_PATH needs. */
export function libraryFolders(root) {
  const found = new Set();
  for (const top of ['lib', 'usr/lib']) {
    if (!existsSync(join(root, top))) continue;
    for (const entry of readdirSync(join(root, top), { recursive: true, withFileTypes: true })) {
      if (/^lib.*\.so(\.|$)/.test(entry.name)) found.add(relative(root, entry.parentPath ?? entry.path));
    }
  }
  return [...found].sort();
}
