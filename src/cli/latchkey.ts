#!/usr/bin/env node
import { processEnvironment } from '../config/process-environment.ts';
import { endWithNpm } from './end-with-npm.ts';
import { createIo } from './io.ts';
import { runLatchkey } from './run-latchkey.ts';

// A reader that has enough (head, less) closes the pipe: that is no failure, and there is nothing left to do.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});
process.stderr.on('error', () => undefined);

endWithNpm(processEnvironment());

const io = createIo(processEnvironment(), process.stdin, process.stdout, process.stderr);
process.exitCode = await runLatchkey(process.argv.slice(2), io);

// What is still trying to reach a server that is away must not keep us; a pipe that is still full gets its time.
setTimeout(() => process.exit(), 1_000).unref();
