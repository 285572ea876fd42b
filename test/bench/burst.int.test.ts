import { expect, it } from 'vitest';
import { sum, table } from '../../bench/pipeline/counting.ts';
import { createPace } from '../../src/chat/pace.ts';
import { countedHouse } from './house.ts';

const many = 30;

it('a burst of n requests costs n times one, though their channels take them one by one (DESIGN §4, Cost)', async () => {
  const house = await countedHouse({ people: many + 1 });
  try {
    // As Slack does, three times as fast: far slower than requests come.
    const clock = { now: Date.now, sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) };
    const pace = createPace(clock, 333, 667);
    /** How often each message was turned away. */
    const away = new Map<string, number>();
    house.chat.chat.pace = (channel, message) =>
      pace(channel, message).catch((error: unknown) => {
        away.set(message, (away.get(message) ?? 0) + 1);
        throw error;
      });
    const one = await house.counted(async () => [await house.journeys.run(`sam${many}`, 'Help desk')]);
    const burst = house.names.slice(0, many);
    const all = await house.counted(() => Promise.all(burst.map((name) => house.journeys.run(name, 'Help desk'))));
    const told = `one:\n${table(one.mongodb)}\n${sum(one.redis)} of Redis\n${many}:\n${table(all.mongodb)}\n${sum(all.redis)} of Redis`;
    expect(away.size, 'somebody has to wait').toBeGreaterThan(0);
    // What is turned away keeps its slot, so it comes back to be let in. What else happens to an access makes some come early.
    const times = [...away.values()].reduce((all, one) => all + one, 0) / away.size;
    expect(times, 'turned away, on average').toBeLessThan(2.5);
    // How often jobs find nothing to do depends on how fast the machine is.
    expect(sum(all.mongodb) / many, told).toBeLessThanOrEqual(1.25 * sum(one.mongodb));
  } finally {
    await house.close();
  }
}, 240_000);
