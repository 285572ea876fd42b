import { expect, it } from 'vitest';
import { createComplete } from '../../commands/complete.ts';
import { request } from '../../commands/request.ts';
import type { CommandDeps } from '../../commands/command.ts';

it('what is offered is cut between signs, never inside one', async () => {
  const products = Array.from({ length: 4 }, (_, n) => ({ id: `p${'x'.repeat(n)}`, name: '🏭'.repeat(90) }));
  const directory = { choices: { products, instances: [], permissions: [], defaultDuration: '8h' } };
  const complete = createComplete([request.description], () => Promise.resolve({ person: null }), {
    directory,
  } as unknown as CommandDeps);
  const question = { command: 'request', form: 'console', option: 'product', typed: '', filled: {} };
  const offers = await complete({ platform: 'slack', workspace: 'T1', user: 'U1' }, question, 25);
  expect(offers).toHaveLength(4);
  for (const { name } of offers) {
    expect(name.isWellFormed()).toBe(true);
    expect(name.length).toBeGreaterThan(97);
    expect(name.length).toBeLessThanOrEqual(100);
  }
});
