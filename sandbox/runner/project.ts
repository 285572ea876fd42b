import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder, found from the sources as well as from dist/: above the sandbox, which is a package of its own. */
export function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'sandbox', 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('package.json was not found above the sandbox');
    folder = above;
  }
  return folder;
}
