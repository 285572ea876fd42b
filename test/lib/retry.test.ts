import { describe, expect, it } from 'vitest';
import { retry } from '../../src/lib/retry.ts';

/** Fails with each of these, then gives `done`. */
function failing(...errors: readonly Error[]) {
  const left = [...errors];
  return () => {
    const error = left.shift();
    return error === undefined ? Promise.resolve('done') : Promise.reject(error);
  };
}

describe('trying again', () => {
  it('waits as it is told after each failure, with nothing of its own', async () => {
    const slept: number[] = [];
    const sleep = (ms: number) => Promise.resolve(void slept.push(ms));
    const work = failing(new Error('one'), new Error('two'), new Error('three'));
    expect(await retry(work, { pauseOf: (_, turn) => 60_000 * 2 ** turn, sleep })).toBe('done');
    expect(slept).toEqual([60_000, 120_000, 240_000]);
  });

  it('throws what there is no pause for, as it is', async () => {
    const fatal = new RangeError('wrong address');
    const asked: unknown[] = [];
    const pauseOf = (error: unknown) => {
      asked.push(error);
      return error === fatal ? null : 0;
    };
    const away = new Error('away');
    await expect(retry(failing(away, fatal), { pauseOf, sleep: () => Promise.resolve() })).rejects.toBe(fatal);
    expect(asked).toEqual([away, fatal]);
  });

  it('gives up when its signal aborts, and does not ask for a pause any more', async () => {
    const stop = new AbortController();
    const reason = new Error('stopping');
    let tries = 0;
    const work = () => {
      tries++;
      return Promise.reject(new Error('away'));
    };
    const sleep = () => {
      if (tries === 3) stop.abort(reason);
      return Promise.resolve();
    };
    await expect(retry(work, { pauseOf: () => 1, sleep, signal: stop.signal })).rejects.toBe(reason);
    expect(tries).toBe(3);
    await expect(retry(work, { pauseOf: () => 1, sleep, signal: stop.signal })).rejects.toBe(reason);
    expect(tries).toBe(3);
  });

  it('gives what was had while the signal aborted, so that the caller can close it', async () => {
    const stop = new AbortController();
    const work = () => {
      stop.abort();
      return Promise.resolve('a connection');
    };
    expect(await retry(work, { pauseOf: () => null, sleep: () => Promise.resolve(), signal: stop.signal })).toBe(
      'a connection',
    );
  });
});
