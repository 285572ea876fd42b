import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What a build is made of: folders with sources, and what says how they are built. */
const FOLDERS = ['src', 'commands', 'workers', 'sandbox'];
const FILES = ['package-lock.json', 'scripts/build.mjs', 'scripts/compile.mjs'];
const SOURCE = /\.(ts|tsx|css|html|mjs|json)$/;
const MARK = 'dist/.built';

/** Whether `dist` holds what the sources would be built to now: then a build can be left out. Costs about 0.1 s. */
export function isBuilt(project) {
  const mark = join(project, MARK);
  if (!existsSync(mark)) return false;
  const { sources, outputs } = JSON.parse(readFileSync(mark, 'utf8'));
  return sources === sourcesOf(project) && outputs.every((path) => existsSync(join(project, 'dist', path)));
}

/** Before a build: one that is cut short must not count. */
export function forgetBuilt(project) {
  rmSync(join(project, MARK), { force: true });
}

/** After a build. */
export function markBuilt(project, sources) {
  const outputs = filesIn(join(project, 'dist')).filter((path) => !path.endsWith('.map') && path !== '.built');
  writeFileSync(join(project, MARK), JSON.stringify({ sources, outputs }));
}

/** SHA-256 over the paths and contents of everything that a build reads, hex. */
export function sourcesOf(project) {
  const hash = createHash('sha256').update(process.version);
  const sources = FOLDERS.flatMap((folder) =>
    filesIn(join(project, folder))
      .filter((path) => SOURCE.test(path))
      .map((path) => join(folder, path)),
  );
  for (const path of [...FILES, ...sources.sort()]) {
    const content = readFileSync(join(project, path));
    hash.update(`\n${path} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.includes('node_modules'));
}
