import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from '../../support/program.ts';
import { index, MongoClient, type Rows, type Stored } from './database.ts';

const WRITES = 10_000;
const WRITERS = 64;
const MAIN = program('sandbox/mongo/main');

let directory = '';
const running = new Set<ChildProcess>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'latchkey-kill-'));
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

const startServer = async (): Promise<{ child: ChildProcess; uri: string }> => {
  const child = spawn(process.execPath, [...MAIN, '--data', directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) return { child, uri: (JSON.parse(line) as { uri: string }).uri };
  throw new Error('the server ended before it was ready');
};

const kill = async (child: ChildProcess): Promise<void> => {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
};

/** What the writers were told was done: by number, how often it was written. */
type Acknowledged = Map<number, number>;

/** Every third write updates an earlier document, the others insert a new one. */
const write = async (rows: Rows, n: number, done: Acknowledged): Promise<void> => {
  if (n % 3 === 2 && done.has(n - 2)) {
    await rows.updateOne(
      { _id: n - 2 },
      {
        $inc: { version: 1 },
        $push: { events: { $each: [n] } } as unknown as mongoose.mongo.PushOperator<Stored>,
        $set: { key: `moved${n}` },
      },
    );
    done.set(n - 2, n);
  } else {
    await rows.insertOne({ _id: n, key: `key${n}`, tags: [n, `t${n % 7}`], open: n % 2 === 0, version: 0, events: [] });
    done.set(n, 0);
  }
};

const verify = async (rows: Rows, done: Acknowledged): Promise<void> => {
  const stored = new Map<unknown, Stored>();
  for await (const row of rows.find().hint({ $natural: 1 })) stored.set(row._id, row);
  for (const [id, by] of done) {
    const row = stored.get(id);
    if (!row) throw new Error(`the acknowledged document ${id} is gone`);
    if (by > 0 && !(row['events'] as number[]).includes(by)) throw new Error(`the acknowledged change ${by} is gone`);
    const { length } = row['events'] as number[];
    if (row['version'] !== length) throw new Error(`the document ${id} was changed by halves`);
  }
  for (const key of ['_id_', 'key_1', 'tags_1'] as const) {
    const path = key === '_id_' ? '_id' : key.slice(0, -2);
    const found = new Map<unknown, Stored>();
    for await (const row of rows.find({ [path]: { $gte: path === 'key' ? '' : 0 } }).hint(key)) found.set(row._id, row);
    expect([...found.keys()].sort()).toEqual([...stored.keys()].sort());
  }
  const open = await rows.countDocuments({ open: true, version: { $gte: 0 } }, { hint: 'version_1' });
  expect(open).toBe([...stored.values()].filter((row) => row['open'] === true).length);
  for (const [id, row] of [...stored].slice(0, 500)) {
    expect((await rows.findOne({ key: row['key'] as string }, { hint: 'key_1' }))?._id).toBe(id);
  }
};

describe('a server killed in the middle of its writes', () => {
  it(
    'has every acknowledged write when it comes back, and indexes that agree with the documents',
    { timeout: 300_000 },
    async () => {
      const done: Acknowledged = new Map();
      let acknowledged = 0;
      let next = 1;
      for (const killAt of [WRITES / 2, WRITES]) {
        const { child, uri } = await startServer();
        const client = await MongoClient.connect(uri, { maxPoolSize: 16, serverSelectionTimeoutMS: 2000 });
        const rows = client.db('kill').collection<Stored>('rows');
        await index(rows, { key: 1 }, { unique: true });
        await index(rows, { tags: 1 });
        await index(rows, { version: 1 }, { partialFilterExpression: { open: true } });
        await verify(rows, done);
        const kills: Promise<void>[] = [];
        const isOver = (): boolean => kills.length > 0;
        const writer = async (): Promise<void> => {
          while (!isOver()) {
            const n = next++;
            try {
              await write(rows, n, done);
            } catch (error) {
              if (!isOver()) throw error;
              return;
            }
            acknowledged++;
            if (acknowledged >= killAt && !isOver()) kills.push(kill(child));
          }
        };
        await Promise.all(Array.from({ length: WRITERS }, writer));
        await Promise.all(kills);
        await client.close();
      }
      expect(acknowledged).toBeGreaterThanOrEqual(WRITES);
      const { child, uri } = await startServer();
      const client = await MongoClient.connect(uri);
      await verify(client.db('kill').collection<Stored>('rows'), done);
      expect(await client.db('kill').collection('rows').estimatedDocumentCount()).toBeGreaterThanOrEqual(done.size);
      await client.close();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
    },
  );
});
