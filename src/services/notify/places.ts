import type { Platform } from '../../domain/identity.ts';
import type { Chats } from '../../ports/chat.ts';
import { ChatError } from '../../ports/chat.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log, Metrics } from '../../ports/log.ts';
import { TryLater } from '../../ports/queue.ts';

/** A platform's token (`channel` null) or one of its channels. */
export interface Place {
  readonly platform: Platform;
  readonly channel: string | null;
}

/** The first pause before a blocked place is asked again, and the longest one, in ms; each is twice as long as the last. */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** How long whoever asks may take, before somebody else does. */
const turnMs = 10_000;
/** How long the others wait while somebody asks, in ms. */
const behindMs = 1_000;

interface Blocked {
  readonly place: Place;
  readonly code: string;
  pauseMs: number;
  /** Until then nobody asks. */
  until: number;
  /** Somebody is asking. */
  isAsking: boolean;
  /** Only an event told of it, and no message was refused. */
  readonly byEvent: boolean;
}

/**
 * The places that refuse everything for a known cause. What waits for one waits behind a single harmless call, never a
 * waiting message; when that call passes, one message goes first. Known to this process only: another one finds out with
 * its first message.
 */
export function createPlaces(
  { chats, clock, log }: { readonly chats: Chats; readonly clock: Clock; readonly log: Log },
  metrics: Pick<Metrics, 'blocked'>,
) {
  const blocked = new Map<string, Blocked>();

  return {
    release,
    verify,
    isBlocked: (place: Place): boolean => blocked.has(keyOf(place)),
    /** Places of which only events told, and that may be asked again now. */
    dueByEvents: (): readonly Place[] => {
      const now = clock.now();
      return [...blocked.values()].filter(({ byEvent, until }) => byEvent && until <= now).map(({ place }) => place);
    },
    /** Chats whose token is refused. */
    chats: (): readonly string[] => [...blocked.keys()].filter((key) => !key.includes(' ')),
    /** Every place that refuses everything, with the platform's code. */
    list: (): readonly string[] => [...blocked].map(([key, { code }]) => `${key} (${code})`),
    /** Returns where nothing is known to block the place; else throws `TryLater`. */
    async enter(place: Place): Promise<void> {
      for (const one of surrounding(place)) await pass(one);
    },

    /** A message of the place was refused by `error`, which concerns the token or the channel. Gives the pause in ms. */
    block(place: Place, error: ChatError, { byEvent = false } = {}): number {
      const one = error.concerns === 'token' ? { ...place, channel: null } : place;
      const known = blocked.get(keyOf(one));
      const pauseMs = known ? Math.min(longestPauseMs, known.pauseMs * 2) : firstPauseMs;
      const { code } = error;
      const until = clock.now() + pauseMs;
      blocked.set(keyOf(one), {
        place: one,
        code,
        pauseMs,
        until,
        isAsking: false,
        byEvent: byEvent && (known?.byEvent ?? true),
      });
      if (known && known.code !== code) metrics.blocked(one.platform, one.channel, known.code, false);
      if (known?.code !== code) {
        metrics.blocked(one.platform, one.channel, code, true);
        log.warn({ err: error, ...one, code }, 'A place in chat refuses everything; its messages wait');
      }
      return pauseMs;
    },

    /** A message was taken there: nothing blocks it. */
    open(place: Place): void {
      if (blocked.size === 0) return;
      for (const one of surrounding(place)) {
        const known = blocked.get(keyOf(one));
        if (!known) continue;
        blocked.delete(keyOf(one));
        metrics.blocked(one.platform, one.channel, known.code, false);
        log.info({ ...one, code: known.code }, 'A place in chat takes messages again');
      }
    },
  };

  /** Whoever was let through says nothing about what blocks the place: the next one asks again. */
  function release(place: Place): void {
    const known = blocked.get(keyOf(place));
    if (!known?.isAsking) return;
    known.isAsking = false;
    known.until = clock.now();
  }

  /** Asks by a harmless call: null, it takes messages as far as can be told; `unknown`: the chat gave no answer. */
  async function verify({ platform, channel }: Place): Promise<ChatError | null | 'unknown'> {
    try {
      await chats.get(platform)?.probe(channel);
      return null;
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      return error.kind === 'blocked' ? error : 'unknown';
    }
  }

  async function pass(place: Place): Promise<void> {
    const known = blocked.get(keyOf(place));
    if (!known) return;
    const now = clock.now();
    if (now < known.until) {
      const wait = known.until - now;
      throw new TryLater(`${name(place)} is blocked: ${known.code}`, known.isAsking ? Math.min(wait, behindMs) : wait);
    }
    known.isAsking = true;
    known.until = now + turnMs;
    try {
      await chats.get(place.platform)?.probe(place.channel);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      known.isAsking = false;
      known.pauseMs = Math.min(longestPauseMs, known.pauseMs * 2);
      const pause = Math.max(known.pauseMs, error.retryAfterMs ?? 0);
      known.until = clock.now() + pause;
      throw new TryLater(`${name(place)} is still blocked: ${error.code}`, pause, { cause: error });
    }
  }
}

export type Places = ReturnType<typeof createPlaces>;

function surrounding(place: Place): readonly Place[] {
  const token = { platform: place.platform, channel: null };
  return place.channel === null ? [token] : [token, { platform: place.platform, channel: place.channel }];
}

function keyOf({ platform, channel }: Place): string {
  return channel === null ? platform : `${platform} ${channel}`;
}

function name({ platform, channel }: Place): string {
  return channel === null ? platform : `${channel} in ${platform}`;
}
