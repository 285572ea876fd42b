import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import { startRedis } from '../../sandbox/redis/index.ts';
import { NotConfirmed } from '../../src/ports/commands.ts';
import { createQueue, startConsumers } from '../../src/queue/index.ts';
import { aCommand, freshInstallation, recordingHandlers, recordingLog, sealing } from './support.ts';
import { patience } from '../support/until.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function ownRedis() {
  const redis = await startRedis();
  closers.push(() => redis.stop());
  return redis;
}

function producer(url: string, installationId = freshInstallation(), log = recordingLog()) {
  const { queue, close } = createQueue({ url, installationId, ...sealing, log });
  closers.push(close);
  return queue;
}

/** What a promise is rejected with. */
const refusal = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'was taken',
    (error: unknown) => error,
  );

const causeOf = (error: unknown): string => String((error as Error).cause);

/** A worker process that has taken up a command and is then killed. */
async function killAWorkerAtWork(url: string, installation: string): Promise<void> {
  const script = fileURLToPath(new URL('worker-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, url, installation], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('a worker that is killed', () => {
  it('leaves its job to the next one, however often', async () => {
    const url = inject('redisUrl');
    const installation = freshInstallation();
    const queue = producer(url, installation);
    await vi.waitFor(() => queue.command([aCommand('taken')]), patience);
    for (let killed = 0; killed < 3; killed += 1) await killAWorkerAtWork(url, installation);
    const handlers = recordingHandlers();
    const { close } = startConsumers({
      url,
      installationId: installation,
      ...sealing,
      handlers,
      log: recordingLog(),
      lockMs: 600,
      stalledCheckMs: 300,
    });
    closers.push(close);
    await vi.waitFor(() => expect(handlers.commands).toHaveLength(1), patience);
    expect(handlers.commands[0]).toEqual({ job: aCommand('taken'), context: { attempt: 1, last: false } });
    expect(handlers.givenUp).toEqual([]);
  });

  it('has its job reported where BullMQ itself gives it up', async () => {
    const url = inject('redisUrl');
    const installation = freshInstallation();
    const queue = producer(url, installation);
    await vi.waitFor(() => queue.command([aCommand('abandoned')]), patience);
    await killAWorkerAtWork(url, installation);
    const handlers = recordingHandlers();
    const settings = { lockMs: 600, stalledCheckMs: 300, maxStalled: 0 };
    const { close } = startConsumers({
      url,
      installationId: installation,
      ...sealing,
      handlers,
      log: recordingLog(),
      ...settings,
    });
    closers.push(close);
    await vi.waitFor(() => expect(handlers.givenUp).toHaveLength(1), patience);
    expect(handlers.givenUp[0]).toMatchObject({ queue: 'commands', payload: aCommand('abandoned') });
    expect(handlers.commands).toEqual([]);
  });
});

describe('a Redis that does not answer', () => {
  it('makes a command fail in time, and takes commands again when it goes on', async () => {
    const redis = await ownRedis();
    const installation = freshInstallation();
    const queue = producer(redis.url, installation);
    await vi.waitFor(() => queue.ping(), patience);
    process.kill(redis.pid, 'SIGSTOP');
    const errors = await Promise.all([
      refusal(queue.command([aCommand('one')])),
      refusal(queue.command([aCommand('two'), aCommand('three')])),
      refusal(queue.effect({ name: 'journal' }, '1')),
      refusal(queue.timer('a1', Date.now())),
      refusal(queue.ping()),
    ]);
    process.kill(redis.pid, 'SIGCONT');
    for (const error of errors) expect(causeOf(error)).toMatch(/took longer than 1800 ms$/);
    for (const error of errors.slice(0, 2)) expect(error).toBeInstanceOf(NotConfirmed);
    await vi.waitFor(() => queue.command([aCommand('four')]), patience);
    const handlers = recordingHandlers();
    const { close } = startConsumers({
      url: redis.url,
      installationId: installation,
      ...sealing,
      handlers,
      log: recordingLog(),
    });
    closers.push(close);
    await vi.waitFor(() => expect(handlers.commands.map(({ job }) => job.id)).toContain('four'), patience);
  });

  it('fails a command at once while there is no connection, and connects by itself later', async () => {
    const gone = await startRedis();
    await gone.stop();
    const log = recordingLog();
    const queue = producer(gone.url, freshInstallation(), log);
    const error = await refusal(queue.command([aCommand('early')]));
    expect(error).toBeInstanceOf(NotConfirmed);
    expect(causeOf(error)).not.toContain('took longer');
    await vi.waitFor(
      () => expect(log.lines.map(({ text }) => text)).toContain('Redis is away; trying again until it answers'),
      patience,
    );
    const back = await startRedis({ port: gone.port });
    closers.push(() => back.stop());
    await vi.waitFor(() => queue.command([aCommand('now')]), patience);
    expect(log.lines.filter(({ text }) => text.startsWith('Redis is away'))).toHaveLength(1);
  });

  it('keeps acknowledged commands over a restart, and workers go on by themselves', async () => {
    const { mkdtemp, rm } = await import('node:fs/promises');
    const { tmpdir } = await import('node:os');
    const dataDir = await mkdtemp(`${tmpdir()}/latchkey-queue-`);
    closers.push(() => rm(dataDir, { recursive: true, force: true }));
    const first = await startRedis({ dataDir });
    const installation = freshInstallation();
    const queue = producer(first.url, installation);
    await vi.waitFor(() => queue.command([aCommand('before'), aCommand('before-too')]), patience);
    await first.stop();
    const handlers = recordingHandlers();
    const { close } = startConsumers({
      url: first.url,
      installationId: installation,
      ...sealing,
      handlers,
      log: recordingLog(),
    });
    closers.push(close);
    const second = await startRedis({ dataDir, port: first.port });
    closers.push(() => second.stop());
    await vi.waitFor(
      () => expect(handlers.commands.map(({ job }) => job.id)).toEqual(['before', 'before-too']),
      patience,
    );
    await vi.waitFor(() => queue.command([aCommand('after'), aCommand('after-too')]), patience);
    await vi.waitFor(() => expect(handlers.commands).toHaveLength(4), patience);
  });

  it('does not keep a worker from closing', async () => {
    const gone = await startRedis();
    await gone.stop();
    const settings = { url: gone.url, installationId: freshInstallation(), handlers: recordingHandlers() };
    const { close } = startConsumers({ ...settings, ...sealing, log: recordingLog(), closeWithinMs: 100 });
    // Without that limit it would never end, and neither would this test.
    await expect(close()).resolves.toBeUndefined();
  });
});

describe('a Redis that may evict keys', () => {
  it('is warned about', async () => {
    const redis = await ownRedis();
    const { Redis } = await import('ioredis');
    const admin = new Redis(redis.url);
    await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
    admin.disconnect();
    const log = recordingLog();
    producer(redis.url, freshInstallation(), log);
    await vi.waitFor(
      () =>
        expect(log.lines).toContainEqual({
          level: 'warn',
          fields: { policy: 'allkeys-lru' },
          text: 'Redis may evict jobs when its memory is full: set its maxmemory-policy to noeviction, or commands get lost',
        }),
      patience,
    );
  });
});
