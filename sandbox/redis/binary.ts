import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from '../runner/project.ts';
import { problem } from '../runner/problem.ts';

/**
 * The redis-server to run: from the PATH, or unpacked into a cache folder by `scripts/provide.mjs`, which says on
 * stderr what it is doing. Aborting ends that too.
 */
export function findRedisServer(signal?: AbortSignal): Promise<string> {
  const script = join(projectFolder(), 'scripts', 'provide.mjs');
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [script, 'redis-server'], { signal }, (error, stdout, stderr) => {
      const last = stderr
        .trim()
        .split('\n')
        .at(-1)
        ?.replace(/^latchkey: /, '');
      if (error) reject(problem(last ?? 'redis-server could not be provided', error));
      else resolve(stdout.trim());
    });
    child.stderr?.on('data', (text: Buffer) => process.stderr.write(text));
  });
}
