import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forgetBuilt, markBuilt, sourcesOf } from './built.mjs';
import { compile, removeStale } from './compile.mjs';
import { problem, run, runMain, say } from './say.mjs';

/**
 * `node scripts/build.mjs [--if-possible]`: bundles Latchkey, the sandbox and its page into dist/, and makes the bin executable.
 * With --if-possible (npm's `prepare`), an installation without the compiler is no failure.
 */
const project = dirname(dirname(fileURLToPath(import.meta.url)));

await runMain(async () => {
  const esbuild = await import('esbuild').catch(() => null);
  if (esbuild === null) {
    if (!process.argv.includes('--if-possible')) throw problem('esbuild is not installed: run npm ci first');
    say('esbuild is not installed (npm ci --omit=dev), so nothing was built');
    return 0;
  }
  // Of before the build: what is saved while it runs is built the next time.
  const sources = sourcesOf(project);
  forgetBuilt(project);
  const built = await Promise.all([
    compile(esbuild, { project, folder: 'src', entries: ['src/cli/latchkey.ts'] }),
    compile(esbuild, {
      project,
      folder: 'sandbox',
      entries: ['sandbox/index.ts', 'sandbox/mongo/main.ts', 'sandbox/page/server.ts'],
      external: ['lmdb', 'mongodb-memory-server-core'],
    }),
  ]);
  await removeStale(project, [...built.flat(), 'dist/sandbox/page/app.js']);
  await chmod(join(project, 'dist/src/cli/latchkey.js'), 0o755);
  const page = join(project, 'sandbox/page/build.mjs');
  const { code } = existsSync(page)
    ? await run(process.execPath, [page], { cwd: project, stdio: ['ignore', 2, 2] })
    : { code: 0 };
  if (code === 0) markBuilt(project, sources);
  return code;
});
