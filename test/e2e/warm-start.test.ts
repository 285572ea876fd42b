import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
const run = promisify(execFile);

describe('npm run sandbox, a second time', () => {
  it('installs and builds nothing where nothing changed', async () => {
    // --help takes the same way as a start, and ends before the parts.
    const start = () => run(process.execPath, ['scripts/sandbox.mjs', '--help'], { cwd: root });
    await start();
    const files = [
      'dist/.built',
      'dist/src/cli/latchkey.js',
      'dist/sandbox/page/app.js',
      'node_modules/.package-lock.json',
    ];
    const times = () => files.map((path) => statSync(`${root}${path}`).mtimeMs);
    const before = times();
    const { stdout, stderr } = await start();
    expect(stdout).toContain('--socket');
    expect(stderr).toBe('');
    expect(times()).toEqual(before);
  }, 120_000);
});
