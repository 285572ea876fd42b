import { createHash } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';
import type { Stash } from '../../ports/platform.ts';
import { NotOurs } from '../../ports/seals.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { schemaOptions } from '../mongo/documents.ts';
import { asking } from '../mongo/errors.ts';
import type { Sealer } from '../seals/sealer.ts';
import { modelOnce } from '../mongo/model-once.ts';

interface StashDocument {
  readonly _id: string;
  readonly tenant: string;
  readonly key: string;
  readonly text: string;
  readonly seal?: string | null;
  /** When it was last put. */
  readonly at: Date;
}

/** Longer than any card waits: an ask lapses after 52 weeks at most. */
const keptMs = 400 * 24 * 60 * 60 * 1_000;

export const stashModel = (connection: Connection): Model<StashDocument> =>
  modelOnce<StashDocument>(
    connection,
    'Stash',
    () =>
      new Schema<StashDocument>(
        { _id: String, tenant: String, key: String, text: String, seal: String, at: Date },
        schemaOptions,
      ).index({ tenant: 1, at: 1 }, { name: 'by_age' }),
    'stash',
  );

/** What does not fit into a button. Kept for 400 days after it was last put. */
export function createStash(model: Model<StashDocument>, tenant: string, clock: () => number, sealer: Sealer): Stash {
  const idOf = (key: string): string => derivedId(tenant, key);
  return {
    put: (key, text) =>
      asking('keeping what a button does', async () => {
        const now = clock();
        const change = {
          $set: { text, seal: sealer.seal('stash', [tenant, key, text]), at: new Date(now) },
          $setOnInsert: { tenant, key },
        };
        const { upsertedCount } = await model.updateOne({ _id: idOf(key) }, change, { upsert: true });
        if (upsertedCount > 0) await model.deleteMany({ tenant, at: { $lt: new Date(now - keptMs) } });
      }),
    get: (key) =>
      asking('reading what a button does', async () => {
        const found = await model.findOne({ _id: idOf(key) }).lean();
        if (found === null) return null;
        const state = sealer.check(found.seal, 'stash', [tenant, key, found.text]);
        // Older versions sealed nothing; the key is the hash of the text where a chat made it so.
        if (sealer.isOn() && state !== 'right' && !isNamedByHash(key, found.text))
          throw new NotOurs(`What the button ${key} does was changed in MongoDB`);
        return found.text;
      }),
  };
}

function isNamedByHash(key: string, text: string): boolean {
  return createHash('sha256').update(text).digest('hex').startsWith(key) && key.length === 32;
}
