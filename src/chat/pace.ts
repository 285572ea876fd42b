import { ChatUnavailable } from '../ports/chat.ts';
import type { Clock } from '../ports/clock.ts';

/** How long after its slot a message that was turned away keeps its place, in ms. */
const keptMs = 60_000;

/**
 * Lets one message in `everyMs` into each channel. A short wait is waited for; a longer one is handed back as `ChatUnavailable`,
 * so that no worker stands still. Who is turned away keeps a slot of its own and is told when that is, so that a burst comes back
 * one by one and nobody is turned away twice (DESIGN §4, _Cost_). Known to this process only.
 */
export function createPace(clock: Clock, everyMs: number, patienceMs = 2_000) {
  /** From when a channel's next slot is free. */
  const free = new Map<string, number>();
  /** When the next message may follow the last one that was let in. */
  const next = new Map<string, number>();
  /** Slots of those who were turned away. */
  const kept = new Map<string, number>();

  return async function pace(channel: string, message: string): Promise<void> {
    const now = clock.now();
    if (free.size + kept.size > 1_000) tidy(now);
    const key = JSON.stringify([channel, message]);
    const slot = kept.get(key);
    // Several that come late don't go at once either.
    const soonest = Math.max(now, next.get(channel) ?? 0);
    const last = Math.max(soonest, free.get(channel) ?? 0);
    // Whoever missed their slot is let in while there's room, else they get another one: all of a late burst would come back at once.
    const isMissed = slot !== undefined && slot <= now && soonest - now > patienceMs;
    const at = slot === undefined || isMissed ? last : Math.max(soonest, slot);
    free.set(channel, Math.max(free.get(channel) ?? 0, at + everyMs));
    if (at - now > patienceMs) {
      kept.set(key, at);
      throw new ChatUnavailable(`Too many messages for the channel ${channel}`, at - now);
    }
    kept.delete(key);
    next.set(channel, at + everyMs);
    if (at > now) await clock.sleep(at - now);
  };

  function tidy(now: number): void {
    for (const [key, when] of kept) if (when + keptMs <= now) kept.delete(key);
    for (const known of [free, next]) for (const [key, when] of known) if (when <= now) known.delete(key);
  }
}

export type Pace = ReturnType<typeof createPace>;
