import type { IncomingMessage, ServerResponse } from 'node:http';

/** What somebody else serves on PORT. It gets the raw request, its body unread, and must end the response. */
export interface Mount {
  readonly method: 'GET' | 'POST';
  /** The whole path; one that ends with `/` stands for everything below it. */
  readonly path: string;
  handle(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
}

export type Found =
  | { readonly handle: Mount['handle'] }
  /** The path exists, for these methods. */
  | { readonly allow: readonly string[] };

/**
 * Finds who serves a request. An exact path comes before one that stands for what is below it; GET serves HEAD as well.
 * @returns null where nobody serves the path with any method
 */
export function createRoutes(mounts: readonly Mount[]): (method: string, path: string) => Found | null {
  const exact = new Map(mounts.map((mount) => [`${mount.method} ${mount.path}`, mount]));
  const below = mounts.filter(({ path }) => path.endsWith('/'));
  return (method, path) => {
    const asked = method === 'HEAD' ? 'GET' : method;
    const mount =
      exact.get(`${asked} ${path}`) ?? below.find((one) => one.method === asked && path.startsWith(one.path));
    if (mount !== undefined) return mount;
    const others = mounts.filter((one) => one.path === path || (one.path.endsWith('/') && path.startsWith(one.path)));
    return others.length === 0 ? null : { allow: [...new Set(others.map((one) => one.method))] };
  };
}
