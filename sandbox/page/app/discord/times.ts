/** How Discord writes moments: times in the reader's own zone. */
const STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  t: { hour: '2-digit', minute: '2-digit' },
  T: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  d: { day: '2-digit', month: '2-digit', year: 'numeric' },
  D: { day: 'numeric', month: 'long', year: 'numeric' },
  f: { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  F: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  s: { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  S: { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

type Unit = [unit: Intl.RelativeTimeFormatUnit, seconds: number];

const SECOND: Unit = ['second', 1];
const UNITS: Unit[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  SECOND,
];

/**
 * `<t:SECONDS:STYLE>` in words.
 * @param style t, T, d, D, f (where unknown or absent), F, s, S, or R: how long from now
 * @param now milliseconds since 1970
 * @param zone the reader's own where absent
 */
export function momentIn(seconds: number, style: string | undefined, now: number, zone?: string): string {
  if (style === 'R') return relative(seconds - Math.round(now / 1000));
  const options = STYLES[style ?? 'f'] ?? STYLES['f'];
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(seconds * 1000);
}

/** Rounded to the nearest of the largest unit that fits. */
function relative(seconds: number): string {
  const [unit, length] =
    UNITS.find(([, one], index) => Math.abs(seconds) + (UNITS[index + 1]?.[1] ?? 0) / 2 >= one) ?? SECOND;
  return new Intl.RelativeTimeFormat('en-GB', { numeric: 'always' }).format(Math.round(seconds / length), unit);
}

/** What stands beside a name: `Today at 14:05`, `Yesterday at …`, or the date. */
export function stampOf(iso: string, now: number, zone?: string): string {
  const at = new Date(iso).getTime();
  const day = (moment: number): string => momentIn(moment / 1000, 'd', now, zone);
  const clock = momentIn(at / 1000, 't', now, zone);
  if (day(at) === day(now)) return `Today at ${clock}`;
  if (day(at) === day(now - 86_400_000)) return `Yesterday at ${clock}`;
  return `${day(at)} ${clock}`;
}
