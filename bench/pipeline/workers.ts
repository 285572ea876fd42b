import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FakeMessage } from '../../test/support/fake-chat.ts';
import type { WorkerSettings, WorkerTold } from './worker.ts';

const file = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** Commands sent, by kind. */
export interface Sent {
  readonly mongodb: ReadonlyMap<string, number>;
  readonly redis: ReadonlyMap<string, number>;
}

/** Worker processes, each with a line of its own; what they post is added to `posts`. */
export async function startWorkers(count: number, settings: WorkerSettings, posts: FakeMessage[]) {
  const children = await Promise.all(Array.from({ length: count }, () => start(settings, posts)));
  return {
    /** What they sent since the last time. */
    take: (): Promise<readonly Sent[]> => Promise.all(children.map(countsOf)),
    async stop(): Promise<void> {
      await Promise.all(
        children.map(async (child) => {
          const ended = once(child, 'exit');
          child.disconnect();
          await ended;
        }),
      );
    },
  };
}

async function start(settings: WorkerSettings, posts: FakeMessage[]): Promise<ChildProcess> {
  const child = fork(file, [JSON.stringify(settings)]);
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (message) => {
      const told = message as WorkerTold;
      if (told.told === 'ready') resolve();
      if (told.told === 'post') posts.push({ channel: told.channel, key: told.key, message: told.message, edits: 0 });
    });
    child.once('exit', () => reject(new Error('a worker ended before it was ready')));
  });
  await ready;
  return child;
}

function countsOf(child: ChildProcess): Promise<Sent> {
  return new Promise((resolve) => {
    const hear = (message: unknown): void => {
      const told = message as WorkerTold;
      if (told.told !== 'counts') return;
      child.off('message', hear);
      resolve({ mongodb: new Map(told.mongodb), redis: new Map(told.redis) });
    };
    child.on('message', hear);
    child.send('take');
  });
}
