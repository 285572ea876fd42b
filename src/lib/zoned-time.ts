/** A time zone's rules, as the platform's own data (Intl) has them. Times are ms since the epoch; a local time is written as if it were UTC. */
export interface ZonedTime {
  /** The canonical IANA name. */
  readonly zone: string;
  /** What clocks show there at a time. */
  toLocal(at: number): number;
  /**
   * When clocks there show a local time. Where they show it twice, the first time; where they skip it, as much later as
   * they skip (Temporal's “compatible”).
   */
  toInstant(local: number): number;
}

const day = 86_400_000;

/** The canonical IANA name; null: there is no such zone. Any case; offsets such as `+01:00` are no zones. */
export function zoneName(text: string): string | null {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(text)) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** Throws a RangeError where there is no such zone. */
export function zonedTime(name: string): ZonedTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });

  function toLocal(at: number): number {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const of = (part: Intl.DateTimeFormatPartTypes): number => parts.get(part) ?? 0;
    const whole = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
    return whole + (((at % 1000) + 1000) % 1000);
  }

  return {
    zone: format.resolvedOptions().timeZone,
    toLocal,
    toInstant(local) {
      // The offsets that hold a day before and a day after are the only ones that can hold at the time itself.
      const before = local - (toLocal(local - day) - (local - day));
      const after = local - (toLocal(local + day) - (local + day));
      const shown = [before, after].filter((at) => toLocal(at) === local);
      return shown.length > 0 ? Math.min(...shown) : before;
    },
  };
}
