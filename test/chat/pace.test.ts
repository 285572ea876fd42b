import { expect, it } from 'vitest';
import { createPace } from '../../src/chat/pace.ts';
import { ChatUnavailable } from '../../src/ports/chat.ts';

/** A channel that takes a message a second, at a time that the test sets; what is waited for is over at once. */
function paced() {
  const clock = { time: 0, now: () => clock.time, sleep: () => Promise.resolve() };
  const pace = createPace(clock, 1_000, 2_000);
  /** When it may be sent: null, now or within what is waited for; else how long to stay away (ms). */
  const ask = async (message: string, channel = 'C') => {
    try {
      await pace(channel, message);
      return null;
    } catch (error) {
      if (!(error instanceof ChatUnavailable)) throw error;
      return error.retryAfterMs;
    }
  };
  return { clock, ask };
}

it('turns away nobody of a burst twice, and gives each a slot of its own', async () => {
  const { clock, ask } = paced();
  const burst = Array.from({ length: 30 }, (_, n) => `m${n}`);
  const waits = await Promise.all(burst.map((message) => ask(message)));
  // Three are waited for; the others come back one by one.
  expect(waits).toEqual([null, null, null, ...burst.slice(3).map((_, n) => 3_000 + n * 1_000)]);
  for (const [n, message] of burst.entries()) {
    if (n < 3) continue;
    clock.time = n * 1_000;
    expect(await ask(message)).toBeNull();
  }
});

it('keeps the slot of whoever comes too early, and lets nobody in before them', async () => {
  const { clock, ask } = paced();
  for (const message of ['a', 'b', 'c']) await ask(message);
  expect(await ask('d')).toBe(3_000);
  clock.time = 500;
  expect(await ask('d')).toBe(2_500);
  expect(await ask('e')).toBe(3_500);
  expect(await ask('other', 'D')).toBeNull();
});

it('lets those who come late in one after the other', async () => {
  const { clock, ask } = paced();
  for (const message of ['a', 'b', 'c']) await ask(message);
  for (const message of ['d', 'e', 'f', 'g']) expect(await ask(message)).not.toBeNull();
  clock.time = 60_000;
  const late = await Promise.all(['d', 'e', 'f', 'g'].map((message) => ask(message)));
  expect(late).toEqual([null, null, null, 3_000]);
});

it('gives each of a burst that comes late as a whole a slot of its own again', async () => {
  const { clock, ask } = paced();
  const burst = Array.from({ length: 30 }, (_, n) => `m${n}`);
  for (const message of burst) await ask(message);
  clock.time = 60_000;
  const late = burst.slice(3);
  const waits: (number | null)[] = [];
  for (const message of late) waits.push(await ask(message));
  expect(waits).toEqual([null, null, null, ...late.slice(3).map((_, n) => 3_000 + n * 1_000)]);
});
