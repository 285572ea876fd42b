import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isBuilt } from './built.mjs';
import { checkNode, installSandbox, project } from './install.mjs';
import { provide } from './provide.mjs';
import { endWithNpm, problem, run, runMain, say } from './say.mjs';

/**
 * `npm run sandbox [-- ARGUMENTS]`: everything that `latchkey sandbox` needs, straight after a clone, and then that.
 * stdout stays the sandbox's: its ready line.
 */
await runMain(async () => {
  endWithNpm();
  checkNode();
  await installSandbox();
  if (!isBuilt(project)) {
    say('building what changed');
    const { code } = await run(process.execPath, [join(project, 'scripts/build.mjs')], { stdio: ['ignore', 2, 2] });
    if (code !== 0) throw problem('the build failed: see what it said above');
  }
  if (!process.env.REDIS_URL) await provide('redis-server');
  const entry = join(project, 'dist/sandbox/index.js');
  if (!existsSync(entry)) throw problem('the build made no sandbox: run npm run build and see what it says');
  const { main } = await import(pathToFileURL(entry).href);
  return main(process.argv.slice(2));
});
