import { type Connection, type Model, Schema } from 'mongoose';
import type { FactRecord } from '../../domain/reported.ts';
import { canonicalHash } from '../../lib/canonical-hash.ts';
import type { FactStore } from '../../ports/inbound.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { insertOnce, schemaOptions } from '../mongo/documents.ts';
import { asking } from '../mongo/errors.ts';
import { factRecord } from '../records/inbound.ts';
import type { Sealer } from '../seals/sealer.ts';
import { modelOnce } from '../mongo/model-once.ts';

interface FactDocument extends Omit<FactRecord, 'distrust'> {
  readonly _id: string;
  readonly tenant: string;
  readonly seal: string | null;
}

const mixed = Schema.Types.Mixed;

export const factModel = (connection: Connection): Model<FactDocument> =>
  modelOnce<FactDocument>(
    connection,
    'Fact',
    () =>
      new Schema<FactDocument>(
        {
          _id: String,
          tenant: String,
          key: String,
          version: Number,
          asOf: Number,
          file: String,
          current: mixed,
          earlier: mixed,
          confirmedAt: Number,
          waiting: mixed,
          decided: mixed,
          seal: String,
        },
        schemaOptions,
      ).index({ tenant: 1 }, { name: 'by_tenant' }),
    'facts',
  );

/** What other systems reported. Each record is sealed: what somebody else writes says nothing (A9). */
export function createFacts(model: Model<FactDocument>, tenant: string, sealer: Sealer): FactStore {
  const idOf = (key: string): string => derivedId(tenant, key);
  const partsOf = (record: object): string[] => [tenant, canonicalHash(record) ?? ''];

  function recordOf({ _id, seal, ...document }: FactDocument): FactRecord {
    const read = factRecord.safeParse(document).data;
    const isInPlace = read !== undefined && _id === idOf(read.key);
    const isOurs = isInPlace && (!sealer.isOn() || sealer.check(seal, 'fact', partsOf(read)) === 'right');
    return isOurs ? read : { ...unreadable, key: keyOf(_id), version: document.version, distrust: true };
  }

  function keyOf(id: string): string {
    return decodeURIComponent(id.split('/').at(-1) ?? '');
  }

  return {
    read: (key) =>
      asking('reading what was reported', async () => {
        const found = await model.findOne({ _id: idOf(key) }).lean();
        return found && recordOf(found);
      }),
    all: () => asking('reading what was reported', async () => (await model.find({ tenant }).lean()).map(recordOf)),
    stamp: () =>
      asking('looking whether anything was reported', async () => {
        const found = await model.find({ tenant }, { version: 1 }).sort({ _id: 1 }).lean();
        return found.map(({ _id, version }) => `${_id} ${version}`).join('\n');
      }),
    write: (before, next) =>
      asking('keeping what was reported', async () => {
        const record = factRecord.parse(next);
        const seal = sealer.seal('fact', partsOf(record));
        const _id = idOf(record.key);
        if (before === null) return insertOnce(model, { _id, tenant, ...record, seal });
        const written = await model.updateOne({ _id, version: before }, { $set: { ...record, seal } });
        return written.matchedCount === 1;
      }),
  };
}

/** What stands for a record that isn't one of ours. */
const unreadable = {
  asOf: 0,
  file: '',
  current: null,
  earlier: [],
  confirmedAt: null,
  waiting: null,
  decided: null,
} satisfies Partial<FactRecord>;
