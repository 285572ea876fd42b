import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';

export interface Server {
  readonly url: string;
  readonly stop: () => void;
}

/** One of this folder's servers in a process of its own, when it listens. */
export async function startServer(name: 'bare' | 'latchkey', settings: object = {}): Promise<Server> {
  const loader = createRequire(import.meta.url).resolve('tsx');
  const script = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', loader, script, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const url = `http://127.0.0.1:${String(port).trim()}/access/v1/evaluation`;
  return { url, stop: () => void child.kill() };
}

export interface Load {
  readonly connections: number;
  readonly seconds: number;
  readonly token: string;
  readonly bodies: readonly string[];
}

/** Answers a second over connections that are kept. Throws where anything but 200 was answered. */
export async function measure({ url }: Server, { connections, seconds, token, bodies }: Load): Promise<number> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: bodies.map((body) => ({
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    })),
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors`);
  return result.requests.average;
}
