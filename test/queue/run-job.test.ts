import type { Job } from 'bullmq';
import { DelayedError } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { ChatUnavailable } from '../../src/ports/chat.ts';
import { QueueUnavailable, TryLater } from '../../src/ports/queue.ts';
import { StoreUnavailable } from '../../src/ports/store.ts';
import { runJob } from '../../src/queue/run-job.ts';
import { recordingLog } from './support.ts';

/** The eighth and last try of a job whose handler throws `error`: how the try ended, and what was done with the job. */
async function lastTry(error: Error, gaveUp: () => Promise<void> = () => Promise.resolve()) {
  const delayed: number[] = [];
  const reported: Error[] = [];
  const job = {
    id: 'j.1',
    name: 'request',
    data: {},
    attemptsMade: 7,
    opts: { attempts: 8 },
    moveToDelayed: (at: number) => {
      delayed.push(at);
      return Promise.resolve();
    },
  } as unknown as Job;
  const ended = await runJob(job, {}, 'token', {
    run: () => Promise.reject(error),
    gaveUp: async (_payload, why) => {
      reported.push(why);
      await gaveUp();
    },
    log: recordingLog(),
    reportPauseMs: 10,
  }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { putBack: ended instanceof DelayedError, delayed, reported };
}

const deep = (error: Error): Error =>
  new AggregateError([new Error('one'), new Error('two', { cause: new Error('three', { cause: error }) })], 'several');

describe('the last try of a job', () => {
  it.each<[string, Error]>([
    ['MongoDB', new StoreUnavailable('away')],
    ['a chat', new ChatUnavailable('away', null)],
    ['Redis', new QueueUnavailable('away')],
  ])('waits while %s is away, at whatever depth that stands', async (_name, error) => {
    for (const thrown of [error, deep(error)]) {
      expect(await lastTry(thrown)).toMatchObject({ putBack: true, reported: [], delayed: [expect.any(Number)] });
    }
  });

  it('waits as long as the chat said', async () => {
    const before = Date.now();
    const { delayed } = await lastTry(deep(new ChatUnavailable('429', 60_000)));
    expect(delayed[0]).toBeGreaterThanOrEqual(before + 60_000);
  });

  it('waits where it is told to look later', async () => {
    expect(await lastTry(new TryLater('later', 5))).toMatchObject({ putBack: true, reported: [] });
  });

  it('is reported and given up for anything else', async () => {
    const error = deep(new Error('a fault of ours'));
    expect(await lastTry(error)).toMatchObject({ putBack: false, delayed: [], reported: [error] });
  });

  it('comes again while the report cannot be made', async () => {
    const away = () => Promise.reject(new ChatUnavailable('away', null));
    expect(await lastTry(new Error('a fault of ours'), away)).toMatchObject({ putBack: true });
  });
});
