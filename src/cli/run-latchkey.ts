import { readFile } from 'node:fs/promises';
import { CommanderError } from 'commander';
import type { Command } from 'commander';
import type { ExitCode, Io } from './io.ts';
import { isWrongUse, sentenceOf } from './io.ts';
import { createProgram } from './program.ts';

/** Runs the command line `args` (without node and script) and gives the exit code. Never throws. */
export async function runLatchkey(args: readonly string[], io: Io): Promise<ExitCode> {
  let exit: ExitCode = 0;
  const program = createProgram(io, await version(), async (work) => {
    exit = await work();
  });
  const written: Promise<void>[] = [];
  forAll(program, (command) =>
    command.exitOverride().configureOutput({
      writeOut: (text) => void written.push(io.out(text)),
      writeErr: (text) => io.say(text.trimEnd()),
    }),
  );
  try {
    await program.parseAsync(args, { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    io.say(`latchkey: ${sentenceOf(error)}`);
    return isWrongUse(error) ? 2 : 1;
  } finally {
    await Promise.all(written);
  }
}

function forAll(command: Command, change: (command: Command) => void): void {
  change(command);
  for (const one of command.commands) forAll(one, change);
}

/** From package.json, which stands above the sources as well as above dist/. */
async function version(): Promise<string> {
  for (const above of ['../../package.json', '../../../package.json']) {
    const text = await readFile(new URL(above, import.meta.url), 'utf8').catch(() => null);
    if (text !== null) return (JSON.parse(text) as { version: string }).version;
  }
  return 'unknown';
}
