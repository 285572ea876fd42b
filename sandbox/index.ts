import { pathToFileURL } from 'node:url';
import { realpathSync } from 'node:fs';
import { readArguments } from './runner/arguments.ts';
import type { SandboxOptions } from './runner/arguments.ts';
import { createLifecycle } from './runner/lifecycle.ts';
import { isProblem } from './runner/problem.ts';
import { onStopSignals } from './runner/signals.ts';
import { startParts } from './runner/start.ts';
import type { Ready } from './runner/start.ts';

/**
 * `latchkey sandbox`: starts the parts, prints the ready line to stdout, and runs until SIGINT or SIGTERM; then nothing
 * that it started is left.
 * @param argv the arguments after the command's name
 * @returns the exit code: 0 stopped as told, 1 a fault or a part that ended by itself, 2 wrong use
 */
export async function main(argv: readonly string[]): Promise<number> {
  const say = (sentence: string): void => void process.stderr.write(`sandbox: ${sentence}\n`);
  // Who read what we say may be gone before us; that must not keep us from stopping what we started.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const lifecycle = createLifecycle(say);
  const told = onStopSignals(() => {
    say('stopping; once more to stop at once');
    void lifecycle.stop();
  });
  try {
    const options = readArguments(argv);
    if ('help' in options) {
      process.stdout.write(options.help);
      return 0;
    }
    const ready = await startParts({ options, env: process.env, lifecycle, say });
    process.stdout.write(`${readyLine(ready, options)}\n`);
    return await runUntilStopped(ready, lifecycle.signal, say);
  } catch (error) {
    if (lifecycle.signal.aborted) return 0;
    say(isProblem(error) ? error.message : String(error instanceof Error ? error.stack : error));
    return isProblem(error) ? 2 : 1;
  } finally {
    await lifecycle.stop();
    told.forget();
  }
}

function readyLine(ready: Ready, options: SandboxOptions): string {
  if (!options.json) return ready.page === null ? 'ready' : `ready ${ready.page}`;
  return JSON.stringify({ ready: true, page: ready.page, parts: ready.parts, env: ready.env });
}

/** Settles when the signal came, or when the Latchkey that we started ended by itself. */
async function runUntilStopped(ready: Ready, signal: AbortSignal, say: (text: string) => void): Promise<number> {
  const told = new Promise<'told'>((resolve) => {
    if (signal.aborted) resolve('told');
    signal.addEventListener('abort', () => resolve('told'), { once: true });
  });
  // Without a listening part of ours in this process, nothing else keeps it alive.
  const alive = setInterval(() => undefined, 2 ** 30);
  const ended = ready.latchkey?.ended.then(() => 'ended' as const);
  const outcome = await Promise.race(ended === undefined ? [told] : [told, ended]);
  clearInterval(alive);
  if (outcome === 'told' || signal.aborted) return 0;
  say('Latchkey ended by itself, so the sandbox stops: see what it said above');
  return 1;
}

const entry = process.argv[1];
if (entry !== undefined && import.meta.url === pathToFileURL(realpathSync(entry)).href) {
  process.exitCode = await main(process.argv.slice(2));
}
