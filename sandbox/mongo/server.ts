import { createServer, type Server, type Socket } from 'node:net';
import { Double } from 'bson';
import { type Catalog, openCatalog } from './catalog.ts';
import type { Context } from './commands/command.ts';
import { runCommand } from './commands/index.ts';
import { MAX_MESSAGE_BYTES } from './commands/server-info.ts';
import { readsMajority } from './concerns.ts';
import { createCursors } from './cursors.ts';
import { lockDirectory } from './directory-lock.ts';
import { errorFields } from './errors.ts';
import { block, createFailPoints, type FailPoints } from './fail-point.ts';
import { openStorage, type Storage } from './storage.ts';
import { type Doc, isDoc } from './values.ts';
import { HEADER_BYTES, isLegacy, readRequest, requestIdOf, writeReply } from './wire.ts';

/** Cuts a stream of bytes into whole messages; `onBroken` where the length of one cannot be. */
const cutMessages = (onMessage: (message: Buffer) => void, onBroken: () => void): ((chunk: Buffer) => void) => {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted = HEADER_BYTES;
  return (chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    while (held >= wanted) {
      const bytes = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      const length = bytes.readInt32LE(0);
      if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES) {
        onBroken();
        return;
      }
      chunks = [bytes];
      if (held < length) {
        wanted = length;
        return;
      }
      onMessage(bytes.subarray(0, length));
      chunks = held > length ? [bytes.subarray(length)] : [];
      held -= length;
      wanted = HEADER_BYTES;
    }
  };
};

const answer = async (run: () => Doc | Promise<Doc>): Promise<Doc> => {
  try {
    return { ...(await run()), ok: new Double(1) };
  } catch (error) {
    return { ok: new Double(0), ...errorFields(error) };
  }
};

const appNameOf = (body: Doc): string | undefined => {
  const application = isDoc(body['client']) ? body['client']['application'] : undefined;
  return isDoc(application) && typeof application['name'] === 'string' ? application['name'] : undefined;
};

/** What a connection is served from. */
interface Service {
  readonly context: Context;
  /** What commands at `readConcern: majority` read, where that is held; undefined: the same as the others. */
  readonly held: () => Context | undefined;
  /** Undefined: there are no test commands. */
  readonly failPoints: FailPoints | undefined;
}

/** Serves one client: its messages are worked off one after another, as its driver expects. */
const serve = (socket: Socket, { context, held, failPoints }: Service): void => {
  let replies = 0;
  let appName: string | undefined;
  let last: Promise<void> = Promise.resolve();
  const handle = async (message: Buffer): Promise<void> => {
    const requestId = requestIdOf(message);
    const legacy = isLegacy(message);
    let request: ReturnType<typeof readRequest>;
    try {
      request = readRequest(message);
    } catch (error) {
      socket.end(writeReply(++replies, requestId, legacy, { ok: new Double(0), ...errorFields(error) }));
      return;
    }
    const reply = await replyTo(request.body);
    if (reply === 'closed') return void socket.destroy();
    if (request.wantsReply && !socket.destroyed) socket.write(writeReply(++replies, requestId, legacy, reply));
  };
  const replyTo = async (body: Doc): Promise<Doc | 'closed'> => {
    const name = Object.keys(body)[0] ?? '';
    appName = appNameOf(body) ?? appName;
    if (failPoints && name === 'configureFailPoint') return answer(() => failPoints.configure(body));
    const failure = failPoints?.take(name, appName);
    if (failure) await block(failure);
    if (failure?.closeConnection === true) return 'closed';
    if (failure?.error) return { ok: new Double(0), ...failure.error };
    const from = readsMajority(body) ? (held() ?? context) : context;
    const reply = await answer(() => runCommand(from, body));
    return failure ? { ...reply, ...failure.extra } : reply;
  };
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on(
    'data',
    cutMessages(
      (message) => {
        last = last.then(() => handle(message)).catch(() => void socket.destroy());
      },
      () => socket.destroy(),
    ),
  );
};

export interface MongoServer {
  readonly port: number;
  close(): Promise<void>;
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });

export interface ServerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Whether it takes `configureFailPoint`, as a mongod does that is started with `enableTestCommands=1`. */
  readonly testCommands: boolean;
  /** Whether a write is on disk before it is acknowledged; false for a directory that goes with the server. */
  readonly flush: boolean;
}

/** Opens the database in `directory` and listens on 127.0.0.1. Rejects when the port is taken. */
export const openServer = async (
  directory: string,
  { port, testCommands, flush }: ServerOptions,
): Promise<MongoServer> => {
  const unlock = lockDirectory(directory);
  const storage = openStorage(directory, flush);
  const close = async (): Promise<void> => {
    await storage.close();
    unlock();
  };
  const orClose = async <T>(step: Promise<T>, what: string): Promise<T> => {
    try {
      return await step;
    } catch (error) {
      await close();
      throw new Error(`the embedded MongoDB ${what}`, { cause: error });
    }
  };
  const catalog = await orClose(openCatalog(storage), `could not read its data in ${directory}`);
  const cursors = createCursors(Date.now, Math.random);
  const sockets = new Set<Socket>();
  const startedAt = new Date();
  let connectionId = 0;
  let held: { readonly storage: Storage; readonly catalog: Catalog } | undefined;
  const hold = async (on: boolean): Promise<void> => {
    await held?.storage.close();
    const snapshot = on ? storage.snapshot() : undefined;
    held = snapshot && { storage: snapshot, catalog: await openCatalog(snapshot) };
  };
  const failPoints = testCommands ? createFailPoints(Math.random, hold) : undefined;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const context: Context = {
      storage,
      catalog,
      cursors,
      now: () => new Date(),
      startedAt,
      connectionId: ++connectionId,
      connections: () => sockets.size,
    };
    serve(socket, { context, held: () => held && { ...context, ...held }, failPoints });
  });
  const bound = await orClose(listen(server, port), `could not listen on 127.0.0.1:${port}`);
  return {
    port: bound,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
      await hold(false);
      await close();
    },
  };
};
