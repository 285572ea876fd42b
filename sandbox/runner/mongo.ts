import { accessSync, constants, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { problem, sentenceOf } from './problem.ts';

export interface MongoServerOptions {
  /** Where the data lives; without it a temporary folder that `stop` removes. */
  dataDir?: string;
  /** Looked at for MONGODB_URI, MONGOMS_SYSTEM_BINARY and PATH. */
  env: NodeJS.ProcessEnv;
}

export interface MongoServer {
  /** Without a database name. */
  uri: string;
  /** Which one it is: somebody else's, a mongod of ours, or the embedded server. */
  kind: 'given' | 'mongod' | 'embedded';
  stop: () => Promise<void>;
}

/** MongoDB: MONGODB_URI, else a mongod (MONGOMS_SYSTEM_BINARY, PATH), else the embedded server. */
export async function startMongoServer(options: MongoServerOptions): Promise<MongoServer> {
  const given = options.env['MONGODB_URI'];
  if (given) return { uri: given, kind: 'given', stop: () => Promise.resolve() };
  if (options.dataDir !== undefined) await mkdir(options.dataDir, { recursive: true });
  const binary = findMongod(options.env);
  return binary === undefined ? startEmbedded(options.dataDir) : startMongod(binary, options.dataDir);
}

async function startEmbedded(dataDir: string | undefined): Promise<MongoServer> {
  const { startMongo } = await import('../mongo/index.ts');
  const server = await startMongo(dataDir === undefined ? {} : { dataDir });
  return { uri: server.uri, kind: 'embedded', stop: () => server.stop() };
}

async function startMongod(binary: string, dataDir: string | undefined): Promise<MongoServer> {
  const { MongoMemoryServer } = await import('mongodb-memory-server-core');
  const server = await MongoMemoryServer.create({
    binary: { systemBinary: binary, checkMD5: false },
    instance: { ip: '127.0.0.1', storageEngine: 'wiredTiger', ...(dataDir === undefined ? {} : { dbPath: dataDir }) },
  }).catch((error: unknown) => {
    throw problem(`${binary} did not start (${sentenceOf(error)}): correct it, or set MONGODB_URI`, error);
  });
  const stop = async (): Promise<void> => {
    await server.stop({ doCleanup: dataDir === undefined, force: false });
  };
  return { uri: server.getUri(), kind: 'mongod', stop };
}

/** A mongod that can be run: MONGOMS_SYSTEM_BINARY, which must be right when it is set, else the PATH's. */
export function findMongod(env: NodeJS.ProcessEnv): string | undefined {
  const named = env['MONGOMS_SYSTEM_BINARY'];
  if (named) {
    if (isExecutable(named)) return named;
    throw problem(`MONGOMS_SYSTEM_BINARY names ${named}, which cannot be run: correct it or unset it`);
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, 'mongod')).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
