import { Double, Int32 } from 'bson';
import { mongoError } from '../errors.ts';
import type { Doc } from '../values.ts';
import { MAX_DOCUMENT_BYTES } from '../collection.ts';
import type { Command, Context } from './command.ts';
import { MAX_WRITES } from './insert.ts';

/** Largest message taken from a client. */
export const MAX_MESSAGE_BYTES = 48_000_000;
const VERSION = '7.0.0';

const helloReply = (context: Context): Doc => ({
  helloOk: true,
  isWritablePrimary: true,
  ismaster: true,
  maxBsonObjectSize: new Int32(MAX_DOCUMENT_BYTES),
  maxMessageSizeBytes: new Int32(MAX_MESSAGE_BYTES),
  maxWriteBatchSize: new Int32(MAX_WRITES),
  localTime: context.now(),
  logicalSessionTimeoutMinutes: new Int32(30),
  connectionId: new Int32(context.connectionId),
  minWireVersion: new Int32(0),
  maxWireVersion: new Int32(21),
  readOnly: false,
});

/** A standalone's greeting: wire versions of MongoDB 7.0, no replica set, no compression, no login. */
export const hello: Command = {
  name: 'hello',
  aliases: ['isMaster', 'ismaster'],
  fields: {
    helloOk: 'taken',
    client: 'taken',
    compression: 'taken',
    loadBalanced: 'onlyIfEmpty',
    speculativeAuthenticate: 'refused',
    saslSupportedMechs: 'refused',
    backpressure: 'taken',
    topologyVersion: 'refused',
    maxAwaitTimeMS: 'refused',
    hostInfo: 'refused',
  },
  run: (context) => helloReply(context),
};

export const ping: Command = { name: 'ping', fields: {}, run: () => ({}) };

export const buildInfo: Command = {
  name: 'buildInfo',
  aliases: ['buildinfo'],
  fields: {},
  run: () => ({
    version: VERSION,
    gitVersion: 'latchkey embedded MongoDB, for trying and testing on one machine',
    modules: [],
    versionArray: [7, 0, 0, 0],
    bits: new Int32(64),
    debug: false,
    maxBsonObjectSize: new Int32(MAX_DOCUMENT_BYTES),
    storageEngines: ['lmdb'],
  }),
};

export const connectionStatus: Command = {
  name: 'connectionStatus',
  fields: { showPrivileges: 'onlyIfEmpty' },
  run: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } }),
};

export const serverStatus: Command = {
  name: 'serverStatus',
  fields: { repl: 'taken', metrics: 'taken', locks: 'taken', mirroredReads: 'taken', latchAnalysis: 'taken' },
  run: (context) => {
    const uptime = (context.now().getTime() - context.startedAt.getTime()) / 1000;
    return {
      host: '127.0.0.1',
      version: VERSION,
      process: 'latchkey embedded MongoDB',
      pid: new Int32(process.pid),
      uptime: new Double(uptime),
      localTime: context.now(),
      connections: { current: new Int32(context.connections()) },
      metrics: { cursor: { open: { total: new Int32(context.cursors.size()) } } },
      storageEngine: { name: 'lmdb', persistent: true, supportsCommittedReads: true, readOnly: false },
    };
  },
};

/** Sessions are only names here: a standalone without transactions keeps nothing for them. */
export const endSessions: Command = {
  name: 'endSessions',
  fields: {},
  run: (_context, body) => {
    if (!Array.isArray(body['endSessions']))
      throw mongoError(14, "BSON field 'endSessions.endSessions' must be an array");
    return {};
  },
};
