import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { EJSON } from 'bson';
import mongoose from 'mongoose';
import { startMongo } from '../../../sandbox/mongo/index.ts';
import { openStore } from '../../../src/store/index.ts';
import { silent } from '../house.ts';
import { liveThrough } from './index.ts';

/**
 * Writes a database by the code of this checkout, for later code to read: `npx tsx test/support/story/write-fixture.ts DIR`.
 * One file a collection, a line of canonical EJSON a document, by `_id`.
 */
const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error('Say where to write to: write-fixture.ts DIR');
const mongo = await startMongo({});
const uri = `${mongo.uri.replace(/\/$/, '')}/latchkey`;
const { store, close } = await openStore({ uri, tenant: 'main', log: silent });
const connection = await mongoose.createConnection(uri).asPromise();
try {
  await store.installationId();
  await liveThrough(store, 9);
  await mkdir(directory, { recursive: true });
  const counts: string[] = [];
  for (const { name } of await connection.listCollections()) {
    const documents = await connection
      .collection(name)
      .find({}, { sort: { _id: 1 } })
      .toArray();
    const lines = documents.map((document) => `${EJSON.stringify(document, { relaxed: false })}\n`).join('');
    await writeFile(`${directory}/${name}.jsonl.gz`, gzipSync(lines, { level: 9 }));
    counts.push(`${name}: ${documents.length}`);
  }
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  process.stdout.write(`written by ${commit}\n${counts.sort().join('\n')}\n`);
} finally {
  await connection.close();
  await close();
  await mongo.stop();
}
