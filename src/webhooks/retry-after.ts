const longestMs = 86_400_000;

/**
 * How long a receiver asks us to wait (RFC 9110, `Retry-After`: seconds or a date), in ms, a day at most; null: it doesn't
 * say, or not so that it could be read.
 * @param now ms since the epoch
 */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,10}$/.test(text)) return Math.min(longestMs, Number(text) * 1_000);
  // A date is in GMT and names its weekday; anything else that Date would read isn't one.
  const at = /^[A-Z][a-z]{2}, .* GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.min(longestMs, Math.max(0, at - now));
}
