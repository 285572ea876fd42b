import type { Contestant } from './contestants.ts';
import { median, percentile } from './figures.ts';
import { openLoop } from './open-loop.ts';
import type { Load } from './open-loop.ts';

type Pace = Omit<Load, 'sender'>;

/** Medians over the rounds, in microseconds. */
export interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly acknowledged: number;
}

/** Asks the servers in turns; another one begins each round, so that none always follows the same one. */
export async function takeTurns(servers: readonly Contestant[], pace: Pace, rounds: number): Promise<Figures[]> {
  const taken = servers.map(({ sender }) => ({ sender, p50: [] as number[], p99: [] as number[], acknowledged: 0 }));
  for (let round = 0; round < rounds; round += 1) {
    const begin = round % taken.length;
    for (const one of [...taken.slice(begin), ...taken.slice(0, begin)]) {
      const { latencies } = await openLoop({ sender: one.sender, ...pace });
      one.p50.push(percentile(latencies, 0.5));
      one.p99.push(percentile(latencies, 0.99));
      one.acknowledged += latencies.length;
    }
  }
  return taken.map(({ p50, p99, acknowledged }) => ({ p50: median(p50), p99: median(p99), acknowledged }));
}

/** A table: each server's figures, and its p99 as a multiple of the first's and the second's. */
export function table(
  servers: readonly Contestant[],
  { connections, rate }: Pace,
  figures: readonly Figures[],
): string {
  const micros = (value: number): string => Math.round(value).toLocaleString('en').padStart(10);
  const times = (value: number, base: number): string => `${(value / base).toFixed(2)}×`;
  const [first, second] = figures;
  const head = `${connections} connection${connections === 1 ? '' : 's'}, ${rate}/s`.padEnd(22);
  const lines = servers.map(({ name }, at) => {
    const { p50 = NaN, p99 = NaN } = figures[at] ?? {};
    const ratios = [first, second].map((base) => times(p99, base?.p99 ?? NaN));
    return `  ${name.padEnd(20)}${micros(p50)}${micros(p99)}${ratios[0]!.padStart(14)}${ratios[1]!.padStart(20)}`;
  });
  const columns = ['p50'.padStart(10), 'p99'.padStart(10), 'p99/Bolt'.padStart(14), 'p99/Bolt+BullMQ'.padStart(20)];
  return [`${head}${columns.join('')}`, ...lines, ''].join('\n');
}
