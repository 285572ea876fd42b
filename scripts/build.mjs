import { existsSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problem, run, runMain, say } from './say.mjs';

/**
 * `node scripts/build.mjs [--if-possible]`: compiles to dist/ (only what changed), bundles the sandbox's page, and makes
 * the bin executable. With --if-possible (npm's `prepare`), an installation without the compiler is no failure.
 */
const project = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = findCompiler();

await runMain(async () => {
  if (compiler === undefined) {
    if (!process.argv.includes('--if-possible')) throw problem('TypeScript is not installed: run npm ci first');
    say('TypeScript is not installed (npm ci --omit=dev), so nothing was built');
    return 0;
  }
  const bin = join(project, 'dist/src/cli/latchkey.js');
  const config = join(project, 'tsconfig.build.json');
  // Without dist, the compiler's record of what it wrote before would make it write nothing.
  if (!existsSync(bin)) await rm(join(project, 'node_modules/.cache/tsc/build.tsbuildinfo'), { force: true });
  const compiled = await node([compiler, '-p', config]);
  if (existsSync(bin)) await chmod(bin, 0o755);
  if (compiled !== 0) return compiled;
  const page = join(project, 'sandbox/page/build.mjs');
  if (existsSync(page)) {
    const built = await node([page]);
    if (built !== 0) return built;
  }
  return 0;
});

async function node(args) {
  return (await run(process.execPath, args, { cwd: project, stdio: ['ignore', 2, 2] })).code;
}

function findCompiler() {
  try {
    return createRequire(join(project, 'package.json')).resolve('typescript/bin/tsc');
  } catch {
    return undefined;
  }
}
