import { performance } from 'node:perf_hooks';
import { project } from './install.mjs';
import { run, say } from './say.mjs';

/**
 * Runs checks one after another, behind whatever else runs (`nice`), and keeps what they print to itself until `report`.
 * @param {[name: string, command: string[]][]} checks
 */
export function startChecks(checks) {
  const failures = [];
  const done = (async () => {
    for (const [name, command] of checks) {
      const begun = performance.now();
      const { code, stdout, stderr } = await run('nice', ['-n', '10', ...command], { cwd: project });
      const seconds = Math.round((performance.now() - begun) / 1000);
      say(code === 0 ? `${name} passed (${seconds} s)` : `${name} failed (${seconds} s); more at the end`);
      if (code !== 0) failures.push({ name, text: `${stdout}${stderr}`.trim() });
    }
  })();
  return {
    /** Waits for every check, prints what the failed ones said, and gives their names. */
    async report() {
      await done;
      for (const { name, text } of failures) say(`${name} failed:\n${text}`);
      return failures.map(({ name }) => name);
    },
  };
}
