import type { Contender } from './contender.ts';

/** Processor time of this process so far, in milliseconds: unlike the clock it does not count other processes' turns. */
function spentMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Decisions a second of one slot: whole chunks are asked, round the questions, until `forMs` are spent. */
async function slot({ ask, chunk }: Contender, count: number, start: number, forMs: number) {
  let asked = 0;
  let at = start;
  const begin = spentMs();
  let elapsed = 0;
  while (elapsed < forMs) {
    const to = Math.min(at + chunk, count);
    const allowed = ask(at, to);
    if (typeof allowed !== 'number') await allowed;
    asked += to - at;
    at = to === count ? 0 : to;
    elapsed = spentMs() - begin;
  }
  return { rate: (asked / elapsed) * 1000, at };
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/**
 * Measures all contenders in turns, so that a noisy neighbour hits all of them alike: one slot each to warm up, then
 * `rounds` slots each. Returns the median of decisions a second, and the lowest and highest slot, by name.
 */
export async function measure(
  contenders: readonly Contender[],
  count: number,
  { rounds, slotMs }: { rounds: number; slotMs: number },
) {
  const places = new Map<string, number>();
  const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    const order = round % 2 === 0 ? contenders : [...contenders].reverse();
    for (const contender of order) {
      const { rate, at } = await slot(contender, count, places.get(contender.name) ?? 0, slotMs);
      places.set(contender.name, at);
      if (round >= 0) rates.get(contender.name)?.push(rate);
    }
  }
  return new Map(
    [...rates].map(([name, all]) => [name, { rate: median(all), low: Math.min(...all), high: Math.max(...all) }]),
  );
}
