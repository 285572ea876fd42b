/** A line that was typed to the app. */
export interface Typed {
  /** When, in seconds since 1970. */
  at: number;
  text: string;
  /** Whether the app has taken it; before, it is on its way. */
  isTaken: boolean;
}

/** The lines with one that is new, or that was taken since. */
export function withTyped(all: readonly Typed[], line: Typed): Typed[] {
  const isKnown = all.some((one) => one.at === line.at);
  return isKnown ? all.map((one) => (one.at === line.at ? line : one)) : [...all, line];
}
