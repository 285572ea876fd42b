import type { SandboxOptions } from './arguments.ts';
import { localPort } from './environment.ts';
import { freePort, isPortFree } from './ports.ts';
import { problem } from './problem.ts';
import type { Problem } from './problem.ts';

const USUAL_PAGE_PORT = 4600;
const USUAL_PORT = 3000;

/** The page's port: the one typed, else the usual one. A taken one is a problem that names --port. */
export async function choosePagePort(typed: number | undefined): Promise<number> {
  const port = typed ?? USUAL_PAGE_PORT;
  if (port === 0) return freePort();
  if (await isPortFree(port)) return port;
  throw takenPagePort(port);
}

/** What to say where the page's port is taken. */
export function takenPagePort(port: number): Problem {
  return problem(`port ${port}, which the page wants, is taken: choose another one with --port`);
}

/**
 * Where the local Slack delivers, and the port on which a Latchkey hears it. When the sandbox starts Latchkey itself
 * and the usual port is taken, a free one is chosen and said; one that was typed is not changed.
 */
export async function chooseEvents(
  options: Pick<SandboxOptions, 'eventsUrl' | 'parts'>,
  say: (sentence: string) => void,
): Promise<{ url: string; port: number }> {
  const typed = options.eventsUrl;
  const wanted = (typed === undefined ? undefined : localPort(typed)) ?? USUAL_PORT;
  const here = (port: number) => ({ url: typed ?? `http://127.0.0.1:${port}/slack/events`, port });
  if (!options.parts.has('latchkey') || (await isPortFree(wanted))) return here(wanted);
  if (typed !== undefined && localPort(typed) !== undefined) {
    throw problem(`port ${wanted} of --events-url is taken: stop what listens there, or choose another port`);
  }
  const port = await freePort();
  say(`port ${wanted} is taken, so Latchkey listens on ${port}`);
  return here(port);
}
