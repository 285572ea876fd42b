import { readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';

/**
 * Strips the types of every `.ts` file in these folders into `out`, one file for each, with source maps. Types are not
 * checked here: `npm run types` does that.
 * @param {typeof import('esbuild')} esbuild
 * @param {{ project: string, folders: string[], without: string[], out: string }} what `without`: folders to leave out,
 *   relative to `project`, as `folders` and `out` are
 */
export async function compile(esbuild, { project, folders, without, out }) {
  const sources = await filesIn(project, folders, '.ts');
  const kept = sources.filter(
    (path) => !path.endsWith('.d.ts') && !without.some((left) => path.startsWith(`${left}/`)),
  );
  await esbuild.build({
    absWorkingDir: project,
    entryPoints: kept,
    outbase: '.',
    outdir: out,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    // Not the one that types are checked with: what it extends is for developers only.
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    bundle: true,
    treeShaking: false,
    logLevel: 'warning',
    plugins: [eachFileAlone],
  });
  await removeStale(join(project, out), folders, new Set(kept));
}

/** Leaves imports as they are, but for the ending of the project's own files. */
const eachFileAlone = {
  name: 'each-file-alone',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ kind, path }) => {
      if (kind === 'entry-point') return undefined;
      return { path: path.startsWith('.') ? path.replace(/\.ts$/, '.js') : path, external: true };
    });
  },
};

/** What was made of a file that is gone would still be found by an import. */
async function removeStale(out, folders, sources) {
  for (const map of await filesIn(out, folders, '.js.map')) {
    if (sources.has(map.replace(/\.js\.map$/, '.ts'))) continue;
    await rm(join(out, map));
    await rm(join(out, map.replace(/\.map$/, '')), { force: true });
  }
}

async function filesIn(base, folders, ending) {
  const found = [];
  for (const folder of folders) {
    for (const entry of await readdir(join(base, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && entry.name.endsWith(ending)) found.push(relative(base, join(entry.parentPath, entry.name)));
    }
  }
  return found;
}
