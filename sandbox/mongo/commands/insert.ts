import { Int32, ObjectId } from 'bson';
import { readDocuments, readFlag } from '../arguments.ts';
import { mongoError } from '../errors.ts';
import { checkId } from '../update.ts';
import type { Doc } from '../values.ts';
import type { Command } from './command.ts';
import { target } from './query-body.ts';
import { createWriteErrors } from './write-errors.ts';

/** Most writes in one command, as `hello` says. */
export const MAX_WRITES = 100_000;

export const checkBatch = (writes: readonly unknown[]): void => {
  if (writes.length > 0 && writes.length <= MAX_WRITES) return;
  throw mongoError(16, `Write batch sizes must be between 1 and ${MAX_WRITES}. Got ${writes.length} operations.`);
};

const withId = (doc: Doc): Doc => {
  if (!('_id' in doc)) return { _id: new ObjectId(), ...doc };
  checkId(doc['_id']);
  return Object.keys(doc)[0] === '_id' ? doc : { _id: doc['_id'], ...doc };
};

export const insert: Command = {
  name: 'insert',
  fields: { documents: 'taken', ordered: 'taken', bypassDocumentValidation: 'taken' },
  run: (context, body) => {
    const { db, name } = target(context, body, 'insert');
    const documents = readDocuments(body, 'documents', 'insert');
    checkBatch(documents);
    const errors = createWriteErrors(readFlag(body, 'ordered', 'insert', true));
    return context.storage.write(() => {
      const collection = context.catalog.ensure(db, name);
      let n = 0;
      for (const [index, doc] of documents.entries()) {
        const goOn = errors.attempt(index, () => {
          collection.insert(withId(doc));
          n++;
        });
        if (!goOn) break;
      }
      return { n: new Int32(n), ...errors.fields() };
    });
  },
};
