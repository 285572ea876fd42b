import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { ExitCode, Io } from './io.ts';
import { wrongUse } from './io.ts';

/**
 * Runs the sandbox as a child process, since `src` knows nothing of it: arguments and signals are passed on, and its exit
 * code is ours. Where we are killed, the child notices by its channel to us and stops too.
 */
export function sandbox(io: Io, args: readonly string[]): Promise<ExitCode> {
  const command = sandboxCommand();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...command, ...args], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...io.env },
    });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
    for (const signal of signals) process.on(signal, passOn);
    const forget = (): void => {
      for (const signal of signals) process.off(signal, passOn);
    };
    child.once('error', (error) => {
      forget();
      reject(new Error('The sandbox could not be started', { cause: error }));
    });
    child.once('exit', (code) => {
      forget();
      resolve(code === 0 ? 0 : code === 2 ? 2 : 1);
    });
  });
}

/** What Node is to run: the built sandbox beside us, or its sources through tsx where we are sources ourselves. */
function sandboxCommand(): string[] {
  const built = fileURLToPath(new URL('../../sandbox/index.js', import.meta.url));
  if (existsSync(built) && isInstalled('lmdb')) return [built];
  const source = fileURLToPath(new URL('../../sandbox/index.ts', import.meta.url));
  if (import.meta.url.endsWith('.ts') && existsSync(source)) return ['--import', loader(), source];
  throw wrongUse(
    "The sandbox isn't installed here. In a checkout of Latchkey, run npm run sandbox: it installs and builds what it needs.",
  );
}

/** `npm ci --omit=dev` brings none of the sandbox's packages. */
function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

function loader(): string {
  try {
    return createRequire(import.meta.url).resolve('tsx');
  } catch (error) {
    throw wrongUse(
      'The sandbox needs the development packages: run npm ci (without --omit=dev), then try again.',
      error,
    );
  }
}
