import { readdir, readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { EJSON } from 'bson';
import mongoose from 'mongoose';

const fixture = new URL('../fixtures/database/', import.meta.url);

/** Puts the documents of the fixture database, as its code wrote them, into the database of `uri`, past the store. */
export async function loadDatabase(uri: string): Promise<void> {
  const connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise();
  try {
    for (const file of (await readdir(fixture)).filter((name) => name.endsWith('.jsonl.gz'))) {
      const lines = gunzipSync(await readFile(new URL(file, fixture)))
        .toString('utf8')
        .split('\n');
      const documents = lines.filter(Boolean).map((line) => EJSON.parse(line, { relaxed: false }) as object);
      const collection = connection.collection(file.replace('.jsonl.gz', ''));
      // What the store made for itself while it opened (an installation id, say) gives way.
      await collection.deleteMany({});
      await collection.insertMany(documents);
    }
  } finally {
    await connection.close();
  }
}
