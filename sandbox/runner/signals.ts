/** Ctrl-C reaches us from the terminal and again from npm, which passes it on: within this many ms it is the same one. */
const SAME_SIGNAL = 1000;

/**
 * Calls `stop` at the first SIGINT or SIGTERM, and ends the process at once (exit 1) at a later one; the children go
 * with it. Where a parent is connected by IPC, its going away counts as the first signal.
 */
export function onStopSignals(stop: () => void): { forget: () => void } {
  let first: number | undefined;
  const hear = (): void => {
    const now = performance.now();
    if (first === undefined) {
      first = now;
      stop();
    } else if (now - first > SAME_SIGNAL) process.exit(1);
  };
  process.on('SIGINT', hear);
  process.on('SIGTERM', hear);
  process.on('SIGHUP', hear);
  process.on('disconnect', hear);
  return {
    forget: () => {
      process.off('SIGINT', hear);
      process.off('SIGTERM', hear);
      process.off('SIGHUP', hear);
      process.off('disconnect', hear);
    },
  };
}
