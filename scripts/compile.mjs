import { readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';

/**
 * Bundles programs into `dist`, with the packages that they use: loading a few large files takes half the time of loading
 * two thousand small ones. Types are not checked here: `npm run types` does that. A program stays where its source is,
 * `src/cli/latchkey.ts` as `dist/src/cli/latchkey.js`; what several share lies in `dist/<folder>/parts`.
 * @param {typeof import('esbuild')} esbuild
 * @param {{ project: string, folder: string, entries: string[], external?: string[] }} what `entries`: the programs, and
 *   what finds other files by its own place, relative to `project`; `external`: packages that stay outside
 */
export async function compile(esbuild, { project, folder, entries, external = [] }) {
  const { metafile } = await esbuild.build({
    absWorkingDir: project,
    entryPoints: entries,
    outbase: '.',
    outdir: 'dist',
    chunkNames: `${folder}/parts/[name]-[hash]`,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    bundle: true,
    splitting: true,
    external,
    metafile: true,
    sourcemap: true,
    sourcesContent: false,
    // CommonJS packages ask for Node's own modules with it.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    // Not the one that types are checked with: what it extends is for developers only.
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    logLevel: 'warning',
  });
  return Object.keys(metafile.outputs);
}

/** An older build's files would still be found by an import. `kept`: paths relative to `project`. */
export async function removeStale(project, kept) {
  const current = new Set(kept);
  for (const entry of await readdir(join(project, 'dist'), { recursive: true, withFileTypes: true })) {
    const path = relative(project, join(entry.parentPath, entry.name));
    if (entry.isFile() && /\.js(\.map)?$/.test(path) && !current.has(path)) await rm(join(project, path));
  }
}
