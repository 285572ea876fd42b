import { spawn } from 'node:child_process';
import { clearInterval, setInterval } from 'node:timers';

/** Says one step to the person who waits, on stderr: stdout belongs to the data. */
export const say = (sentence) => void process.stderr.write(`latchkey: ${sentence}\n`);

/** A failure whose message is one sentence that says what to do: shown without a stack. */
export const problem = (sentence) => Object.assign(new Error(sentence), { isProblem: true });

/** Runs a script's main function; a problem becomes its sentence and exit 2, a fault its stack and exit 1. */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.stderr.write(`latchkey: ${error?.isProblem ? error.message : (error?.stack ?? error)}\n`);
    process.exitCode = error?.isProblem ? 2 : 1;
  }
}

/**
 * Under npm, a shell may stand between npm and us: a SIGTERM ends npm and that shell, and never reaches us. Their end is
 * the signal then.
 */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 200);
  timer.unref();
}

const SIGNALS = ['SIGINT', 'SIGTERM'];

/**
 * Runs a command to its end.
 * @returns {Promise<{code: number, stdout: string, stderr: string}>} `code` is 127 when the command does not exist; the
 * texts are empty where `stdio` passes them on. SIGINT and SIGTERM go to it, so that its caller can clean up.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const stop = (signal) => child.kill(signal);
    for (const signal of SIGNALS) process.on(signal, stop);
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', (error) => resolve({ code: 127, stdout, stderr: error.message }));
    child.on('close', (code) => {
      for (const signal of SIGNALS) process.off(signal, stop);
      resolve({ code: code ?? 1, stdout, stderr });
    });
  });
}
