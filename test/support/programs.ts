import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('../../scripts/provide.mjs', import.meta.url));

/**
 * The Chromium to drive (playwright-core's `executablePath`): LATCHKEY_CHROMIUM, the PATH's, or one unpacked from the
 * system's package. As root it needs `--no-sandbox`, which playwright-core gives it.
 */
export const findChromium = (): Promise<string> => find('chromium');

/** The redis-server that the sandbox would start, for tests that run one of their own. */
export const findRedisServer = (): Promise<string> => find('redis-server');

async function find(name: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, name]);
  return stdout.trim();
}
