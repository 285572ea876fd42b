import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/**
 * Ties a child to this process's life, also where this process is killed and can clean up nothing: a small shell waits
 * for the end of its input, which the system closes with us, then stops the child and removes `temporary`.
 * @returns unties; call it once the child has ended and its folder is gone
 */
export function tieToThisProcess(child: ChildProcess, temporary?: string): () => void {
  if (child.pid === undefined) return () => undefined;
  const guard = spawn('/bin/sh', ['-c', GUARD, 'latchkey-guard', String(child.pid), temporary ?? ''], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  // A pid may be used again: from the child's end on, the guard looks after the folder only.
  child.once('exit', () => guard.stdin.write('ended\n'));
  return () => guard.kill('SIGKILL');
}

const GUARD = `
pid=$1
while read -r line; do pid=; done
if [ -n "$pid" ]; then
  kill -TERM "$pid" 2>/dev/null
  n=0
  while kill -0 "$pid" 2>/dev/null && [ $n -lt 50 ]; do sleep 0.1; n=$((n+1)); done
  kill -KILL "$pid" 2>/dev/null
fi
if [ -n "$2" ]; then rm -rf -- "$2"; fi
`;
