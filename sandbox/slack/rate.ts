/** Slack's "about one message a second a channel": five at once, then one a second. @param now in milliseconds */
export function createRate(now: () => number): { seconds: (channel: string) => number; clear: () => void } {
  const spent = new Map<string, number>();
  return {
    /** 0 where the message may go; else how many whole seconds to wait. */
    seconds: (channel) => {
      const free = Math.max(spent.get(channel) ?? 0, now() - BURST * SECOND);
      if (free > now() - SECOND) return Math.ceil((free - now() + SECOND) / SECOND);
      spent.set(channel, free + SECOND);
      return 0;
    },
    clear: () => spent.clear(),
  };
}

const SECOND = 1000;
const BURST = 5;
