import { expect, it } from 'vitest';
import { createRounds } from '../../../src/services/audit/rounds.ts';
import type { Source } from '../../../src/services/audit/rounds.ts';
import { gate } from '../../queue/support.ts';

const settled = (promises: readonly Promise<boolean>[]) =>
  Promise.allSettled(promises).then((all) => all.map((one) => (one.status === 'fulfilled' ? one.value : 'failed')));

it('takes everybody who asks while a round is under way into the next one', async () => {
  const rounds: Source[][] = [];
  const { opened, open } = gate();
  const { ask } = createRounds(
    async (sources) => {
      rounds.push([...sources]);
      if (rounds.length === 1) await opened;
      return new Set(sources);
    },
    () => true,
  );
  const first = ask('a');
  await Promise.resolve();
  await Promise.resolve();
  const more = [ask('b'), ask(null), ask('a'), ask('b')];
  open();
  expect(await settled([first, ...more])).toEqual([true, true, true, true, true]);
  expect(rounds).toEqual([['a'], ['b', null, 'a']]);
});

it('says for which there was nothing to do', async () => {
  const { ask } = createRounds(
    () => Promise.resolve(new Set(['a'])),
    () => true,
  );
  expect(await settled([ask('a'), ask('b')])).toEqual([true, false]);
});

it('lets one that fails hold up no other', async () => {
  const { ask } = createRounds(
    (sources) =>
      sources.includes('bad') ? Promise.reject(new Error('unreadable')) : Promise.resolve(new Set(sources)),
    () => false,
  );
  expect(await settled([ask('a'), ask('bad'), ask('b')])).toEqual([true, 'failed', true]);
  expect(await settled([ask('a')])).toEqual([true]);
});

it('tries nobody alone where the reason concerns all of them', async () => {
  let tries = 0;
  const { ask } = createRounds(
    () => {
      tries += 1;
      return Promise.reject(new Error('MongoDB is away'));
    },
    () => true,
  );
  expect(await settled([ask('a'), ask('b')])).toEqual(['failed', 'failed']);
  expect(tries).toBe(1);
});
