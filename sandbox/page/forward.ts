import type { Handler } from 'hono';

/** Passes requests on to another server of ours and streams its answers back. @param prefix is taken off the path */
export function forwardTo(target: string, prefix: string, name: string): Handler {
  return async (c) => {
    const { pathname, search } = new URL(c.req.url);
    const { method } = c.req;
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const type = c.req.header('content-type');
    try {
      const answer = await fetch(`${target}${pathname.slice(prefix.length)}${search}`, {
        method,
        headers: type === undefined ? {} : { 'content-type': type },
        ...(hasBody ? { body: await c.req.arrayBuffer() } : {}),
        signal: c.req.raw.signal,
      });
      const headers = { 'content-type': answer.headers.get('content-type') ?? 'application/json' };
      return new Response(answer.body, { status: answer.status, headers });
    } catch {
      return c.json({ ok: false, error: `The local ${name} does not answer: is it still running?` }, 502);
    }
  };
}
