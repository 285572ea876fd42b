import { accessSync, constants, existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problem, run, runMain, say } from './say.mjs';
import { libraryFolders, unpackDebian } from './unpack-debian.mjs';

/** What can be provided: its name on the PATH, the variable that names another one, the packages that hold it, and others that it needs. */
const PROGRAMS = {
  'redis-server': {
    names: ['redis-server', 'valkey-server'],
    variable: 'LATCHKEY_REDIS_SERVER',
    packages: ['redis-server'],
    companions: [],
    binary: 'usr/bin/redis-server',
    otherwise: 'install Redis so that redis-server is on the PATH, or set REDIS_URL to a running one',
  },
  chromium: {
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    variable: 'LATCHKEY_CHROMIUM',
    packages: ['chromium', 'chromium-common'],
    companions: ['fonts-liberation'],
    binary: 'usr/lib/chromium/chromium',
    otherwise: 'install Chromium so that it is on the PATH, or set LATCHKEY_CHROMIUM to its binary',
  },
};

const project = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Finds a program, or brings it: the variable, the PATH, what was unpacked before, else unpacked now from the system's
 * package. No root, no service. Every answer has run with `--version`.
 * @param {'redis-server' | 'chromium'} name
 * @param {{path?: string, cacheFolder?: string}} [options] `path` is searched instead of PATH
 * @returns {Promise<string>} the absolute path of something to execute
 */
export async function provide(name, { path = process.env.PATH ?? '', cacheFolder = findCacheFolder() } = {}) {
  const program = PROGRAMS[name];
  if (program === undefined) throw problem(`${name} cannot be provided; known are ${Object.keys(PROGRAMS).join(', ')}`);
  const named = process.env[program.variable];
  if (named) {
    if (await works(named)) return named;
    throw problem(`${program.variable} names ${named}, which does not run: correct it or unset it`);
  }
  for (const candidate of onPath(program.names, path)) {
    if (await works(candidate)) return candidate;
  }
  const folder = join(cacheFolder, `${name}-${await system()}`);
  const launcher = join(folder, 'bin', name);
  if (existsSync(launcher)) {
    if (await works(launcher)) return launcher;
    say(`${name} in ${folder} no longer runs; unpacking it anew`);
    await rm(folder, { recursive: true, force: true });
  }
  try {
    await unpackProgram(name, program, folder);
    return launcher;
  } catch (error) {
    const installed = name === 'chromium' && process.getuid?.() === 0 ? await installChromium(error, path) : undefined;
    if (installed) return installed;
    throw problem(`${name} is needed and could not be provided (${error.message}): ${program.otherwise}`);
  }
}

/** Unpacks beside the place it is meant for and renames: who comes second finds the first one's whole. */
async function unpackProgram(name, program, folder) {
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(`${folder}.`);
  try {
    say(`${name} is not here; unpacking it from the system's package into ${folder} (once, without root)`);
    const { packages, companions } = program;
    await unpackDebian({ packages, companions, into: work, aptFolder: join(dirname(folder), 'apt') });
    await writeLauncher(work, folder, name, program.binary);
    const launcher = join(work, 'bin', name);
    const result = await run(launcher, ['--version']);
    if (result.code !== 0) throw problem(`the unpacked ${name} does not run: ${result.stderr.trim().split('\n')[0]}`);
    await rename(work, folder).catch(async (error) => {
      if (!(await works(join(folder, 'bin', name)))) throw error;
    });
    say(`${name} is ready: ${result.stdout.trim()}`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A small script that runs the unpacked binary with the libraries and fonts unpacked beside it; it may be moved. */
async function writeLauncher(work, folder, name, binary) {
  const root = join(work, 'root');
  if (!existsSync(join(root, binary))) throw problem(`the package has no ${binary}`);
  const libraries = libraryFolders(root).map((one) => `$here/root/${one}`);
  const lines = ['#!/bin/sh', 'here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)'];
  if (libraries.length > 0) {
    lines.push(`export LD_LIBRARY_PATH="${libraries.join(':')}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"`);
  }
  if (existsSync(join(root, 'usr/share/fonts'))) {
    await writeFile(join(work, 'fonts.conf'), fontsConfig(folder));
    lines.push('export FONTCONFIG_FILE="$here/fonts.conf"');
  }
  lines.push(`exec "$here/root/${binary}" "$@"`, '');
  await mkdir(join(work, 'bin'), { recursive: true });
  await writeFile(join(work, 'bin', name), lines.join('\n'));
  await chmod(join(work, 'bin', name), 0o755);
}

const fontsConfig = (folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir>${folder}/root/usr/share/fonts</dir>
  <cachedir>${folder}/fontconfig</cachedir>
</fontconfig>
`;

async function installChromium(error, path) {
  say(`unpacking chromium did not work (${error.message}); installing the package, since this is root`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const stdio = ['ignore', 2, 2];
  await run('apt-get', ['update', '-q'], { env, stdio });
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env, stdio });
  for (const candidate of onPath(['chromium'], `${path}${delimiter}/usr/bin`)) {
    if (await works(candidate)) return candidate;
  }
  return undefined;
}

const works = async (binary) => (await run(binary, ['--version'])).code === 0;

function onPath(names, path) {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).filter(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** What was unpacked fits one release of one system: libraries that it has are not unpacked again. */
async function system() {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const field = (key) => new RegExp(`^${key}="?([\\w.-]+)`, 'm').exec(release)?.[1] ?? 'unknown';
  return `${field('ID')}-${field('VERSION_ID')}-${process.arch}`;
}

/** The first of the usual cache folders that can be written. */
export function findCacheFolder() {
  const home = homedir();
  const candidates = [
    process.env.XDG_CACHE_HOME && join(process.env.XDG_CACHE_HOME, 'latchkey'),
    home && home !== '/' && join(home, '.cache', 'latchkey'),
    join(project, 'node_modules', '.cache', 'latchkey'),
    join(tmpdir(), `latchkey-${process.getuid?.() ?? 'cache'}`),
  ];
  for (const folder of candidates) {
    if (!folder) continue;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      accessSync(folder, constants.W_OK | constants.X_OK);
      if (process.getuid && statSync(folder).uid !== process.getuid()) continue;
      return realpathSync(folder);
    } catch {
      continue;
    }
  }
  throw problem('no cache folder can be written: set XDG_CACHE_HOME to a folder of yours');
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    for (const name of process.argv.slice(2)) process.stdout.write(`${await provide(name)}\n`);
  });
}
