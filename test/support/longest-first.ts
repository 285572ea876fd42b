import { relative } from 'node:path';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** Files that take longest, the longest first. They start first, so that no worker is left alone with one of them. */
export const LONGEST: readonly string[] = [
  'test/e2e/soak.test.ts',
  'test/e2e/killed.test.ts',
  'test/e2e/journey.test.ts',
  'test/e2e/another-slack.test.ts',
  'test/e2e/page.test.ts',
  'test/e2e/tour.test.ts',
  'test/e2e/at-once.test.ts',
  'test/queue/outages.int.test.ts',
  'test/cli/start.test.ts',
  'test/chat/discord/connect/gateway.test.ts',
];

/**
 * Starts the longest files first and the others in vitest's own order. Shards take turns at that order, so that each
 * gets its share of the long files.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    // The groups of projects stay in order: Array.sort is stable, and files of other groups compare as equal.
    return sorted.sort((a, b) => (a.project === b.project ? this.#rank(a) - this.#rank(b) : 0));
  }

  override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { shard } = this.ctx.config;
    if (shard === undefined) return files;
    const byName = [...files].sort((a, b) => this.#rank(a) - this.#rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
    return Promise.resolve(byName.filter((_, index) => index % shard.count === shard.index - 1));
  }

  #rank({ moduleId }: TestSpecification): number {
    const rank = LONGEST.indexOf(relative(this.ctx.config.root, moduleId));
    return rank === -1 ? LONGEST.length : rank;
  }
}
