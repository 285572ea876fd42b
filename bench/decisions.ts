import { randomUUID } from 'node:crypto';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startParts } from './ack/parts.ts';
import { measure, startServer } from './decisions/server.ts';
import type { Server } from './decisions/server.ts';
import { storeAccesses } from './growth/stored.ts';
import { organisation } from './pipeline/organisation.ts';
import { withDatabase } from '../test/support/database.ts';

/**
 * `npm run bench:decisions`: evaluations a second over connections that are kept (1, 10, 50), with 1,000, 10,000 and 100,000
 * accesses stored, beside a bare hono handler that reads the body and answers a constant. Each server is a process of its own;
 * they take turns, and what is shown are medians. `--sizes 1000,10000,100000 --people 100` (whom is asked about) `--rounds 5`.
 */
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    people: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '5' },
  },
});
const [people, rounds] = [Number(values.people), Number(values.rounds)];
const seconds = 2;
const token = 'a-token-for-the-bench';

const bodies = Array.from({ length: people }, (_, index) =>
  JSON.stringify({
    subject: { type: 'user', id: `sam${index}@acme.test` },
    action: { name: 'create-assets' },
    resource: { type: 'instance', id: 'mdm-eu' },
  }),
);
const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

process.env['BENCH_ONLY'] ??= 'redis,mongo';
const parts = await startParts();
const started: Server[] = [];
try {
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`);
  console.log(`evaluations a second about ${people} people, medians over ${rounds} rounds of ${seconds} s`);
  const bare = await startServer('bare');
  started.push(bare);
  for (const accesses of values.sizes.split(',').map(Number)) await beside(bare, accesses);
} finally {
  for (const { stop } of started) stop();
  await parts.stop();
}

async function beside(bare: Server, accesses: number): Promise<void> {
  const { MONGODB_URI: mongodbUri = '', REDIS_URL: redisUrl = '' } = parts.env;
  const whole = organisation({ people: people + 3 });
  const servers = {
    ...{ mongodbUri: withDatabase(mongodbUri, `bench_${randomUUID().replaceAll('-', '')}`), redisUrl },
    installationId: `bench-${randomUUID()}`,
  };
  const { made } = await storeAccesses({ ...servers, organisation: whole, accesses, people });
  const latchkey = await startServer('latchkey', { ...servers, people: whole.names.length, token });
  started.push(latchkey);
  console.log(`\n${accesses} accesses stored, of them ${made.active} active`);
  for (const connections of [1, 10, 50]) {
    const figures: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++)
      for (const [at, server] of [bare, latchkey].entries())
        figures[at]?.push(await measure(server, { connections, seconds, token, bodies }));
    const [ofBare, ofLatchkey] = [median(figures[0]), median(figures[1])];
    const answers = `bare ${Math.round(ofBare)}, Latchkey ${Math.round(ofLatchkey)}`;
    console.log(`${connections} connections: ${answers}, ratio ${(ofLatchkey / ofBare).toFixed(2)}`);
  }
  latchkey.stop();
}
