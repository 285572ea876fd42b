import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { folder, freePort, startSandbox } from './support/processes.ts';
import type { Sandbox } from './support/processes.ts';

const root = new URL('../../', import.meta.url).pathname;

/** npm runs a bin through a shell, which a SIGTERM ends without reaching us. */
describe('SIGTERM to npm', () => {
  let files: Awaited<ReturnType<typeof folder>>;
  let sandbox: Sandbox;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    files = await folder();
    sandbox = await startSandbox(['--only', 'redis,mongo,slack,discord', '--socket']);
  }, 120_000);
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const pid of ours()) process.kill(pid, 'SIGKILL');
  });
  afterAll(async () => {
    await sandbox.stop();
    await files.remove();
  });

  /** Processes that were started with our mark, npm and its shells included. */
  function ours(): number[] {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0)
      .filter((pid) => {
        try {
          return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`STOPPING_TEST=${files.path}`);
        } catch {
          return false;
        }
      });
  }

  function npx(args: readonly string[], env: Readonly<Record<string, string>>) {
    const { PATH = '', HOME = '', LD_LIBRARY_PATH, XDG_CACHE_HOME, LATCHKEY_REDIS_SERVER } = process.env;
    const own = { PATH, HOME, LD_LIBRARY_PATH, XDG_CACHE_HOME, LATCHKEY_REDIS_SERVER };
    const child = spawn('npm', ['exec', '--', 'latchkey', ...args], {
      cwd: root,
      env: {
        ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
        ...env,
        npm_config_update_notifier: 'false',
        STOPPING_TEST: files.path,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    return { child, text: () => text };
  }

  const nothingIsLeft = () => until('nothing to be left running', () => Promise.resolve(ours().length === 0), 20_000);

  it('stops latchkey start, which says nothing of connections that it closed itself', async () => {
    const { child, text } = npx(['start'], { ...sandbox.env, PORT: String(await freePort()) });
    await until('Latchkey to be ready', () => text().includes('Latchkey is ready'), 90_000).catch((error: unknown) => {
      throw new Error(`Latchkey didn’t become ready:\n${text()}`, { cause: error });
    });
    const before = text().length;

    child.kill('SIGTERM');

    await nothingIsLeft();
    const after = text().slice(before);
    expect(after).toContain('stopping');
    expect(after).not.toMatch(/lost|away|not there|disconnect|"level":(40|50|60)/i);
  }, 120_000);

  it('stops latchkey sandbox and everything that it started', async () => {
    const { child, text } = npx(['sandbox', '--only', 'redis,slack'], {});
    await until('the sandbox to be ready', () => Promise.resolve(/^ready/m.test(text())), 90_000);

    child.kill('SIGTERM');

    await nothingIsLeft();
  }, 120_000);
});
