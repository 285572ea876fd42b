import { type Connection, type Model, Schema } from 'mongoose';
import type { CatalogueState, CatalogueStore } from '../../ports/catalogue.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { insertOnce, schemaOptions } from '../mongo/documents.ts';
import { asking } from '../mongo/errors.ts';
import { catalogueState } from '../records/catalogue.ts';
import { modelOnce } from '../mongo/model-once.ts';

interface CatalogueDocument extends CatalogueState {
  readonly _id: string;
  readonly tenant: string;
}

export const catalogueModel = (connection: Connection): Model<CatalogueDocument> =>
  modelOnce<CatalogueDocument>(
    connection,
    'Catalogue',
    () =>
      new Schema<CatalogueDocument>(
        {
          _id: String,
          tenant: String,
          version: Number,
          hash: String,
          members: [String],
          productAdministrators: [String],
          administratorsSince: [Schema.Types.Mixed],
          ids: [String],
          retired: [String],
          listed: Schema.Types.Mixed,
          waiting: Schema.Types.Mixed,
          file: String,
          reported: Schema.Types.Mixed,
        },
        schemaOptions,
      ),
    'catalogue',
  );

export function createCatalogue(model: Model<CatalogueDocument>, tenant: string): CatalogueStore {
  const _id = derivedId(tenant);

  return {
    read: () =>
      asking('reading what was last imported', async () => {
        const document = await model.findOne({ _id }).lean();
        return document && catalogueState.parse(document);
      }),
    write: (before, next) =>
      asking('recording what was imported', async () => {
        const state = catalogueState.parse(next);
        if (before === null) return insertOnce(model, { _id, tenant, ...state });
        const written = await model.updateOne({ _id, version: before }, { $set: state });
        return written.matchedCount === 1;
      }),
  };
}
