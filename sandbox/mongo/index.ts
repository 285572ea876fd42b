import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openServer } from './server.ts';

export interface MongoOptions {
  /** Where the data lives; without it a fresh temporary directory that goes with `stop`. */
  readonly dataDir?: string | undefined;
  /** 0 (the default) takes a free one. */
  readonly port?: number | undefined;
  /** Takes MongoDB's test command `configureFailPoint`: whoever connects can then have commands fail. */
  readonly testCommands?: boolean | undefined;
}

export interface RunningMongo {
  readonly uri: string;
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Starts an embedded server that speaks the MongoDB wire protocol on 127.0.0.1: for trying and testing on one machine,
 * not for production. With `dataDir` every acknowledged write is on disk. What it does not support it refuses by name.
 */
export const startMongo = async (options: MongoOptions = {}): Promise<RunningMongo> => {
  const { dataDir, port = 0, testCommands = false } = options;
  const directory = dataDir ?? (await mkdtemp(join(tmpdir(), 'latchkey-mongo-')));
  const server = await openServer(directory, { port, testCommands, flush: dataDir !== undefined });
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await server.close();
    if (dataDir === undefined) await rm(directory, { recursive: true, force: true });
  };
  return {
    uri: `mongodb://127.0.0.1:${server.port}`,
    port: server.port,
    stop: () => (stopped ??= stop()),
  };
};
