import type { Readable, Writable } from 'node:stream';
import { createPrompt } from './prompt.ts';
import type { Prompt } from './prompt.ts';

/** 0: yes, done. 1: no, refused, broken chain … 2: wrong use. */
export type ExitCode = 0 | 1 | 2;

/** What a command reads and writes. Data goes out, everything else goes to `say`. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  /** Whether somebody watches what `say` writes; unset: no. */
  readonly isTerminal?: boolean;
  /** Asks whoever is at the terminal; unset: nobody is. */
  readonly prompt?: Prompt;
  /** Writes data, and settles when the reader can take more. */
  out(text: string): Promise<void>;
  /** One line for the person at the terminal. */
  say(text: string): void;
}

/** Io over streams. */
export function createIo(env: Io['env'], stdin: Readable, stdout: Writable, stderr: Writable): Io {
  return {
    env,
    stdin,
    isTerminal: isTty(stderr),
    ...(isTty(stdin) && isTty(stderr) && { prompt: createPrompt(stdin, stderr) }),
    out: (text) =>
      new Promise((resolve) => {
        if (stdout.write(text)) resolve();
        else stdout.once('drain', resolve);
      }),
    say: (text) => void stderr.write(`${text}\n`),
  };
}

function isTty(stream: Readable | Writable): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

/** Writes one JSON value as one line of data. */
export function outJson(io: Io, value: unknown): Promise<void> {
  return io.out(`${JSON.stringify(value)}\n`);
}

/** Wrong use or wrong surroundings: one sentence that says what to do; exit 2. */
export interface WrongUse extends Error {
  readonly isWrongUse: true;
}

export function wrongUse(sentence: string, cause?: unknown): WrongUse {
  return Object.assign(new Error(sentence, { cause }), { isWrongUse: true as const });
}

export function isWrongUse(error: unknown): error is WrongUse {
  return error instanceof Error && 'isWrongUse' in error;
}

/** The sentence of anything caught, with what caused it where that is a fault. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (isWrongUse(error)) return error.message;
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`;
}
