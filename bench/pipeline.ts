import { randomUUID } from 'node:crypto';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startParts } from './ack/parts.ts';
import { bare } from './pipeline/bare.ts';
import { percentile } from './pipeline/in-flight.ts';
import { runLoad } from './pipeline/load.ts';
import { withDatabase } from '../test/support/database.ts';

/**
 * `npm run bench:pipeline`: journeys from the request over card and approval to the active, audited access, one at a time, many
 * in flight and as a burst, with one and more worker processes, beside as many bare jobs and writes on the same servers in the
 * same run. The chat is in memory. `--workers 1,2,4 --flights 1,50,150 --journeys 200` (of each load; one at a time: a tenth).
 */
const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '1,2,4' },
    flights: { type: 'string', default: '1,50,150' },
    journeys: { type: 'string', default: '200' },
  },
});
const numbers = (text: string): readonly number[] => text.split(',').map(Number);
const journeys = Number(values.journeys);

process.env['BENCH_ONLY'] ??= 'redis,mongo';
const parts = await startParts();
try {
  const { MONGODB_URI: mongodbUri = '', REDIS_URL: redisUrl = '' } = parts.env;
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`);
  const names = ['workers', 'at once', 'journeys/s', 'p50 ms', 'p99 ms', 'MongoDB', 'Redis', 'bare/s', 'of bare'];
  console.log(names.map((name) => name.padStart(10)).join(' '));
  for (const workers of numbers(values.workers)) {
    for (const atOnce of numbers(values.flights)) {
      const count = atOnce === 1 ? Math.max(3, Math.round(journeys / 10)) : Math.max(atOnce, journeys);
      const database = `bench_${randomUUID().replaceAll('-', '')}`;
      const uri = withDatabase(mongodbUri, database);
      const load = await runLoad({ mongodbUri: uri, redisUrl, workers, atOnce, journeys: count });
      const limit = await bare({ mongodbUri: uri, redisUrl }, load.needs, count, atOnce);
      const [own, its] = [count / (load.allMs / 1_000), count / (limit.allMs / 1_000)];
      const cells = [
        ...[String(workers), String(atOnce), own.toFixed(1)],
        ...[percentile(load.each, 0.5).toFixed(0), percentile(load.each, 0.99).toFixed(0)],
        ...[load.mongodb.toFixed(1), load.redis.toFixed(1), its.toFixed(1), (own / its).toFixed(2)],
      ];
      console.log(cells.map((cell) => cell.padStart(10)).join(' '));
    }
  }
} finally {
  await parts.stop();
}
