import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/provide.mjs', import.meta.url));
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-provide-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A program that runs and exits with `code`. */
async function program(place: string, name: string, code: number): Promise<string> {
  const file = join(folder, place, name);
  await mkdir(join(folder, place), { recursive: true });
  await writeFile(file, `#!/bin/sh\nexit ${code}\n`);
  await chmod(file, 0o755);
  return file;
}

/** Asks for programs where neither apt-get nor anything else of this system can be found. */
function provide(names: string[], places: string[], env: NodeJS.ProcessEnv = {}) {
  const path = places.map((place) => join(folder, place)).join(':');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...names], {
    env: { PATH: path, HOME: join(folder, 'home'), XDG_CACHE_HOME: join(folder, 'cache'), ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('providing a program', () => {
  it('takes the first one on the PATH that runs', async () => {
    await program('broken', 'redis-server', 1);
    const redis = await program('whole', 'redis-server', 0);
    const chromium = await program('whole', 'google-chrome', 0);
    expect(provide(['redis-server', 'chromium'], ['broken', 'whole'])).toEqual({
      status: 0,
      stdout: `${redis}\n${chromium}\n`,
      stderr: '',
    });
  });

  it('takes the one that a variable names before any other', async () => {
    await program('whole', 'redis-server', 0);
    const own = await program('own', 'my-redis', 0);
    expect(provide(['redis-server'], ['whole'], { LATCHKEY_REDIS_SERVER: own }).stdout).toBe(`${own}\n`);
  });

  it('does not look elsewhere when the named one does not run', async () => {
    await program('whole', 'redis-server', 0);
    const { status, stdout, stderr } = provide(['redis-server'], ['whole'], { LATCHKEY_REDIS_SERVER: '/nowhere' });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe('latchkey: LATCHKEY_REDIS_SERVER names /nowhere, which does not run: correct it or unset it\n');
  });

  it('says what to do where it cannot be had, and leaves no half behind', () => {
    const { status, stderr } = provide(['redis-server'], ['empty']);
    expect(status).toBe(2);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      "latchkey: redis-server is needed and could not be provided (apt-get is not here, so redis-server cannot be unpacked from the system's package): install Redis so that redis-server is on the PATH, or set REDIS_URL to a running one",
    );
    expect(spawnSync('ls', ['-A', join(folder, 'cache/latchkey')], { encoding: 'utf8' }).stdout).toBe('');
  });

  it('goes on to another cache folder where the first cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const { stderr } = provide(['redis-server'], ['empty'], { XDG_CACHE_HOME: join(folder, 'file') });
    expect(stderr).toContain(`into ${join(folder, 'home/.cache/latchkey')}`);
    expect(existsSync(join(folder, 'home/.cache/latchkey'))).toBe(true);
  });
});
