/** Ctrl-C reaches us from the terminal and again from npm, which passes it on: within this many ms it is the same one. */
const sameSignalMs = 1_000;

/** The first SIGINT or SIGTERM aborts the signal; a later one ends the process at once. */
export function onStopSignals(): { readonly signal: AbortSignal; forget(): void } {
  const controller = new AbortController();
  let first: number | null = null;
  const hear = (): void => {
    const now = performance.now();
    if (first === null) {
      first = now;
      controller.abort(new Error('Told to stop'));
    } else if (now - first > sameSignalMs) process.exit(1);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const one of signals) process.on(one, hear);
  return {
    signal: controller.signal,
    forget: () => {
      for (const one of signals) process.off(one, hear);
    },
  };
}
