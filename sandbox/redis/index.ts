import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hasEnded, stopChild } from '../runner/child.ts';
import { freePort } from '../runner/ports.ts';
import { problem } from '../runner/problem.ts';
import { tieToThisProcess } from '../runner/tie.ts';
import { findRedisServer } from './binary.ts';
import { isReady } from './ping.ts';

export interface RedisOptions {
  /** Where the append-only file lives; without it a temporary folder that `stop` removes. */
  dataDir?: string;
  /** On 127.0.0.1; a free one without it. */
  port?: number;
  /** Gives up starting when it is aborted. */
  signal?: AbortSignal;
}

export interface LocalRedis {
  url: string;
  port: number;
  /** The server process itself: what a test may pause or kill. */
  pid: number;
  stop: () => Promise<void>;
}

const START_PATIENCE = 30_000;
const STOP_PATIENCE = 10_000;
const KEPT_LINES = 20;

/**
 * Starts a real redis-server on 127.0.0.1, append-only with `everysec`, and settles when it answers PING. It ends with
 * `stop`, and with this process however that ends. Fails with a sentence where no server can be had or started.
 */
export async function startRedis(options: RedisOptions = {}): Promise<LocalRedis> {
  const binary = await findRedisServer(options.signal);
  const temporary = options.dataDir === undefined ? await mkdtemp(join(tmpdir(), 'latchkey-redis-')) : undefined;
  const folder = resolve(options.dataDir ?? temporary ?? '.');
  try {
    await mkdir(folder, { recursive: true });
    // A free port that was just found can be taken by somebody else before the server binds it.
    for (let attempt = 1; ; attempt += 1) {
      options.signal?.throwIfAborted();
      const port = options.port ?? (await freePort());
      const started = await launch(binary, folder, port, temporary);
      if (!Array.isArray(started)) return started;
      const clash = started.some((line) => line.includes('Address already in use'));
      if (clash && options.port === undefined && attempt < 5) continue;
      throw problem(
        clash
          ? `Redis cannot listen on 127.0.0.1:${port}, which is taken: choose another port`
          : `redis-server did not start in ${folder}: ${started.at(-1) ?? 'it said nothing'}`,
      );
    }
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

/** @returns the running server, or the lines that the one that ended said last */
async function launch(
  binary: string,
  folder: string,
  port: number,
  temporary: string | undefined,
): Promise<LocalRedis | string[]> {
  const child = spawn(binary, configuration(folder, port), { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const closed = new Promise<void>((done) => child.once('close', () => done()));
  const untie = tieToThisProcess(child, temporary);
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const said: string[] = [];
  const listen = (text: Buffer): void => {
    said.push(...text.toString('utf8').split('\n').filter(Boolean));
    said.splice(0, said.length - KEPT_LINES);
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  child.on('error', (error) => said.push(error.message));

  const end = async (): Promise<void> => {
    await stopChild(child, STOP_PATIENCE);
    process.off('exit', kill);
  };
  const stop = async (): Promise<void> => {
    await end();
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
    untie();
  };
  const ready = await becomesReady(child, port);
  if (ready && child.pid !== undefined) return { url: `redis://127.0.0.1:${port}`, port, pid: child.pid, stop };
  await end();
  await closed;
  untie();
  return said;
}

async function becomesReady(child: ChildProcess, port: number): Promise<boolean> {
  const deadline = Date.now() + START_PATIENCE;
  while (child.pid !== undefined && !hasEnded(child) && Date.now() < deadline) {
    if (await isReady(port, child.pid)) return true;
    await delay(20);
  }
  return false;
}

function configuration(folder: string, port: number): string[] {
  return [
    ['--bind', '127.0.0.1'],
    ['--port', String(port)],
    ['--dir', folder],
    ['--appendonly', 'yes'],
    ['--appendfsync', 'everysec'],
    ['--save', ''],
    ['--daemonize', 'no'],
    ['--loglevel', 'notice'],
  ].flat();
}
