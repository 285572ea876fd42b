/** In µs of processor time, which other processes don't lengthen. Below this there is nothing to compare. */
const leastUs = 300;

/**
 * How many times longer `run` takes for sixteen times the input: about 16 where it is linear, 256 where it is quadratic.
 * Between the two is room for the collecting of garbage; besides, the shortest of several runs counts. What looks too
 * long is measured up to three times: a busy machine lengthens one measurement, a quadratic reader all of them.
 */
export function growth(run: (text: string) => unknown, input: (length: number) => string, length: number): number {
  let best = Infinity;
  for (let turn = 0; turn < 3 && best > 32; turn++) best = Math.min(best, measured(run, input, length));
  return best;
}

function measured(run: (text: string) => unknown, input: (length: number) => string, length: number): number {
  const [short, long] = [input(length), input(length * 16)];
  /** What took no longer than `enough` isn't measured again. */
  const shortest = (text: string, enough: number): number => {
    let best = Infinity;
    for (let turn = 0; turn < 5 && best > enough; turn++) {
      const from = process.cpuUsage();
      run(text);
      const { user, system } = process.cpuUsage(from);
      best = Math.min(best, user + system);
    }
    return best;
  };
  shortest(short, leastUs);
  return shortest(long, 16 * leastUs) / Math.max(shortest(short, leastUs), leastUs);
}
