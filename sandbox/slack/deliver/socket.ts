import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { Identity } from '../identity.ts';
import { isObject, parsed, text } from '../../common/json.ts';
import type { Json } from '../types.ts';
import type { Deliver, Outcome } from './types.ts';

const PING_MS = 10_000;
const HANG_UP_MS = 500;
const HOST = 'applink-local';

/** Socket Mode: connections that the app opens, and deliveries over them. */
export interface SocketMode {
  deliver: Deliver;
  /** A ticket for one connection, as part of apps.connections.open's address. */
  ticket: () => string;
  /** Takes an upgrade request to /link. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  connections: () => number;
  /** Tells every connected app to connect anew, and hangs up. */
  disconnect: (reason: 'warning' | 'refresh_requested' | 'link_disabled') => void;
  /** Hangs up; settles when every connection is gone. */
  stop: () => Promise<void>;
}

/** @param patience how long to wait for an acknowledgement, in milliseconds */
export function createSocketMode(app: Identity, patience: number): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const open: WebSocket[] = [];
  const waiting = new Map<string, (outcome: Outcome) => void>();
  const pings = setInterval(() => open.forEach((socket) => socket.ping(`Ping from ${HOST}`)), PING_MS).unref();

  server.on('connection', (socket) => {
    open.push(socket);
    socket.on('close', () => {
      if (open.includes(socket)) open.splice(open.indexOf(socket), 1);
    });
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => {
      const said = parsed(asText(data));
      if (!isObject(said)) return;
      const payload =
        isObject(said['payload']) && Object.keys(said['payload']).length > 0 ? said['payload'] : undefined;
      waiting.get(text(said['envelope_id']) ?? '')?.({ ok: true, answer: payload });
    });
    const debug = {
      host: HOST,
      started: new Date().toISOString(),
      build_number: 1,
      approximate_connection_time: 18060,
    };
    const hello = {
      type: 'hello',
      num_connections: open.length,
      debug_info: debug,
      connection_info: { app_id: app.appId },
    };
    socket.send(JSON.stringify(hello));
  });

  const deliver: Deliver = (kind, payload, retry) => {
    const socket = open.shift();
    if (socket === undefined) return Promise.resolve({ ok: false, error: 'dispatch_failed' });
    open.push(socket);
    const envelope: Json = {
      envelope_id: randomUUID(),
      type: kind,
      payload,
      accepts_response_payload: kind !== 'events_api',
      ...(kind === 'events_api' ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' } : {}),
    };
    return send(socket, envelope);
  };

  function send(socket: WebSocket, envelope: Json): Promise<Outcome> {
    const id = String(envelope['envelope_id']);
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle({ ok: false, error: 'operation_timeout' }), patience);
      const settle = (outcome: Outcome): void => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(outcome);
      };
      waiting.set(id, settle);
      socket.send(JSON.stringify(envelope), (error) => {
        if (error) settle({ ok: false, error: 'dispatch_failed' });
      });
    });
  }

  return {
    deliver,
    ticket: () => {
      const ticket = randomBytes(18).toString('hex');
      tickets.add(ticket);
      return ticket;
    },
    upgrade: (request, socket, head) => {
      const ticket = new URL(request.url ?? '', 'ws://localhost').searchParams.get('ticket') ?? '';
      if (!tickets.delete(ticket)) return void socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      server.handleUpgrade(request, socket, head, (connected) => server.emit('connection', connected, request));
    },
    connections: () => open.length,
    disconnect: (reason) => {
      for (const socket of [...open]) {
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: HOST } }));
        if (reason !== 'warning') socket.close(1000);
      }
    },
    stop: async () => {
      clearInterval(pings);
      for (const settle of [...waiting.values()]) settle({ ok: false, error: 'dispatch_failed' });
      await Promise.all([...open].map(hangUp));
      server.close();
    },
  };
}

function hangUp(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => socket.terminate(), HANG_UP_MS);
    socket.once('close', () => {
      clearTimeout(impatience);
      resolve();
    });
    socket.close(1001);
  });
}

function asText(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
