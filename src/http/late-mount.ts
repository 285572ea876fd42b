import type { PlatformPath } from '../ports/platform.ts';
import type { Mount } from './routes.ts';

/** A path that answers 503 until the platforms listen: never a false “heard”. Afterwards a path that none took is not there. */
export function late(
  { method, path }: PlatformPath,
  mounts: ReadonlyMap<string, Mount['handle']>,
  state: { readonly waitingFor: readonly string[]; readonly isLate: () => boolean },
): Mount {
  return {
    method,
    path,
    handle(request, response) {
      const handle = mounts.get(path);
      if (handle) return handle(request, response);
      const starting = state.waitingFor.length > 0 || state.isLate();
      const sentence = starting ? 'Latchkey is starting: try again in a moment.' : `There is nothing at ${path}.`;
      response.writeHead(starting ? 503 : 404, { 'content-type': 'text/plain' }).end(`${sentence}\n`);
      return undefined;
    },
  };
}
