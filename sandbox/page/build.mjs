import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const project = dirname(dirname(here));

/**
 * Bundles the page: everything that the browser needs, and nothing from the network.
 * @returns {Promise<Record<string, Uint8Array>>} the files by name: index.html, app.js, app.css
 */
export async function bundle() {
  const result = await build({
    entryPoints: { app: join(here, 'app/main.tsx') },
    outdir: join(here, 'out'),
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'warning',
  });
  const files = { 'index.html': await readFile(join(here, 'app/index.html')) };
  for (const file of result.outputFiles) files[file.path.split(/[\\/]/).at(-1)] = file.contents;
  return files;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = join(project, 'dist/sandbox/page');
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(await bundle())) await writeFile(join(folder, name), content);
}
