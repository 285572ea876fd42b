/** 2015-01-01T00:00:00Z in milliseconds since 1970, from which Discord counts. */
const EPOCH = 1_420_070_400_000;

/** Makes ids, each greater than the one before. */
export interface Snowflakes {
  next: () => string;
  /** Keeps later ids above this one. */
  after: (id: string) => void;
}

/** @param now in milliseconds since 1970 */
export function createSnowflakes(now: () => number): Snowflakes {
  let last = 0n;
  return {
    next: () => {
      const here = snowflakeAt(now());
      last = here > last ? here : last + 1n;
      return String(last);
    },
    after: (id) => {
      const other = asSnowflake(id) ?? 0n;
      if (other > last) last = other;
    },
  };
}

/** The smallest id of a millisecond since 1970. */
export function snowflakeAt(ms: number): bigint {
  return BigInt(Math.max(0, Math.floor(ms) - EPOCH)) << 22n;
}

/** When an id was made, in milliseconds since 1970. */
export function timeOf(id: string): number {
  return Number((asSnowflake(id) ?? 0n) >> 22n) + EPOCH;
}

/** The number that an id is; undefined where it is none. */
export function asSnowflake(id: unknown): bigint | undefined {
  return typeof id === 'string' && /^\d{1,20}$/.test(id) ? BigInt(id) : undefined;
}

/** Orders ids from the oldest. */
export function byId(a: { id: string }, b: { id: string }): number {
  const [left, right] = [asSnowflake(a.id) ?? 0n, asSnowflake(b.id) ?? 0n];
  return left < right ? -1 : left > right ? 1 : 0;
}
