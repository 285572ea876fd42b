import { randomUUID } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';
import { derivedId } from './derived-id.ts';
import { insertOnce, schemaOptions } from './documents.ts';
import { modelOnce } from './model-once.ts';

export interface InstallationDocument {
  readonly _id: string;
  readonly tenant: string;
  readonly installation: string;
  /** See `sealed-since.ts`; older versions have none of these. */
  readonly sealedFrom?: number;
  readonly sealing?: 'begun' | 'done';
  readonly sealedBy?: string;
  /** See `schema-number.ts`; older versions have none. */
  readonly schemaNumber?: number;
  /** See `redraw-cards.ts`; older versions have none. */
  readonly cardFormat?: number;
  /** See `notify/welcome.ts`; older versions have none. */
  readonly welcomed?: readonly string[];
}

export const installationModel = (connection: Connection): Model<InstallationDocument> =>
  modelOnce<InstallationDocument>(
    connection,
    'Installation',
    () =>
      new Schema<InstallationDocument>(
        {
          _id: String,
          tenant: String,
          installation: String,
          sealedFrom: Number,
          sealing: String,
          sealedBy: String,
          schemaNumber: Number,
          cardFormat: Number,
          welcomed: Schema.Types.Mixed,
        },
        schemaOptions,
      ),
    'installation',
  );

/** The id of this installation: 32 hex digits, made by whoever asks first. */
export async function installationId(model: Model<InstallationDocument>, tenant: string): Promise<string> {
  const _id = derivedId(tenant);
  const read = () => model.findOne({ _id }).lean();
  const known = await read();
  if (known) return known.installation;
  await insertOnce(model, { _id, tenant, installation: randomUUID().replaceAll('-', '') });
  const made = await read();
  if (made === null) throw new Error('The id of this installation was deleted while it was being made');
  return made.installation;
}
