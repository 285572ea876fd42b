import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TestSpecification } from 'vitest/node';
import { LONGEST, LongestFirst } from '../support/longest-first.ts';

const names = ['e2e/away', 'e2e/journey', 'e2e/killed', 'e2e/page', 'e2e/roles', 'e2e/tour', 'e2e/zebra'];
const files = names.map((name) => ({ moduleId: `/repo/test/${name}.test.ts` }) as unknown as TestSpecification);

/** Part `index` of `count` of the files. */
async function part(index: number, count: number): Promise<string[]> {
  const sequencer = new LongestFirst({ config: { root: '/repo', shard: { index, count } } } as never);
  return (await sequencer.shard(files)).map(({ moduleId }) => moduleId.slice('/repo/test/'.length, -'.test.ts'.length));
}

describe('parts of the end-to-end tests', () => {
  it('hold every file once', async () => {
    expect([...(await part(1, 2)), ...(await part(2, 2))].sort()).toEqual(names);
  });

  it('share the longest files between them', async () => {
    expect((await part(1, 2)).slice(0, 2)).toEqual(['e2e/killed', 'e2e/page']);
    expect((await part(2, 2)).slice(0, 2)).toEqual(['e2e/journey', 'e2e/tour']);
  });
});

it('the files that start first are there', () => {
  const root = new URL('../../', import.meta.url);
  expect(LONGEST.filter((file) => !existsSync(new URL(file, root)))).toEqual([]);
});
