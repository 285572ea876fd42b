import { run, runMain } from './say.mjs';
import { project } from './install.mjs';

/**
 * `npm run fuzz`: 10,000 random inbound deliveries, tokens and requests each; LATCHKEY_FUZZ says another number. The same as
 * `npm test` does with 1,000.
 */
await runMain(async () => {
  const env = { ...process.env, LATCHKEY_FUZZ: process.env.LATCHKEY_FUZZ ?? '10000' };
  const files = [
    'test/services/inbound/random.test.ts',
    'test/decisions/random-tokens.test.ts',
    'test/decisions/request-random.int.test.ts',
  ];
  const args = ['scripts/test.mjs', '--only', 'unit,integration', ...files];
  return (await run(process.execPath, args, { cwd: project, env, stdio: 'inherit' })).code;
});
