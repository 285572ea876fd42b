/** Does `count` pieces of work, at most `atOnce` at a time; the time of each, and of all, in ms. */
export async function inFlight(
  count: number,
  atOnce: number,
  work: (at: number) => Promise<unknown>,
): Promise<{ readonly each: readonly number[]; readonly allMs: number }> {
  const each: number[] = [];
  const began = performance.now();
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < count) {
      const at = next++;
      const from = performance.now();
      await work(at);
      each.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, atOnce) }, one));
  return { each, allMs: performance.now() - began };
}

/** The time under which a share of all lies. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
