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
    house.chat.chat.pace = createPace(clock, 333, 667);
    const one = await house.counted(async () => [await house.journeys.run(`sam${many}`, 'Help desk')]);
    const burst = house.names.slice(0, many);
    const all = await house.counted(() => Promise.all(burst.map((name) => house.journeys.run(name, 'Help desk'))));
    const told = `one:\n${table(one.mongodb)}\n${sum(one.redis)} of Redis\n${many}:\n${table(all.mongodb)}\n${sum(all.redis)} of Redis`;
    expect(sum(all.mongodb) / many, told).toBeLessThanOrEqual(1.1 * sum(one.mongodb));
  } finally {
    await house.close();
  }
}, 240_000);
