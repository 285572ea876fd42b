import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hasEnded, stopChild } from './child.ts';
import { problem } from './problem.ts';
import { projectFolder } from './project.ts';
import { tieToThisProcess } from './tie.ts';

export interface LatchkeyProcess {
  url: string;
  pid: number;
  /** Settles when it has ended, by itself or because it was told to. */
  ended: Promise<void>;
  stop: () => Promise<void>;
}

const READY_PATIENCE = 90_000;
const STOP_PATIENCE = 15_000;

/**
 * Starts `latchkey start` as a child that listens on `port`, and settles when its /readyz says yes. What it says goes to
 * our stderr. Fails with a sentence where it is not built, ends, or does not become ready.
 */
export async function startLatchkey(
  env: NodeJS.ProcessEnv,
  port: number,
  signal?: AbortSignal,
): Promise<LatchkeyProcess> {
  const bin = join(projectFolder(), 'dist/src/cli/latchkey.js');
  if (!existsSync(bin)) throw problem('Latchkey is not built yet: run npm run build');
  const child = spawn(process.execPath, [bin, 'start'], {
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', process.stderr, process.stderr],
    detached: true,
  });
  const untie = tieToThisProcess(child);
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async (): Promise<void> => {
    await stopChild(child, STOP_PATIENCE);
    process.off('exit', kill);
    untie();
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await waitUntilReady(child, url, signal);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, pid: child.pid ?? 0, ended, stop };
}

async function waitUntilReady(child: ChildProcess, url: string, signal: AbortSignal | undefined): Promise<void> {
  const deadline = Date.now() + READY_PATIENCE;
  while (Date.now() < deadline) {
    signal?.throwIfAborted();
    if (child.pid === undefined || hasEnded(child)) {
      throw problem('Latchkey did not start: see what it said above, fix that, and start again');
    }
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    if (answer?.ok && !hasEnded(child)) return;
    await delay(50);
  }
  throw problem(`Latchkey did not become ready within ${READY_PATIENCE / 1000} s: see what it said above`);
}
