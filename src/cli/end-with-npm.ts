/** How often we look whether our parent is still there, in ms. */
const lookEveryMs = 250;

interface Process {
  readonly ppid: number;
  readonly pid: number;
  kill(pid: number, signal: 'SIGTERM'): unknown;
}

/**
 * Under npm (`npx latchkey …`, `npm exec`, a script) a shell may stand between npm and us: a SIGTERM ends npm and that
 * shell, and never reaches us. Their end is the signal then. Our input says nothing about it: it may be closed from the
 * start. @returns ends the watching
 */
export function endWithNpm(env: Readonly<Record<string, string | undefined>>, self: Process = process): () => void {
  if (!env['npm_lifecycle_event'] && !env['npm_command']) return () => undefined;
  const parent = self.ppid;
  const timer = setInterval(() => {
    if (self.ppid === parent) return;
    clearInterval(timer);
    self.kill(self.pid, 'SIGTERM');
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}
