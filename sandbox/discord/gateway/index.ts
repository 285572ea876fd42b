import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Identity } from '../identity.ts';
import type { Settings } from '../settings.ts';
import type { Store } from '../store.ts';
import type { Connection } from './connection.ts';
import { createConnection } from './connection.ts';
import { createSessions } from './sessions.ts';

/** The Gateway: connections that the app opens, and events over them. */
export interface Gateway {
  /**
   * Sends an event to every session that asked for one of these intents (0: to all), also to those that may yet resume.
   * An app that isn't in the guild hears of nothing but that.
   * @param data the payload, or what makes it of a session's intents; undefined sends nothing
   * @returns how many connected apps got it
   */
  dispatch: (event: string, intents: number, data: unknown) => number;
  /** Takes an upgrade request to /gateway. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  connections: () => number;
  sessions: () => { id: string; intents: number; connected: boolean }[];
  disconnect: (how: Disconnection) => void;
  /** Lets apps connect (again). */
  open: () => void;
  isOpen: () => boolean;
  /** Hangs up; settles when every connection is gone. */
  stop: () => Promise<void>;
}

export interface Disconnection {
  /** The close code; 4000, an unknown error, after which clients resume, unless given. */
  code?: number;
  /** False: the sessions are forgotten as well. */
  resumable: boolean;
  /** Milliseconds to refuse new connections; null: until `open`. */
  forMs: number | null;
}

export interface GatewayOptions {
  store: Store;
  app: Identity;
  settings: Readonly<Settings>;
  now: () => number;
  /** `ws://127.0.0.1:PORT/gateway` */
  url: () => string;
}

export function createGateway({ store, app, settings, now, url }: GatewayOptions): Gateway {
  const server = new WebSocketServer({ noServer: true });
  const sessions = createSessions(now);
  const connected = new Set<Connection>();
  let isOpen = true;
  let reopening: NodeJS.Timeout | undefined;
  const tell = (): void => store.announce({ type: 'gateway', connections: connected.size });

  server.on('connection', (socket, request) => {
    const wishes = new URL(request.url ?? '', 'ws://localhost').searchParams;
    const isCompressed = wishes.get('compress') === 'zlib-stream';
    const connection = createConnection({ socket, isCompressed, sessions, store, app, settings, url, changed: tell });
    connected.add(connection);
    tell();
    socket.on('close', () => {
      connected.delete(connection);
      tell();
    });
  });

  const open = (): void => {
    clearTimeout(reopening);
    isOpen = true;
    tell();
  };

  return {
    dispatch: (event, intents, data) => {
      if (store.users.get(app.id)?.isMember !== true && event !== 'GUILD_DELETE') return 0;
      let reached = 0;
      for (const session of sessions.all()) {
        if (intents !== 0 && (session.intents & intents) === 0) continue;
        const payload: unknown =
          typeof data === 'function' ? (data as (held: number) => unknown)(session.intents) : data;
        if (payload === undefined) continue;
        session.send(event, payload);
        if (session.link !== undefined) reached += 1;
      }
      return reached;
    },
    upgrade: (request, socket, head) => {
      if (!isOpen) return void socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      server.handleUpgrade(request, socket, head, (taken) => server.emit('connection', taken, request));
    },
    connections: () => connected.size,
    sessions: () => sessions.all().map(({ id, intents, link }) => ({ id, intents, connected: link !== undefined })),
    disconnect: ({ code = 4000, resumable, forMs }) => {
      clearTimeout(reopening);
      if (forMs !== 0) isOpen = false;
      if (forMs !== null && forMs > 0) reopening = setTimeout(open, forMs).unref();
      if (!resumable) sessions.clear();
      for (const connection of [...connected]) connection.close(code);
      tell();
    },
    open,
    isOpen: () => isOpen,
    stop: async () => {
      clearTimeout(reopening);
      await Promise.all([...connected].map((connection) => connection.end()));
      server.close();
    },
  };
}
