import { availableParallelism, cpus } from 'node:os';
import { contestants } from './ack/contestants.ts';
import type { Contestant } from './ack/contestants.ts';
import { openLoop } from './ack/open-loop.ts';
import { startParts } from './ack/parts.ts';
import { table, takeTurns } from './ack/rounds.ts';

/**
 * `npm run bench:ack`: the time from a signed slash command to its acknowledgement, beside a bare Bolt app that only
 * acknowledges and one that also adds a bare BullMQ job. Each server is a process of its own on the same Redis; requests
 * come at a fixed rate (open loop); the three take turns, round by round, and what is shown are medians over the rounds.
 * `BENCH_ROUNDS` says how many.
 */
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 7);
/** One connection carries one request at a time, so it is asked less often: all three must keep up. Rates are a second's. */
const loads = [
  { connections: 1, rate: 100, seconds: 2 },
  { connections: 10, rate: 300, seconds: 1.2 },
  { connections: 50, rate: 300, seconds: 1.2 },
];
/** More than any of them can do, until the engine has compiled what it runs: it takes some thousand requests. */
const warmUp = { rate: 5_000, seconds: 1.2 };

async function run(servers: readonly Contestant[]): Promise<void> {
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`);
  console.log(`medians over ${rounds} rounds, in microseconds\n`);
  for (const { sender } of servers) await openLoop({ sender, connections: 50, ...warmUp });
  const acknowledged = servers.map(() => 0);
  for (const load of loads) {
    const figures = await takeTurns(servers, load, rounds);
    console.log(table(servers, load, figures));
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
