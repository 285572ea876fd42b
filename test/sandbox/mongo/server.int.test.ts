import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BSON } from 'bson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMongo } from '../../../sandbox/mongo/index.ts';
import { program } from '../../support/program.ts';
import { index, Long, MongoClient, refusalOf } from './database.ts';

const MAIN = program('sandbox/mongo/main');
let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'latchkey-server-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** The command line's whole run: its exit code and what it wrote. */
const runMain = async (...args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> => {
  const child = spawn(process.execPath, [...MAIN, ...args]);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [unknown];
  return { code, stdout, stderr };
};

describe('a data directory', () => {
  it('is found again as it was left: documents, types, indexes', async () => {
    const dataDir = join(directory, 'kept');
    const first = await startMongo({ dataDir });
    const before = await MongoClient.connect(first.uri);
    const rows = before.db('kept').collection<{ _id: number; k: string; n: unknown }>('rows');
    await index(rows as never, { k: 1 }, { unique: true, partialFilterExpression: { n: { $exists: true } } });
    await rows.insertMany([
      { _id: 1, k: 'a', n: Long.fromNumber(5) },
      { _id: 2, k: 'b', n: 1.5 },
    ]);
    await before.close();
    await first.stop();

    const second = await startMongo({ dataDir });
    const after = await MongoClient.connect(second.uri);
    const found = after.db('kept').collection<{ _id: number; k: string; n: unknown }>('rows');
    expect(await found.find({ n: { $type: 'long' } }).toArray()).toEqual([{ _id: 1, k: 'a', n: 5 }]);
    expect(await refusalOf(found.insertOne({ _id: 3, k: 'a', n: 1 }))).toMatchObject({ code: 11000 });
    await found.insertOne({ _id: 3, k: 'c', n: 1 });
    expect(await found.countDocuments()).toBe(3);
    await after.close();
    await second.stop();
  });

  it('belongs to one server at a time', async () => {
    const dataDir = join(directory, 'busy');
    const first = await startMongo({ dataDir });
    await expect(startMongo({ dataDir })).rejects.toThrow(`in use by process ${process.pid}`);
    const other = await runMain('--data', dataDir);
    expect(other.code).toBe(1);
    expect(other.stderr).toContain(`in use by process ${process.pid}`);
    await first.stop();
    const again = await startMongo({ dataDir });
    await again.stop();
  });

  it('of a server that was given none is gone after stop', async () => {
    const temporary = await mkdtemp(join(directory, 'tmp-'));
    const usual = process.env['TMPDIR'];
    process.env['TMPDIR'] = temporary;
    try {
      const mongo = await startMongo();
      expect(await readdir(temporary)).toHaveLength(1);
      await mongo.stop();
      await mongo.stop();
      expect(await readdir(temporary)).toEqual([]);
    } finally {
      if (usual === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = usual;
    }
  });
});

describe('the command line', () => {
  it('answers wrong use with 2 and a taken port with 1', async () => {
    expect(await runMain('--frob')).toMatchObject({ code: 2, stdout: '' });
    expect(await runMain('--port', 'x')).toMatchObject({ code: 2 });
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    const refused = await runMain('--port', String(port), '--data', join(directory, 'taken'));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`could not listen on 127.0.0.1:${port}`);
    holder.close();
  });
});

describe('a socket', () => {
  const message = (operation: number, payload: Buffer): Buffer => {
    const header = Buffer.alloc(16);
    header.writeInt32LE(16 + payload.length, 0);
    header.writeInt32LE(7, 4);
    header.writeInt32LE(operation, 12);
    return Buffer.concat([header, payload]);
  };
  const ask = async (port: number, bytes: readonly Buffer[], replies: number): Promise<Buffer[]> => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    for (const part of bytes) socket.write(part);
    const out: Buffer[] = [];
    let held = Buffer.alloc(0);
    for await (const chunk of socket) {
      held = Buffer.concat([held, chunk as Buffer]);
      while (held.length >= 4 && held.length >= held.readInt32LE(0)) {
        out.push(held.subarray(0, held.readInt32LE(0)));
        held = held.subarray(held.readInt32LE(0));
      }
      if (out.length >= replies) break;
    }
    socket.destroy();
    return out;
  };

  it('takes messages in pieces and several at once, and a legacy hello', async () => {
    const mongo = await startMongo();
    const ping = message(2013, Buffer.concat([Buffer.alloc(5), BSON.serialize({ ping: 1, $db: 'admin' })]));
    const bytes = Buffer.concat([ping, ping]);
    const answers = await ask(
      mongo.port,
      [bytes.subarray(0, 3), bytes.subarray(3, ping.length + 9), bytes.subarray(ping.length + 9)],
      2,
    );
    expect(answers.map((answer) => BSON.deserialize(answer.subarray(21)))).toEqual([{ ok: 1 }, { ok: 1 }]);
    const query = Buffer.concat([
      Buffer.alloc(4),
      Buffer.from('admin.$cmd\0'),
      Buffer.alloc(8),
      BSON.serialize({ isMaster: 1 }),
    ]);
    const [hello] = await ask(mongo.port, [message(2004, query)], 1);
    expect(hello?.readInt32LE(12)).toBe(1);
    expect(BSON.deserialize(hello?.subarray(36) ?? Buffer.alloc(0))).toMatchObject({ ok: 1, isWritablePrimary: true });
    await mongo.stop();
  });

  it('is closed on what is no message', async () => {
    const mongo = await startMongo();
    expect(await ask(mongo.port, [Buffer.from('GET / HTTP/1.1\r\n\r\n')], 1)).toEqual([]);
    const [refused] = await ask(mongo.port, [message(2012, Buffer.alloc(20))], 2);
    expect(BSON.deserialize(refused?.subarray(21) ?? Buffer.alloc(0))).toMatchObject({
      ok: 0,
      codeName: 'ProtocolError',
    });
    await mongo.stop();
  });

  it('carries writes that nobody waits for', async () => {
    const mongo = await startMongo();
    const client = await MongoClient.connect(mongo.uri, { maxPoolSize: 1 });
    const rows = client.db('w0').collection('rows', { writeConcern: { w: 0 } });
    await rows.insertMany([{ a: 1 }, { a: 2 }]);
    expect(await rows.countDocuments()).toBe(2);
    await client.close();
    await mongo.stop();
  });
});
