type Write = (at: Date, zone: string | undefined) => string;

const by =
  (options: Intl.DateTimeFormatOptions): Write =>
  (at, timeZone) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(at);

const day = by({ day: 'numeric', month: 'long', year: 'numeric' });
const shortDay = by({ day: 'numeric', month: 'short', year: 'numeric' });
const longDay = by({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const time = by({ hour: '2-digit', minute: '2-digit' });

/** `today`, `yesterday` or `tomorrow` where it is one of these, as Slack's pretty formats have it. */
const pretty =
  (write: Write): Write =>
  (at, zone) =>
    NEAR_DAYS.find(([, offset]) => day(at, zone) === day(new Date(Date.now() + offset * DAY_MS), zone))?.[0] ??
    write(at, zone);

const DAY_MS = 86_400_000;
const NEAR_DAYS: [name: string, offset: number][] = [
  ['today', 0],
  ['yesterday', -1],
  ['tomorrow', 1],
];

const TOKENS: Record<string, Write> = {
  date_num: by({ day: '2-digit', month: '2-digit', year: 'numeric' }),
  date: day,
  date_short: shortDay,
  date_long: longDay,
  date_pretty: pretty(day),
  date_short_pretty: pretty(shortDay),
  date_long_pretty: pretty(longDay),
  date_long_full: longDay,
  time,
  time_secs: by({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
};

/**
 * Writes Slack's dates (`<!date^SECONDS^{date} at {time}|…>`) as the rest of the page does: day before month, 24 hours.
 * A format with a token that isn't known here is left to the library.
 * @param zone the reader's own where absent
 */
export function withDates(text: string, zone?: string): string {
  return text.replace(/<!date\^(\d+)\^([^|^>]*)(?:\^([^|>]*))?(?:\|[^>]*)?>/g, (whole, seconds, format, link) => {
    const at = new Date(Number(seconds) * 1000);
    const tokens = [...String(format).matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    if (tokens.some((name) => TOKENS[name] === undefined)) return whole;
    const words = String(format).replace(/\{(\w+)\}/g, (token, name: string) => TOKENS[name]?.(at, zone) ?? token);
    return link === undefined ? words : `<${String(link)}|${words}>`;
  });
}
