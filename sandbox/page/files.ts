import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

type Files = Record<string, Uint8Array>;

const NAMES = ['index.html', 'app.js', 'app.css'];

/** The page's files: those that the build put beside this one, else bundled now from the sources. */
export async function pageFiles(): Promise<Files> {
  const here = dirname(fileURLToPath(import.meta.url));
  if (NAMES.every((name) => existsSync(join(here, name)))) {
    const files: Files = {};
    for (const name of NAMES) files[name] = await readFile(join(here, name));
    return files;
  }
  const { bundle } = (await import(pathToFileURL(builder(here)).href)) as { bundle: () => Promise<Files> };
  return bundle();
}

function builder(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidates = [join(folder, 'build.mjs'), join(folder, 'sandbox/page/build.mjs')];
    const found = candidates.find((file) => file.endsWith(join('page', 'build.mjs')) && existsSync(file));
    if (found !== undefined) return found;
    if (dirname(folder) === folder) throw new Error('the page is not built: run npm run build');
  }
}
