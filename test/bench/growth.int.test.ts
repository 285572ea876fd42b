import { randomUUID } from 'node:crypto';
import { expect, inject, it } from 'vitest';
import { runGrowth } from '../../bench/growth/run.ts';
import type { Growth } from '../../bench/growth/run.ts';
import { dropDatabase, withDatabase } from '../support/database.ts';

async function grown(accesses: number): Promise<Growth> {
  const mongodbUri = withDatabase(inject('mongoUri'), `test_${randomUUID().replaceAll('-', '')}`);
  try {
    return await runGrowth({ mongodbUri, redisUrl: inject('redisUrl'), accesses, people: 4, times: 1 });
  } finally {
    await dropDatabase(mongodbUri);
  }
}

it('what is seeded for bench:growth verifies, and questions cost no more commands where more is stored', async () => {
  const [few, many] = [await grown(100), await grown(300)];
  for (const [{ made, verified }, accesses] of [[few, 100] as const, [many, 300] as const]) {
    expect(made.ended + made.active + made.waiting).toBe(accesses);
    expect(verified.problems).toEqual([]);
    expect(verified).toMatchObject({ ok: true });
    // What was seeded, the two that were copied, the imported one of Ada, and two journeys.
    expect(verified.accesses).toBe(accesses + 5);
  }
  expect(many.made).toEqual({ ended: 282, active: 15, waiting: 3 });
  const asked = ['who ROLE', 'who PERSON', 'mine', 'pending', 'audit', 'audit about'];
  const commands = ({ figures }: Growth) => figures.filter(({ what }) => asked.includes(what));
  expect(commands(many)).toHaveLength(asked.length);
  for (const [at, { what, commands: most }] of commands(few).entries()) {
    expect(commands(many)[at]?.commands, what).toBeLessThanOrEqual(most + 1);
  }
}, 300_000);
