import { LRUCache } from 'lru-cache';

export interface ReadCache<T> {
  /** What is known of `key`, else what `read` gives. `fresh` reads again, also while an older reading is under way. */
  get(key: string, fresh: boolean, read: () => Promise<T>): Promise<T>;
  /** Forgets what was read, also what is being read now. */
  forget(key: string): void;
  clear(): void;
}

/**
 * Remembers what is read from outside: one reading at a time for each key, each remembered for less than `ttlMs` from its
 * beginning, and a failed one not at all. Of more than `max` keys, the one used longest ago is forgotten.
 */
export function createReadCache<T>({
  ttlMs,
  max,
  clock,
}: {
  readonly ttlMs: number;
  readonly max: number;
  readonly clock: { now(): number };
}): ReadCache<T> {
  const known = new LRUCache<string, Promise<T>>({ ...atMost(max), ...expiry(ttlMs, clock) });
  return {
    get(key, fresh, read) {
      const cached = fresh ? undefined : known.get(key);
      if (cached !== undefined) return cached;
      const reading = read();
      known.set(key, reading);
      reading.catch(() => {
        if (known.peek(key, { allowStale: true }) === reading) known.delete(key);
      });
      return reading;
    },
    forget: (key) => void known.delete(key),
    clear: () => known.clear(),
  };
}

/** Options for a cache whose entries are good for less than `ttlMs` by an injected clock (ms, larger than 0). */
export function expiry(ttlMs: number, clock: { now(): number }) {
  // lru-cache holds an entry while its age isn't larger than its ttl; times are whole milliseconds.
  return { ttl: ttlMs - 1, ttlResolution: 0, perf: { now: () => clock.now() } } as const;
}

/** Options for a cache of at most `max` entries. It takes room for what it holds; lru-cache reserves its own `max` at once. */
export function atMost(max: number) {
  return { maxSize: max, sizeCalculation: () => 1 } as const;
}
