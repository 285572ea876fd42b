import { encodeKey } from './keys.ts';
import { mongoError } from './errors.ts';
import { takeTuples } from './index-keys.ts';
import type { IndexSpec } from './index-spec.ts';
import { matches } from './match.ts';
import { readFields } from './raw.ts';
import { afterPrefix, MAX_KEY_BYTES, type Storage } from './storage.ts';
import { type Doc, MISSING, readDoc, show, writeDoc } from './values.ts';

/** An index as stored. `multikey` says for each field whether some document had an array there. */
export interface Index {
  readonly id: number;
  readonly spec: IndexSpec;
  multikey: boolean[];
}

/** What the catalogue keeps of a collection. */
export interface CollectionInfo {
  readonly id: number;
  readonly db: string;
  readonly name: string;
  readonly uuid: string;
  indexes: Index[];
}

/** One stored document with its place; `doc` is read from the bytes when it is first asked for, and not to be changed. */
export interface Stored {
  readonly id: number;
  readonly bytes: Buffer;
  readonly doc: Doc;
  /** The document, or these top-level fields of it, whichever is to be had sooner. */
  part(names: ReadonlySet<string>): Doc;
}

const storedOf = (id: number, bytes: Buffer): Stored => {
  let read: Doc | undefined;
  return {
    id,
    bytes,
    get doc() {
      return (read ??= readDoc(bytes));
    },
    part: (names) => read ?? readFields(bytes, names),
  };
};

/** Documents of one collection with their index entries. The three writing functions belong inside a storage job. */
export interface Collection {
  readonly info: CollectionInfo;
  readonly namespace: string;
  get(id: number): Stored | undefined;
  insert(doc: Doc): void;
  replace(old: Stored, doc: Doc): boolean;
  remove(old: Stored): void;
  /** Next documents in the order they were inserted, after the record `after` (0 for the start). */
  readNatural(after: number, limit: number, reverse: boolean): Stored[];
  readIndex(
    index: Index,
    start: Uint8Array,
    end: Uint8Array,
    limit: number,
    reverse: boolean,
  ): { key: Buffer; id: number }[];
  count(): number;
  /** Fills a new index from the documents; throws 11000 before anything is written where one would not fit. */
  build(index: Index): void;
  clearIndex(index: Index): void;
  clear(): void;
}

const ID_BYTES = 6;
const LAST_ID = 2 ** 47;
/** A document with its generated fields must stay below this many bytes. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

const prefixOf = (id: number): Buffer => {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(id);
  return out;
};

const withId = (prefix: Uint8Array, id: number): Buffer => {
  const out = Buffer.alloc(prefix.length + ID_BYTES);
  out.set(prefix);
  out.writeUIntBE(id, prefix.length, ID_BYTES);
  return out;
};

const idOf = (key: Buffer): number => key.readUIntBE(key.length - ID_BYTES, ID_BYTES);

const duplicate = (namespace: string, index: Index, tuple: readonly unknown[]): Error => {
  const { spec } = index;
  const keyValue = Object.fromEntries(
    spec.fields.map((field, i) => [field.path, tuple[i] === MISSING || tuple[i] === undefined ? null : tuple[i]]),
  );
  return mongoError(
    11000,
    `E11000 duplicate key error collection: ${namespace} index: ${spec.name} dup key: ${show(keyValue)}`,
    { keyPattern: spec.key, keyValue },
  );
};

/** Keys of one document in one index, without the index's and the record's number. */
const keysOf = (
  index: Index,
  doc: Doc,
): { keys: Map<string, { key: Buffer; tuple: readonly unknown[] }>; multikey: readonly boolean[] } => {
  const { spec } = index;
  const keys = new Map<string, { key: Buffer; tuple: readonly unknown[] }>();
  if (spec.partialFilter && !matches(spec.partialFilter, doc)) return { keys, multikey: [] };
  const { tuples, throughArray } = takeTuples(
    doc,
    spec.fields.map((field) => field.parts),
  );
  const descending = spec.fields.map((field) => field.descending);
  for (const tuple of tuples) {
    if (spec.sparse && tuple.every((value) => value === undefined)) continue;
    const key = encodeKey(tuple, descending);
    if (key.length > MAX_KEY_BYTES - 4 - ID_BYTES) {
      throw mongoError(
        17280,
        `The embedded MongoDB's index ${spec.name} holds keys up to ${MAX_KEY_BYTES - 10} bytes; this one has ${key.length}`,
      );
    }
    keys.set(key.toString('latin1'), { key, tuple });
  }
  return { keys, multikey: throughArray };
};

export const createCollection = (storage: Storage, info: CollectionInfo, saveInfo: () => void): Collection => {
  const namespace = `${info.db}.${info.name}`;
  const records = prefixOf(info.id);
  const indexPrefix = new Map<number, Buffer>();
  const prefix = (index: Index): Buffer => {
    const found = indexPrefix.get(index.id) ?? prefixOf(index.id);
    indexPrefix.set(index.id, found);
    return found;
  };
  const lastRecord = (): number => {
    const [key] = storage.records.keys(records, afterPrefix(records), 1, true);
    return key ? idOf(key) : 0;
  };
  let lastId: number | undefined;

  const checkUnique = (index: Index, keys: ReturnType<typeof keysOf>['keys'], own: number): void => {
    if (!index.spec.unique) return;
    for (const { key, tuple } of keys.values()) {
      const start = Buffer.concat([prefix(index), key]);
      const others = storage.indexes.keys(start, afterPrefix(start), 2).some((found) => idOf(found) !== own);
      if (others) throw duplicate(namespace, index, tuple);
    }
  };

  const noteArrays = (index: Index, multikey: readonly boolean[]): void => {
    if (!multikey.some((through, i) => through && !index.multikey[i])) return;
    index.multikey = index.spec.fields.map((_, i) => (index.multikey[i] ?? false) || (multikey[i] ?? false));
    saveInfo();
  };

  const serialise = (doc: Doc, tooLarge: (size: number) => Error): Uint8Array => {
    const bytes = writeDoc(doc);
    if (bytes.length > MAX_DOCUMENT_BYTES) throw tooLarge(bytes.length);
    return bytes;
  };
  const tooLargeToInsert = (size: number): Error =>
    mongoError(2, `object to insert too large. size in bytes: ${size}, max size: ${MAX_DOCUMENT_BYTES}`);
  const grownTooLarge = (): Error =>
    mongoError(17419, `Resulting document after update is larger than ${MAX_DOCUMENT_BYTES}`);

  const get = (id: number): Stored | undefined => {
    const bytes = storage.records.get(withId(records, id));
    return bytes && storedOf(id, bytes);
  };

  const insert = (doc: Doc): void => {
    const bytes = serialise(doc, tooLargeToInsert);
    const entries = info.indexes.map((index) => ({ index, ...keysOf(index, doc) }));
    for (const { index, keys } of entries) checkUnique(index, keys, 0);
    lastId ??= lastRecord();
    const id = ++lastId;
    storage.records.put(withId(records, id), bytes);
    for (const { index, keys, multikey } of entries) {
      noteArrays(index, multikey);
      for (const { key } of keys.values())
        storage.indexes.put(withId(Buffer.concat([prefix(index), key]), id), Buffer.alloc(0));
    }
  };

  const replace = (old: Stored, doc: Doc): boolean => {
    const bytes = serialise(doc, grownTooLarge);
    if (Buffer.compare(bytes, old.bytes) === 0) return false;
    const entries = info.indexes.map((index) => ({ index, was: keysOf(index, old.doc).keys, ...keysOf(index, doc) }));
    for (const { index, was, keys } of entries) {
      const fresh = new Map([...keys].filter(([text]) => !was.has(text)));
      checkUnique(index, fresh, old.id);
    }
    storage.records.put(withId(records, old.id), bytes);
    for (const { index, was, keys, multikey } of entries) {
      noteArrays(index, multikey);
      for (const [text, { key }] of was) {
        if (!keys.has(text)) storage.indexes.remove(withId(Buffer.concat([prefix(index), key]), old.id));
      }
      for (const [text, { key }] of keys) {
        if (!was.has(text)) storage.indexes.put(withId(Buffer.concat([prefix(index), key]), old.id), Buffer.alloc(0));
      }
    }
    return true;
  };

  const remove = (old: Stored): void => {
    storage.records.remove(withId(records, old.id));
    for (const index of info.indexes) {
      for (const { key } of keysOf(index, old.doc).keys.values()) {
        storage.indexes.remove(withId(Buffer.concat([prefix(index), key]), old.id));
      }
    }
  };

  const readNatural = (after: number, limit: number, reverse: boolean): Stored[] => {
    const start = reverse ? records : withId(records, after + 1);
    const end = reverse ? withId(records, after === 0 ? LAST_ID : after) : afterPrefix(records);
    return storage.records.read(start, end, limit, reverse).map(({ key, value }) => storedOf(idOf(key), value));
  };

  const clearRange = (table: Storage['records'], start: Buffer): void => {
    for (;;) {
      const keys = table.keys(start, afterPrefix(start), 1000);
      if (keys.length === 0) return;
      for (const key of keys) table.remove(key);
    }
  };

  const build = (index: Index): void => {
    const entries: { key: Buffer; tuple: readonly unknown[]; id: number }[] = [];
    let multikey: readonly boolean[] = [];
    for (let after = 0; ;) {
      const batch = readNatural(after, 500, false);
      for (const { id, doc } of batch) {
        const found = keysOf(index, doc);
        multikey = index.spec.fields.map((_, i) => (multikey[i] ?? false) || (found.multikey[i] ?? false));
        for (const { key, tuple } of found.keys.values()) entries.push({ key, tuple, id });
        after = id;
      }
      if (batch.length === 0) break;
    }
    if (index.spec.unique) {
      const seen = new Set<string>();
      for (const { key, tuple } of entries) {
        const text = key.toString('latin1');
        if (seen.has(text)) throw duplicate(namespace, index, tuple);
        seen.add(text);
      }
    }
    index.multikey = [...multikey];
    for (const { key, id } of entries)
      storage.indexes.put(withId(Buffer.concat([prefix(index), key]), id), Buffer.alloc(0));
  };

  return {
    info,
    namespace,
    get,
    insert,
    replace,
    remove,
    readNatural,
    readIndex: (index, start, end, limit, reverse) =>
      storage.indexes
        .keys(Buffer.concat([prefix(index), start]), Buffer.concat([prefix(index), end]), limit, reverse)
        .map((key) => ({ key: key.subarray(4), id: idOf(key) })),
    count: () => storage.records.count(records, afterPrefix(records)),
    build,
    clearIndex: (index) => clearRange(storage.indexes, prefix(index)),
    clear: () => {
      clearRange(storage.records, records);
      for (const index of info.indexes) clearRange(storage.indexes, prefix(index));
      lastId = undefined;
    },
  };
};
