import { createHash } from 'node:crypto';

export interface Allowance {
  ok: boolean;
  headers: Record<string, string>;
  /** Seconds. */
  resetAfter: number;
}

/** One bucket a route and its channel, guild or webhook. */
export interface Rate {
  take: (route: string, major: string) => Allowance;
}

const WINDOW_MS = 1000;

/**
 * Discord's rate limits a route: so many requests a second.
 * @param now milliseconds since 1970, of a clock that goes on: a client waits by its own
 */
export function createRate(now: () => number, limit = 50): Rate {
  const windows = new Map<string, { until: number; used: number }>();
  return {
    take: (route, major) => {
      const key = `${route} ${major}`;
      const at = now();
      const open = windows.get(key);
      const window = open !== undefined && open.until > at ? open : { until: at + WINDOW_MS, used: 0 };
      windows.set(key, window);
      const ok = window.used < limit;
      if (ok) window.used += 1;
      const resetAfter = (window.until - at) / 1000;
      return {
        ok,
        resetAfter,
        headers: {
          'x-ratelimit-limit': String(limit),
          'x-ratelimit-remaining': String(limit - window.used),
          'x-ratelimit-reset': (window.until / 1000).toFixed(3),
          'x-ratelimit-reset-after': resetAfter.toFixed(3),
          'x-ratelimit-bucket': createHash('sha256').update(route).digest('hex').slice(0, 32),
        },
      };
    },
  };
}
