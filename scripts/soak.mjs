import { run, runMain } from './say.mjs';
import { project } from './install.mjs';

/**
 * `npm run soak`: 100 journeys under each trouble and under all at once, half an hour or so; LATCHKEY_SOAK_JOURNEYS says
 * another number. The same as test/e2e/soak.test.ts does with ten in `npm test`.
 */
await runMain(async () => {
  const env = { ...process.env, LATCHKEY_SOAK_JOURNEYS: process.env.LATCHKEY_SOAK_JOURNEYS ?? '100' };
  const args = ['scripts/test.mjs', '--only', 'e2e', 'test/e2e/soak.test.ts'];
  return (await run(process.execPath, args, { cwd: project, env, stdio: 'inherit' })).code;
});
