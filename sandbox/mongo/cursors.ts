import { Long } from 'bson';
import { mongoError } from './errors.ts';
import type { Doc } from './values.ts';
import { Batch } from './wire.ts';

interface OpenCursor {
  readonly namespace: string;
  readonly docs: Iterator<Uint8Array>;
  /** A document that was taken and did not fit into the last batch. */
  held: Uint8Array | undefined;
  usedAt: number;
}

/** Cursors that clients have not read to their end. */
export interface Cursors {
  /** First batch of a result, of BSON documents; the reply's `cursor` field. `single` closes the cursor whatever is left. */
  open(namespace: string, docs: Iterator<Uint8Array>, batchSize: number, single: boolean): Doc;
  /** Next batch; 43 for a cursor that is not there. */
  more(id: Long, namespace: string, batchSize: number): Doc;
  /** True when the cursor was there. */
  kill(id: Long, namespace: string): boolean;
  size(): number;
}

const MAX_BATCH_BYTES = 16 * 1024 * 1024;
/** A cursor that nobody asks of is dropped after ten minutes, as in MongoDB. */
const IDLE_MS = 10 * 60 * 1000;

const takeBatch = (cursor: OpenCursor, batchSize: number): { batch: Batch; done: boolean } => {
  const documents: Uint8Array[] = [];
  const batch = new Batch(documents);
  let bytes = 0;
  while (documents.length < batchSize) {
    let doc = cursor.held;
    cursor.held = undefined;
    if (!doc) {
      const next = cursor.docs.next();
      if (next.done) return { batch, done: true };
      doc = next.value;
    }
    bytes += doc.length + 16;
    if (bytes > MAX_BATCH_BYTES && documents.length > 0) {
      cursor.held = doc;
      return { batch, done: false };
    }
    documents.push(doc);
  }
  return { batch, done: false };
};

/** `now` is in milliseconds; `random` gives 0 to 1. */
export const createCursors = (now: () => number, random: () => number): Cursors => {
  const cursors = new Map<string, OpenCursor>();

  const dropIdle = (): void => {
    const oldest = now() - IDLE_MS;
    for (const [id, cursor] of cursors) if (cursor.usedAt < oldest) cursors.delete(id);
  };

  const newId = (): Long => {
    for (;;) {
      const id = Long.fromBits(Math.floor(random() * 2 ** 32), 1 + Math.floor(random() * (2 ** 30 - 1)));
      if (!cursors.has(id.toString())) return id;
    }
  };

  return {
    open: (namespace, docs, batchSize, single) => {
      dropIdle();
      const cursor: OpenCursor = { namespace, docs, held: undefined, usedAt: now() };
      const { batch, done } = takeBatch(cursor, batchSize);
      if (done || single) return { firstBatch: batch, id: Long.ZERO, ns: namespace };
      const id = newId();
      cursors.set(id.toString(), cursor);
      return { firstBatch: batch, id, ns: namespace };
    },
    more: (id, namespace, batchSize) => {
      dropIdle();
      const cursor = cursors.get(id.toString());
      if (!cursor) throw mongoError(43, `cursor id ${id.toString()} not found`);
      if (cursor.namespace !== namespace) {
        throw mongoError(
          13,
          `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
        );
      }
      cursor.usedAt = now();
      try {
        const { batch, done } = takeBatch(cursor, batchSize);
        if (done) cursors.delete(id.toString());
        return { nextBatch: batch, id: done ? Long.ZERO : id, ns: namespace };
      } catch (error) {
        cursors.delete(id.toString());
        throw error;
      }
    },
    kill: (id, namespace) => cursors.get(id.toString())?.namespace === namespace && cursors.delete(id.toString()),
    size: () => cursors.size,
  };
};
