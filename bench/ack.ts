import { availableParallelism, cpus } from 'node:os';
import { contestants } from './ack/contestants.ts';
import { median, percentile } from './ack/figures.ts';
import { openLoop } from './ack/open-loop.ts';
import { startParts } from './ack/parts.ts';

/**
 * `npm run bench:ack`: the time from a signed slash command to its acknowledgement, beside a bare Bolt app that only
 * acknowledges and one that also adds a bare BullMQ job. Each server is a process of its own on the same Redis; requests
 * come at a fixed rate (open loop); the three take turns, round by round, and what is shown are medians over the rounds.
 */
const RATE = Number(process.env['BENCH_RATE'] ?? 300);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 7);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 1.5);
const CONNECTIONS = [1, 10, 50];

const micros = (value: number): string => Math.round(value).toLocaleString('en').padStart(9);
const times = (value: number): string => `${value.toFixed(2)}×`.padStart(8);

const parts = await startParts();
const servers = await contestants(parts);
try {
  process.stdout.write(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}; ` +
      `${RATE} requests a second, ${ROUNDS} rounds of ${SECONDS} s each, microseconds\n`,
  );
  for (const { sender } of servers) await openLoop({ sender, connections: 50, rate: RATE, seconds: 3 });
  for (const connections of CONNECTIONS) {
    const rounds = servers.map(() => ({ p50: [] as number[], p99: [] as number[] }));
    for (let round = 0; round < ROUNDS; round += 1) {
      // Another one begins each round, so that none always follows the same one.
      for (let turn = 0; turn < servers.length; turn += 1) {
        const at = (turn + round) % servers.length;
        const { latencies } = await openLoop({
          sender: servers[at]!.sender,
          connections,
          rate: RATE,
          seconds: SECONDS,
        });
        rounds[at]!.p50.push(percentile(latencies, 0.5));
        rounds[at]!.p99.push(percentile(latencies, 0.99));
      }
    }
    const shown = rounds.map(({ p50, p99 }) => ({ p50: median(p50), p99: median(p99) }));
    process.stdout.write(`\n${connections} connection${connections === 1 ? '' : 's'}`.padEnd(31));
    process.stdout.write('      p50       p99   p99 to Bolt   p99 to Bolt + BullMQ\n');
    for (const [at, { name }] of servers.entries()) {
      const { p50, p99 } = shown[at]!;
      const ratios = [shown[0]!.p99, shown[1]!.p99].map((base) => times(p99 / base));
      process.stdout.write(
        `  ${name.padEnd(27)} ${micros(p50)} ${micros(p99)} ${ratios[0]!.padStart(13)} ${ratios[1]!.padStart(22)}\n`,
      );
    }
  }
  await Promise.all(servers.map((server) => server.check()));
} finally {
  await Promise.all(servers.map((server) => server.stop()));
  await parts.stop();
}
