import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../support/until.ts';

const root = new URL('../../../', import.meta.url).pathname;
const bin = join(root, 'dist/src/cli/latchkey.js');

/** A started process, and everything it wrote to stderr. */
export interface Started {
  readonly child: ChildProcess;
  readonly log: () => string;
  /** SIGTERM, and SIGKILL when that does not help. */
  stop(): Promise<void>;
  /** SIGKILL: nothing is finished. */
  kill(): Promise<void>;
}

export interface Sandbox extends Started {
  readonly env: Readonly<Record<string, string>>;
  readonly parts: Readonly<Record<string, string>>;
  readonly page: string | null;
}

/** For a Latchkey whose environment doesn't come from a sandbox as it is. */
const testSecret = Buffer.alloc(32, 7).toString('base64');

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export async function freePort(): Promise<number> {
  for (;;) {
    // Below the ports that the system gives to whoever asks for any, so that nobody is given it in between.
    const port = 15_000 + Math.floor(Math.random() * 17_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** A folder of the test's own, with the given files in it. */
export async function folder(
  files: Readonly<Record<string, string>> = {},
): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'latchkey-e2e-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** `latchkey sandbox … --json`, ready. `env` is for it, and among what it gives to whoever uses it. */
export async function startSandbox(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Sandbox> {
  const started = launch(['sandbox', '--json', ...args], env);
  let out = '';
  started.child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const line = await until(
    'the sandbox to be ready',
    () => {
      if (started.child.exitCode !== null) return Promise.resolve('ended');
      return Promise.resolve(out.split('\n').find((one) => one.includes('"ready"')));
    },
    120_000,
  ).catch(async (error: unknown) => {
    await started.stop();
    throw new Error(`the sandbox did not become ready:\n${started.log()}`, { cause: error });
  });
  if (line === 'ended') throw new Error(`the sandbox ended before it was ready:\n${started.log()}`);
  const told = JSON.parse(line) as { env: Record<string, string>; parts: Record<string, string>; page: string | null };
  return { ...started, ...told, env: { ...told.env, ...env } };
}

type Role = 'bot' | 'worker' | 'all';

/** `latchkey start`, which may never become ready. */
export function launchLatchkey(role: Role, env: Readonly<Record<string, string>>, port: number): Started {
  const args = role === 'all' ? ['start'] : ['start', '--role', role];
  return launch(args, { LATCHKEY_SECRET: testSecret, ...env, PORT: String(port) });
}

/** `latchkey start`, ready. */
export async function startLatchkey(
  role: Role,
  env: Readonly<Record<string, string>>,
  port: number,
  withinMs = 120_000,
): Promise<Started> {
  const started = launchLatchkey(role, env, port);
  const state = await until(
    `latchkey start (${role}) to be ready`,
    async () => {
      if (started.child.exitCode !== null) return 'ended';
      return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok && 'ready';
    },
    withinMs,
  ).catch(async (error: unknown) => {
    await started.stop();
    throw new Error(`latchkey did not become ready:\n${started.log()}`, { cause: error });
  });
  if (state === 'ended') throw new Error(`latchkey ended before it was ready:\n${started.log()}`);
  return started;
}

/** Runs a command to its end. */
export async function latchkey(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input = '',
): Promise<{ code: number | null; out: string; err: string }> {
  const started = launch(args, env);
  let out = '';
  started.child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  started.child.stdin?.end(input);
  const code = await new Promise<number | null>((resolve) => started.child.once('close', resolve));
  return { code, out, err: started.log() };
}

function launch(args: readonly string[], env: Readonly<Record<string, string>>): Started {
  const { PATH = '', HOME = '', LD_LIBRARY_PATH, XDG_CACHE_HOME, LATCHKEY_REDIS_SERVER } = process.env;
  const own = { PATH, HOME, LD_LIBRARY_PATH, XDG_CACHE_HOME, LATCHKEY_REDIS_SERVER };
  const kept = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: root,
    env: { ...kept, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.add(child);
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-20_000)));
  child.stdout.resume();
  const over = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void over.then(() => running.delete(child));
  return {
    child,
    log: () => text,
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await over;
      clearTimeout(late);
    },
    async kill() {
      child.kill('SIGKILL');
      await over;
    },
  };
}
