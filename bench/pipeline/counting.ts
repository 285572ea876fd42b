import { Redis } from 'ioredis';
import type { Command } from 'ioredis';
import type { Connection } from 'mongoose';

/** How often each command was sent: `find people`, `updateOne accesses` by operation and collection; Redis's by name. */
export interface Counted {
  readonly mongodb: ReadonlyMap<string, number>;
  readonly redis: ReadonlyMap<string, number>;
  /** How many documents MongoDB's answers had. */
  readonly documents: number;
}

export interface Counter {
  /** Counts what a connection sends from now on. It must have been opened with `monitorCommands`. */
  watch(connection: Connection): void;
  /** What was sent since the last time. */
  take(): Counted;
  /** Ends the counting of Redis's commands. */
  stop(): void;
}

/** What the driver sends by itself, whatever it is used for. */
const ofTheDriver = new Set(['hello', 'ismaster', 'isMaster', 'ping', 'endSessions', 'saslStart', 'saslContinue']);
/** What a worker sends while nothing happens, and what opens a connection. */
const ofTheClient = new Set(['bzpopmin', 'info', 'client', 'select', 'hello', 'ping', 'auth', 'quit']);

/**
 * Counts commands as clients send them: MongoDB's by the driver's monitoring, Redis's where ioredis sends them, of every
 * client in this process. Connecting, and waiting for work, aren't counted.
 */
export function createCounter(): Counter {
  let mongodb = new Map<string, number>();
  let redis = new Map<string, number>();
  let documents = 0;
  const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  const proto = Redis.prototype as unknown as { sendCommand: (command: Command, ...rest: unknown[]) => unknown };
  const send = proto.sendCommand;
  proto.sendCommand = function (command, ...rest) {
    if (!ofTheClient.has(command.name.toLowerCase())) add(redis, command.name.toLowerCase());
    return send.call(this, command, ...rest);
  };
  return {
    watch(connection) {
      connection.getClient().on('commandStarted', ({ commandName, command }) => {
        if (ofTheDriver.has(commandName)) return;
        const about: unknown = command[commandName] ?? '';
        add(mongodb, `${commandName} ${typeof about === 'string' ? about : ''}`.trim());
      });
      connection.getClient().on('commandSucceeded', ({ reply }) => {
        const cursor = (reply as { cursor?: { firstBatch?: unknown[]; nextBatch?: unknown[] } }).cursor;
        documents += (cursor?.firstBatch ?? cursor?.nextBatch ?? []).length;
      });
    },
    take() {
      const taken = { mongodb, redis, documents };
      mongodb = new Map();
      redis = new Map();
      documents = 0;
      return taken;
    },
    stop() {
      proto.sendCommand = send;
    },
  };
}

/** How many commands that are. */
export function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((all, one) => all + one, 0);
}

/** One line for each kind, the most frequent first. */
export function table(counts: ReadonlyMap<string, number>): string {
  const rows = [...counts].sort(([one, a], [other, b]) => b - a || one.localeCompare(other));
  return rows.map(([name, count]) => `${String(count).padStart(5)}  ${name}`).join('\n');
}
