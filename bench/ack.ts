import { availableParallelism, cpus } from 'node:os';
import { contestants } from './ack/contestants.ts';
import type { Contestant } from './ack/contestants.ts';
import { openLoop } from './ack/open-loop.ts';
import { startParts } from './ack/parts.ts';
import { table, takeTurns } from './ack/rounds.ts';
import type { Pace } from './ack/rounds.ts';

/**
 * `npm run bench:ack`: the time from a signed slash command to its acknowledgement, beside a bare Bolt app that only
 * acknowledges and one that also adds a bare BullMQ job. Each server is a process of its own on the same Redis; requests
 * come at a fixed rate (open loop); the three take turns, round by round, and what is shown are medians over the rounds.
 * BENCH_RATE, BENCH_ROUNDS and BENCH_SECONDS change the pace.
 */
const given = (name: string, usual: number): number => Number(process.env[name] ?? usual);
const pace: Pace = {
  rate: given('BENCH_RATE', 300),
  rounds: given('BENCH_ROUNDS', 9),
  seconds: given('BENCH_SECONDS', 1),
};
/** More than any of them can do, until the engine has compiled what it runs: it takes some thousand requests. */
const warmUp = { rate: 5_000, seconds: 1.2 };

async function run(servers: readonly Contestant[]): Promise<void> {
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`);
  console.log(`${pace.rate} requests a second, ${pace.rounds} rounds of ${pace.seconds} s each; microseconds\n`);
  for (const { sender } of servers) await openLoop({ sender, connections: 50, ...warmUp });
  const acknowledged = servers.map(() => 0);
  for (const connections of [1, 10, 50]) {
    const figures = await takeTurns(servers, connections, pace);
    console.log(table(servers, connections, figures));
    figures.forEach((one, at) => (acknowledged[at]! += one.acknowledged));
  }
  for (const [at, server] of servers.entries()) await server.check(acknowledged[at]!);
}

const parts = await startParts();
try {
  const servers = await contestants(parts);
  try {
    await run(servers);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
} finally {
  await parts.stop();
}
