import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Args, Workspace } from './workspace.ts';

export const botToken = 'xoxb-of-another-workspace';
export const appToken = 'xapp-of-another-workspace';

/** Below a path of its own, without a slash at the end: nothing may be taken for granted about the address. */
const apiPath = '/some/where/api';

export interface Served {
  readonly origin: string;
  readonly apiUrl: string;
  readonly calls: readonly string[];
  /** Methods that were called although this workspace does not have them. */
  readonly unknown: readonly string[];
  /** The next call of this method that `matches` is carried out, and its answer gets lost. */
  loseAnswer(method: string, matches: (args: Args) => boolean): void;
  /** Sends an envelope over Socket Mode; what the app acknowledged it with. */
  envelope(type: string, payload: object): Promise<Args>;
  stop(): Promise<void>;
}

/** Serves a workspace on 127.0.0.1: the Web API, response URLs, and Socket Mode connections. */
export async function serve(workspace: Workspace, respond: (id: string, args: Args) => void): Promise<Served> {
  const calls: string[] = [];
  const unknown: string[] = [];
  const lost: { readonly method: string; readonly matches: (args: Args) => boolean }[] = [];
  const sockets = new WebSocketServer({ noServer: true });
  const waiting = new Map<string, (payload: Args) => void>();
  let origin = '';
  let envelopes = 0;

  function call(method: string, token: string | undefined, args: Args): object {
    calls.push(method);
    if (token !== (method === 'apps.connections.open' ? appToken : botToken))
      return { ok: false, error: 'invalid_auth' };
    if (method === 'apps.connections.open') return { ok: true, url: `${origin.replace('http', 'ws')}/socket` };
    const run = workspace.methods[method];
    if (!run) {
      unknown.push(method);
      return { ok: false, error: 'unknown_method' };
    }
    try {
      return { ok: true, ...run(args) };
    } catch (error) {
      return { ok: false, error: error instanceof Error ? error.message : 'fatal_error' };
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const path = request.url ?? '';
    const json = (request.headers['content-type'] ?? '').startsWith('application/json');
    const args = json ? (JSON.parse(body || '{}') as Args) : formArgs(body);
    if (path.startsWith('/respond/')) {
      respond(path.slice('/respond/'.length), args);
      response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
      return;
    }
    if (!path.startsWith(`${apiPath}/`)) return void response.writeHead(404).end();
    const method = path.slice(apiPath.length + 1);
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const answer = call(method, bearer ?? (args['token'] as string | undefined), args);
    const index = lost.findIndex((one) => one.method === method && one.matches(args));
    if (index >= 0) {
      lost.splice(index, 1);
      return void response.writeHead(503).end();
    }
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(answer));
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.on('upgrade', (request, socket, head) => sockets.handleUpgrade(request, socket, head, greet));

  function greet(socket: WebSocket): void {
    socket.on('message', (data: Buffer) => {
      const said = JSON.parse(data.toString()) as { envelope_id: string; payload?: Args };
      waiting.get(said.envelope_id)?.(said.payload ?? {});
      waiting.delete(said.envelope_id);
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: sockets.clients.size }));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    apiUrl: `${origin}${apiPath}`,
    calls,
    unknown,
    loseAnswer: (method, matches) => void lost.push({ method, matches }),
    envelope(type, payload) {
      const [socket] = sockets.clients;
      if (!socket) throw new Error('the app has no connection open');
      const id = `envelope-${envelopes++}`;
      const acknowledged = new Promise<Args>((resolve) => waiting.set(id, resolve));
      socket.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: true }));
      return acknowledged;
    },
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** A form's fields; what is an object travels as JSON in its field. */
function formArgs(body: string): Args {
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [name, /^[[{]/.test(value) ? JSON.parse(value) : value]),
  );
}
