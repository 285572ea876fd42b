import { ChatUnavailable } from '../ports/chat.ts';
import type { Clock } from '../ports/clock.ts';

/**
 * Lets one message in `everyMs` into each channel. A short wait is waited for; a longer one is handed back as
 * `ChatUnavailable`, so that no worker stands still.
 */
export function createPace(clock: Clock, everyMs: number, patienceMs = 2_000) {
  const free = new Map<string, number>();
  return async function pace(channel: string): Promise<void> {
    const now = clock.now();
    const at = Math.max(now, free.get(channel) ?? 0);
    if (at - now > patienceMs) throw new ChatUnavailable(`Too many messages for the channel ${channel}`, at - now);
    if (free.size > 1_000) for (const [key, when] of free) if (when <= now) free.delete(key);
    free.set(channel, at + everyMs);
    if (at > now) await clock.sleep(at - now);
  };
}

export type Pace = ReturnType<typeof createPace>;
