import type { MinimalJob } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { boundedBackoff } from '../../src/queue/sound-worker.ts';
import { queues } from '../../src/queue/queues.ts';

const job = (delay: number) => ({ opts: { backoff: { type: 'bounded', delay } } }) as unknown as MinimalJob;

describe('the pause between two tries of a job', () => {
  it.each(Object.entries(queues))('of %s doubles, and is never longer than 15 s', async (_name, declared) => {
    const strategy = boundedBackoff(declared.longestPauseMs);
    const pauses: number[] = [];
    for (let made = 1; made <= declared.attempts; made++)
      pauses.push(await strategy(made, 'bounded', new Error('no'), job(declared.firstPauseMs)));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(15_000);
    expect(pauses[0]).toBeGreaterThanOrEqual(declared.firstPauseMs * 0.7);
    expect(pauses[0]).toBeLessThanOrEqual(declared.firstPauseMs);
    pauses.slice(1, 5).forEach((pause, index) => expect(pause).toBeGreaterThan((pauses[index] ?? 0) * 1.3));
  });

  it('gives up after about four minutes', () => {
    const { attempts, firstPauseMs, longestPauseMs } = queues.effects;
    const longest = Array.from({ length: attempts - 1 }, (_, n) => Math.min(longestPauseMs, firstPauseMs * 2 ** n));
    const all = longest.reduce((sum, pause) => sum + pause, 0);
    expect(all).toBeGreaterThan(200_000);
    expect(all).toBeLessThan(300_000);
  });
});
