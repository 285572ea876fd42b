import type { Model } from 'mongoose';
import { NewerData } from '../../ports/store.ts';
import { derivedId } from './derived-id.ts';
import type { InstallationDocument } from './installation.ts';

/**
 * What this version writes, from 1; it goes up whenever an older version could misread or break what is written. It's listed
 * in docs/upgrading.md. Data without a number is older than numbers are.
 */
export const schemaNumber = 4;

/** Throws `NewerData` where a newer version has written. Asked before anything is created or changed. */
export async function refuseNewerData(model: Model<InstallationDocument>, tenant: string): Promise<void> {
  const known = await model.findOne({ _id: derivedId(tenant) }, { schemaNumber: 1 }).lean();
  const found = known?.schemaNumber ?? 0;
  if (found > schemaNumber) throw new NewerData(found, schemaNumber);
}

/** Notes that this version has taken the data over. Only ever goes up, so that an upgrade that was killed is repeated. */
export async function noteSchemaNumber(model: Model<InstallationDocument>, tenant: string): Promise<void> {
  await model.updateOne({ _id: derivedId(tenant) }, { $max: { schemaNumber } });
}
