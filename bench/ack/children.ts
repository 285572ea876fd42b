import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Child {
  /** The first line that it wrote to stdout. */
  readonly said: string;
  readonly stop: () => Promise<void>;
}

/** Starts Node with these arguments and waits for its first line on stdout; its stderr is shown when it ends before that. */
export async function startChild(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Child> {
  const { child, stop, complaint } = start(args, env);
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  const said = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    once(child, 'exit').then(() => Promise.reject(new Error(complaint()))),
  ]);
  return { said, stop };
}

/** Starts Node with these arguments and waits until `ready` is true. */
export async function startUntil(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  ready: () => Promise<boolean>,
): Promise<{ stop: () => Promise<void> }> {
  const { child, stop, complaint } = start(args, env);
  while (!(await ready().catch(() => false))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(complaint());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { stop };
}

function start(args: readonly string[], env: NodeJS.ProcessEnv) {
  const child: ChildProcess = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4_000);
  });
  child.stdout?.resume();
  return {
    child,
    complaint: () => `${args.join(' ')} ended before it was ready:\n${errors}`,
    stop: async () => {
      process.off('exit', kill);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
