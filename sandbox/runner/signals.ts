/** Ctrl-C reaches us from the terminal and again from npm, which passes it on: within this many ms it is the same one. */
const SAME_SIGNAL = 1000;

/** What of `process` is needed. */
interface Hearer {
  on: (name: string, listener: () => void) => unknown;
  off: (name: string, listener: () => void) => unknown;
  exit: (code: number) => void;
}

/** `disconnect`: a parent that started us with a channel is gone. */
const NAMES = ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'];

/**
 * Calls `stop` at the first SIGINT, SIGTERM or SIGHUP, or when our parent is gone, and ends the process at once (exit 1)
 * at a later one; the children go with it.
 * @param now in ms, from any beginning
 */
export function onStopSignals(
  stop: () => void,
  hearer: Hearer = process,
  now: () => number = () => performance.now(),
): { forget: () => void } {
  let first: number | undefined;
  const hear = (): void => {
    if (first === undefined) {
      first = now();
      stop();
    } else if (now() - first > SAME_SIGNAL) hearer.exit(1);
  };
  for (const name of NAMES) hearer.on(name, hear);
  return {
    forget: () => {
      for (const name of NAMES) hearer.off(name, hear);
    },
  };
}
