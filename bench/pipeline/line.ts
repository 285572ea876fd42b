import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { createCommands } from '../../commands/index.ts';
import { createHandlers } from '../../workers/index.ts';
import type { Catalogue } from '../../src/domain/catalogue.ts';
import { createSeals } from '../../src/lib/seals.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { Log, Metrics } from '../../src/ports/log.ts';
import type { Seals } from '../../src/ports/seals.ts';
import { createQueue, startConsumers } from '../../src/queue/index.ts';
import { createServices } from '../../src/services/compose.ts';
import { createDirectory } from '../../src/services/directory.ts';
import { createStore } from '../../src/store/compose.ts';
import { openStore } from '../../src/store/index.ts';
import { connectOptions } from '../../src/store/mongo/connection.ts';
import { createSealer } from '../../src/store/seals/sealer.ts';
import type { Counter } from './counting.ts';

export interface LineSettings {
  readonly mongodbUri: string;
  readonly redisUrl: string;
  readonly catalogue: Catalogue;
  /** The same in all processes of one run: the prefix in Redis. */
  readonly installationId: string;
  readonly chats: readonly Chat[];
  readonly counter?: Counter;
  /** Whether it also works off the queues. */
  readonly worker: boolean;
  readonly log?: Log;
  readonly metrics?: Metrics;
}

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const uncounted: Metrics = {
  decided: () => {},
  effect: () => {},
  jobRefused: () => {},
  blocked: () => {},
  connectionRefused: () => {},
  decisionSeconds: () => {},
};

/** Seals of a secret that only benches know. */
export const benchSeals = (installationId: string): Seals => createSeals([new Uint8Array(32).fill(7)], installationId);

/**
 * Everything between a chat and the servers, as `main` puts it together, on a connection that counts what it sends: the
 * bot's commands, and with `worker` also the workers. Nothing that only runs by the clock (sweep, look at roles) runs.
 */
export async function openLine(settings: LineSettings) {
  const { catalogue, installationId, redisUrl, counter, log = silent, metrics = uncounted } = settings;
  const { tenant } = catalogue;
  // Collections, indexes and MongoDB's time, as a start does it.
  const seals = benchSeals(installationId);
  const prepared = await openStore({ uri: settings.mongodbUri, tenant, log, sealsOf: () => seals });
  const options = { ...connectOptions(settings.mongodbUri), monitorCommands: counter !== undefined };
  const connection = await mongoose.createConnection(settings.mongodbUri, options).asPromise();
  const clock = prepared.clock;
  const sealer = createSealer();
  sealer.use(seals);
  const store = createStore(connection, tenant, () => clock.now(), sealer);
  const sealing = { installationId, tenant, seals };
  const producer = createQueue({ url: redisUrl, ...sealing, log, clock });
  for (;;) {
    try {
      await producer.queue.ping();
      break;
    } catch {
      await sleep(20);
    }
  }
  const deps = {
    store,
    queue: producer.queue,
    chats: new Map(settings.chats.map((chat) => [chat.platform, chat])),
    directory: createDirectory(catalogue),
    clock,
    ids: {
      salt: () => randomUUID().replaceAll('-', ''),
      secret: () => randomUUID().replaceAll('-', ''),
      person: () => `p_${randomUUID()}`,
    },
    log,
    seals,
  };
  const services = createServices(deps, metrics);
  const handlers = createHandlers(deps, services);
  const commands = createCommands({ ...deps, ...services });
  counter?.watch(connection);
  const consumers = settings.worker ? startConsumers({ url: redisUrl, ...sealing, handlers, log, metrics }) : null;

  return {
    store,
    services,
    clock,
    /** What somebody says in a chat. */
    say(chat: Chat, workspace: string, user: string, command: string, args: Readonly<Record<string, unknown>>) {
      const { platform } = chat;
      const call = { command, args, account: { platform, workspace, user }, delivery: randomUUID() };
      return commands.run({ ...call, heardAt: clock.now(), reply: { platform, user } });
    },
    async close(): Promise<void> {
      await consumers?.close();
      await producer.close();
      await connection.close();
      await prepared.close();
    },
  };
}

export type Line = Awaited<ReturnType<typeof openLine>>;
