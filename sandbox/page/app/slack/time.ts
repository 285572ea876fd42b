/** A message's time stamp in seconds. */
export const secondsOf = (ts: string): number => Number(ts);

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const calendar = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });

export const timeOf = (ts: string): string => clock.format(secondsOf(ts) * 1000);

export function dayOf(ts: string): string {
  const at = new Date(secondsOf(ts) * 1000);
  return at.toDateString() === new Date().toDateString() ? 'Today' : calendar.format(at);
}
