import { describe, expect, it } from 'vitest';
import { createReadCache } from '../../src/lib/read-cache.ts';

function cache(max = 10) {
  const clock = { at: 1_000, now: () => clock.at };
  let reads = 0;
  const read = () => Promise.resolve(++reads);
  return { clock, read, known: createReadCache<number>({ ttlMs: 60_000, max, clock }) };
}

describe('remembering what was read', () => {
  it('asks once at a time, and again after its time by the clock it is given', async () => {
    const { clock, read, known } = cache();
    expect(await Promise.all([known.get('a', false, read), known.get('a', false, read)])).toEqual([1, 1]);
    clock.at += 59_999;
    expect(await known.get('a', false, read)).toBe(1);
    clock.at += 1;
    expect(await known.get('a', false, read)).toBe(2);
  });

  it('asks again where it must be fresh, and remembers that', async () => {
    const { read, known } = cache();
    await known.get('a', false, read);
    expect(await known.get('a', true, read)).toBe(2);
    expect(await known.get('a', false, read)).toBe(2);
  });

  it('remembers no failure, and an older one that fails late takes nothing newer away', async () => {
    const { read, known } = cache();
    let fail: (error: Error) => void = () => undefined;
    const old = known.get('a', false, () => new Promise((_, reject) => (fail = reject)));
    expect(await known.get('a', true, read)).toBe(1);
    fail(new Error('away'));
    await expect(old).rejects.toThrow('away');
    expect(await known.get('a', false, read)).toBe(1);
    await expect(known.get('b', false, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await known.get('b', false, read)).toBe(2);
  });

  it('forgets what it is told to, and what was used longest ago where there is no room', async () => {
    const { read, known } = cache(2);
    await known.get('a', false, read);
    await known.get('b', false, read);
    await known.get('a', false, read);
    await known.get('c', false, read);
    expect(await known.get('a', false, read)).toBe(1);
    expect(await known.get('b', false, read)).toBe(4);
    known.forget('b');
    expect(await known.get('b', false, read)).toBe(5);
    known.clear();
    expect(await known.get('b', false, read)).toBe(6);
  });
});
