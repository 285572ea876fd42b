import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LocalRedis } from '../../../sandbox/redis/index.ts';
import { startRedis } from '../../../sandbox/redis/index.ts';
import { patience } from '../../support/until.ts';

const started: LocalRedis[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((redis) => redis.stop()));
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

describe('a local Redis', () => {
  it('is real, append-only, and listens on 127.0.0.1 alone', async () => {
    const client = await connect(await start());
    expect(await client.config('GET', 'appendonly')).toEqual(['appendonly', 'yes']);
    expect(await client.config('GET', 'appendfsync')).toEqual(['appendfsync', 'everysec']);
    expect(await client.config('GET', 'save')).toEqual(['save', '']);
    expect(await client.config('GET', 'bind')).toEqual(['bind', '127.0.0.1']);
    client.disconnect();
  });

  it('goes on where it stopped when it has a data folder', async () => {
    const dataDir = await folder();
    const first = await start({ dataDir });
    const client = await connect(first);
    await client.set('kept', 'yes');
    client.disconnect();
    await first.stop();

    const again = await connect(await start({ dataDir }));
    expect(await again.get('kept')).toBe('yes');
    again.disconnect();
  });

  it('leaves neither a process nor a folder behind', async () => {
    const redis = await start();
    const client = await connect(redis);
    const [, dir] = (await client.config('GET', 'dir')) as [string, string];
    client.disconnect();
    expect(existsSync(dir)).toBe(true);

    await redis.stop();

    expect(isAlive(redis.pid)).toBe(false);
    expect(existsSync(dir)).toBe(false);
  });

  it('stops also while it is paused', async () => {
    const redis = await start();
    process.kill(redis.pid, 'SIGSTOP');
    await redis.stop();
    expect(isAlive(redis.pid)).toBe(false);
  });

  it('refuses a taken port with a sentence', async () => {
    const first = await start();
    await expect(startRedis({ port: first.port })).rejects.toThrow(
      `Redis cannot listen on 127.0.0.1:${first.port}, which is taken: choose another port`,
    );
  });

  it('ends with the process that started it, even where that one is killed', async () => {
    const parent = spawn(process.execPath, ['--import', 'tsx', '-e', STARTS_AND_WAITS], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const { pid, dir } = JSON.parse(line.toString()) as { pid: number; dir: string };
    expect(isAlive(pid)).toBe(true);

    parent.kill('SIGKILL');

    await vi.waitFor(() => expect(isAlive(pid) || existsSync(dir)).toBe(false), patience);
  });
});

const module = fileURLToPath(new URL('../../../sandbox/redis/index.ts', import.meta.url));
const STARTS_AND_WAITS = `
  import { readlinkSync } from 'node:fs';
  import(${JSON.stringify(module)}).then(async ({ startRedis }) => {
    const { pid } = await startRedis();
    console.log(JSON.stringify({ pid, dir: readlinkSync('/proc/' + pid + '/cwd') }));
    setInterval(() => undefined, 1000);
  });
`;

async function start(options: Parameters<typeof startRedis>[0] = {}): Promise<LocalRedis> {
  const redis = await startRedis(options);
  started.push(redis);
  return redis;
}

async function connect(redis: LocalRedis): Promise<Redis> {
  const client = new Redis(redis.url, { lazyConnect: true, maxRetriesPerRequest: null });
  await client.connect();
  return client;
}

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'latchkey-test-'));
  folders.push(made);
  return made;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
