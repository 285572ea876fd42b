import { randomUUID } from 'node:crypto';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startParts } from './ack/parts.ts';
import { runGrowth } from './growth/run.ts';
import type { Growth } from './growth/run.ts';
import { withDatabase } from '../test/support/database.ts';

/**
 * `npm run bench:growth`: what people ask, a journey, a sweep, a start and `audit verify` where 1,000, 10,000 and 100,000 accesses
 * are stored. The chat is in memory. `--sizes 1000,10000,100000 --people 400 --times 100` (of each question, and of journeys).
 */
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    people: { type: 'string', default: '400' },
    times: { type: 'string', default: '100' },
  },
});

process.env['BENCH_ONLY'] ??= 'redis,mongo';
const parts = await startParts();
try {
  const { MONGODB_URI: mongodbUri = '', REDIS_URL: redisUrl = '' } = parts.env;
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`);
  const first = new Map<string, number>();
  for (const accesses of values.sizes.split(',').map(Number)) {
    const database = `bench_${randomUUID().replaceAll('-', '')}`;
    const uri = withDatabase(mongodbUri, database);
    const [people, times] = [Number(values.people), Number(values.times)];
    print(accesses, await runGrowth({ mongodbUri: uri, redisUrl, accesses, people, times }), first);
  }
} finally {
  await parts.stop();
}

/** `first`: the p99 of each at the first size, in ms. */
function print(
  accesses: number,
  { made, seedMs, startMs, figures, verified }: Growth,
  first: Map<string, number>,
): void {
  const { ended, active, waiting } = made;
  console.log(
    `\n${accesses} accesses: ${ended} ended, ${active} active, ${waiting} wait; seeded in ${seconds(seedMs)}`,
  );
  console.log(['', 'p50 ms', 'p99 ms', 'of first', 'MongoDB', 'documents'].map((name) => name.padStart(11)).join(' '));
  for (const { what, p50, p99, commands, documents } of figures) {
    if (!first.has(what)) first.set(what, p99);
    const times = (p99 / (first.get(what) ?? p99)).toFixed(2);
    const cells = [what, p50.toFixed(1), p99.toFixed(1), times, String(commands), String(documents)];
    console.log(cells.map((cell) => cell.padStart(11)).join(' '));
  }
  const { entries, ms, grownMb, mostMb, ok, problems } = verified;
  const each = Math.round(entries / (ms / 1_000));
  console.log(`start: ${seconds(startMs)}`);
  console.log(
    `audit verify: ${ok ? 'whole' : `NOT WHOLE: ${problems.join(' ')}`}, ${entries} entries in ${seconds(ms)} (${each} a second), ` +
      `${mostMb.toFixed(0)} MB at the most, ${grownMb.toFixed(0)} more than before`,
  );
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
