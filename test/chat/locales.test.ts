import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLocales } from '../../src/chat/locales.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('reads a locale once, also where several ask for it at the same time', async () => {
  const read = vi.fn(() => Promise.resolve('de-AT'));
  const locales = createLocales(read);
  expect(await Promise.all([locales.of('U1'), locales.of('U1')])).toEqual(['de-AT', 'de-AT']);
  expect(await locales.of('U1')).toBe('de-AT');
  expect(read).toHaveBeenCalledTimes(1);
});

it('waits 0.8 s at most, and has what came later for the next answer', async () => {
  let answer: (locale: string) => void = () => undefined;
  const locales = createLocales(() => new Promise((resolve) => (answer = resolve)));
  const first = locales.of('U1');
  await vi.advanceTimersByTimeAsync(800);
  expect(await first).toBeNull();
  answer('de');
  await vi.advanceTimersByTimeAsync(0);
  expect(await locales.of('U1')).toBe('de');
});

it('does not ask a chat that is away again with every answer', async () => {
  const read = vi.fn(() => Promise.reject(new Error('away')));
  const locales = createLocales(read);
  expect(await locales.of('U1')).toBeNull();
  expect(await locales.of('U1')).toBeNull();
  expect(read).toHaveBeenCalledTimes(1);
});

it('says whether what was seen is news', () => {
  const locales = createLocales(() => Promise.resolve(null));
  expect([locales.seen('U1', 'de'), locales.seen('U1', 'de'), locales.seen('U1', 'fr')]).toEqual([true, false, true]);
});
