import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { MiddlewareHandler } from 'hono';

const NAMES = ['127.0.0.1', 'localhost', '[::1]'];
const SENTENCE = 'This address is for this machine alone: open it as http://127.0.0.1 with its port.';

/**
 * Whether a request is meant for this server and comes from this machine's programs or from the server's own pages: a name
 * that another site resolves to this machine (DNS rebinding) and another site's pages are kept out.
 * @param host the Host header @param origin the Origin header; absent where no page sent it
 */
export function isOwn(host: string | undefined, origin: string | undefined, port: number): boolean {
  const own = NAMES.map((name) => `${name}:${port}`);
  return host !== undefined && own.includes(host.toLowerCase()) && (origin === undefined || own.includes(sent(origin)));
}

const sent = (origin: string): string => origin.toLowerCase().replace(/^http:\/\//, '');

/** Answers 403 to whatever `isOwn` keeps out. @param port of this server, once it listens */
export function ownHostOnly(port: () => number): MiddlewareHandler {
  return async (c, next) => {
    if (!isOwn(c.req.header('host'), c.req.header('origin'), port())) return c.text(SENTENCE, 403);
    await next();
    return undefined;
  };
}

/** The same for a WebSocket: true where the request was refused, and its stream ended. */
export function isRefusedUpgrade({ headers }: IncomingMessage, stream: Duplex, port: number): boolean {
  if (isOwn(headers.host, headers.origin, port)) return false;
  stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
  return true;
}
