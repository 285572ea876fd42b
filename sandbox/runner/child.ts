import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** Whether a child has ended, by itself or by a signal. */
export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Stops a child with SIGTERM, and with SIGKILL where it has not ended after `patience` ms. Settles when it has ended. */
export async function stopChild(child: ChildProcess, patience: number): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  // A stopped (SIGSTOP) child takes no SIGTERM until it goes on.
  child.kill('SIGCONT');
  const timer = new AbortController();
  const impatience = delay(patience, 'late' as const, { signal: timer.signal }).catch(() => 'ended' as const);
  if ((await Promise.race([ended, impatience])) === 'late') child.kill('SIGKILL');
  timer.abort();
  await ended;
}
