import { type Connection, type Model, Schema } from 'mongoose';
import type { ChainEntry } from '../../domain/events/index.ts';
import { chainEntry } from '../../domain/events/index.ts';
import type { ChainStore } from '../../ports/audit.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { replicated, schemaOptions } from '../mongo/documents.ts';
import { asking, isDuplicate, writtenBefore } from '../mongo/errors.ts';
import type { Sealer } from '../seals/sealer.ts';
import { modelOnce } from '../mongo/model-once.ts';
import { eventFields } from './event-fields.ts';

/** A link of the chain; its `_id` follows from its number. */
interface ChainDocument extends ChainEntry {
  readonly _id: string;
  /** Over the hash; entries of older versions have none. */
  readonly seal?: string | null;
}

/** How many entries `walk` reads at once. */
const page = 500;

export const chainModel = (connection: Connection): Model<ChainDocument> =>
  modelOnce<ChainDocument>(
    connection,
    'ChainEntry',
    () =>
      new Schema<ChainDocument>(
        {
          _id: String,
          tenant: String,
          seq: Number,
          access: String,
          ...eventFields,
          textDigest: String,
          prev: String,
          hash: String,
          seal: String,
        },
        schemaOptions,
      )
        .index({ tenant: 1, seq: 1 }, { name: 'order', unique: true })
        .index({ tenant: 1, access: 1, n: 1 }, { name: 'once', unique: true })
        .index({ tenant: 1, at: 1, seq: 1 }, { name: 'by_time' })
        .index({ tenant: 1, subjectId: 1, at: 1, seq: 1 }, { name: 'by_person' })
        .index({ tenant: 1, entitlement: 1, at: 1, seq: 1 }, { name: 'by_entitlement' }),
    'audit',
  );

export function createChain(model: Model<ChainDocument>, tenant: string, sealer: Sealer): ChainStore {
  const many = (documents: readonly ChainDocument[]): readonly ChainEntry[] =>
    documents.map(({ _id, seal: _seal, ...entry }) => chainEntry.parse(entry));

  async function insert(entries: readonly ChainEntry[]): Promise<'inserted' | 'seq' | 'done'> {
    const [first] = entries;
    if (first === undefined) return 'inserted';
    refuseBroken(entries, tenant);
    const documents = entries.map((entry) => ({
      _id: derivedId(tenant, String(entry.seq)),
      ...chainEntry.parse(entry),
      seal: sealer.seal('entry', entryParts(entry)),
    }));
    try {
      await model.insertMany(documents, { lean: true, ordered: true });
      return 'inserted';
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      if (writtenBefore(error) > 0) return 'seq';
      if (await model.exists({ tenant, access: first.access, n: first.n })) return 'done';
      await replicated(`entry ${first.seq} of the audit chain`, () => model.exists({ tenant, seq: first.seq }));
      return 'seq';
    }
  }

  async function* walk(from = 1): AsyncIterable<ChainEntry> {
    for (let next = from; ;) {
      const start = next;
      const documents = await asking('reading the audit chain', () =>
        model
          .find({ tenant, seq: { $gte: start } })
          .sort({ seq: 1 })
          .limit(page)
          .lean(),
      );
      yield* many(documents);
      const final = documents.at(-1);
      if (final === undefined || documents.length < page) return;
      next = final.seq + 1;
    }
  }

  return {
    head: () =>
      asking('reading the head of the audit chain', async () => {
        const newest = await model.findOne({ tenant }, { seq: 1, hash: 1 }).sort({ seq: -1 }).lean();
        return newest && { seq: newest.seq, hash: newest.hash };
      }),
    chainedN: (access) =>
      asking('reading how far an access is chained', async () => {
        const newest = await model.findOne({ tenant, access }, { n: 1 }).sort({ n: -1 }).lean();
        return newest?.n ?? 0;
      }),
    chained: (accesses) =>
      asking('reading how far accesses are chained', async () => {
        if (accesses.length === 0) return new Map();
        const found = await model.find({ tenant, access: { $in: [...accesses] } }, { access: 1, n: 1 }).lean();
        const highest = new Map<string, number>();
        for (const { access, n } of found) {
          if (access !== null) highest.set(access, Math.max(n, highest.get(access) ?? 0));
        }
        return highest;
      }),
    insert: (entries) => asking('adding to the audit chain', () => insert(entries)),
    range: (from, to) =>
      asking('reading the audit chain', async () =>
        many(
          await model
            .find({ tenant, seq: { $gte: from, $lte: to } })
            .sort({ seq: 1 })
            .lean(),
        ),
      ),
    newest: (limit) =>
      asking('reading the end of the audit chain', async () =>
        many(await model.find({ tenant }).sort({ seq: -1 }).limit(limit).lean()).toReversed(),
      ),
    search: ({ subject, entitlement, access, since }, limit) =>
      asking('searching the audit chain', async () => {
        const filter = {
          tenant,
          ...(subject !== undefined && { subjectId: subject }),
          ...(entitlement !== undefined && { entitlement }),
          ...(access !== undefined && { access }),
          ...(since !== undefined && { at: { $gte: since } }),
        };
        return many(await model.find(filter).sort({ at: -1, seq: -1 }).limit(limit).lean());
      }),
    walk,
  };
}

/** What the seal of an entry is over: its hash covers the rest. */
export function entryParts({ tenant, seq, hash }: Pick<ChainEntry, 'tenant' | 'seq' | 'hash'>): string[] {
  return [tenant, String(seq), hash];
}

/** What `insert` holds its caller to: a broken chain is never written. */
function refuseBroken(entries: readonly ChainEntry[], tenant: string): void {
  for (const [index, entry] of entries.entries()) {
    const previous = entries[index - 1];
    if (entry.tenant !== tenant) throw new Error(`Entry ${entry.seq} belongs to tenant ${entry.tenant}, not ${tenant}`);
    if (previous && (entry.seq !== previous.seq + 1 || entry.prev !== previous.hash)) {
      throw new Error(`Entry ${entry.seq} does not follow entry ${previous.seq}`);
    }
  }
}
