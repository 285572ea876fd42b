import { type Connection, type Model, Schema } from 'mongoose';
import type { EntitlementKey } from '../../domain/entitlement.ts';
import type { PersonId } from '../../domain/identity.ts';
import type { AccessStore } from '../../ports/access.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { insertOnce, schemaOptions } from '../mongo/documents.ts';
import { asking } from '../mongo/errors.ts';
import { modelOnce } from '../mongo/model-once.ts';

/** A revocation of what was heard before it, for one person and entitlement. */
interface FenceDocument {
  readonly _id: string;
  readonly tenant: string;
  readonly person: PersonId;
  readonly entitlementKey: EntitlementKey;
  /** Ms since the epoch. */
  readonly heardAt: number;
}

export const fenceModel = (connection: Connection): Model<FenceDocument> =>
  modelOnce<FenceDocument>(
    connection,
    'Fence',
    () =>
      new Schema<FenceDocument>(
        { _id: String, tenant: String, person: String, entitlementKey: String, heardAt: Number },
        schemaOptions,
      ),
    'fences',
  );

export function createFences(model: Model<FenceDocument>, tenant: string): Pick<AccessStore, 'fence' | 'fenceAt'> {
  return {
    fence: (person, entitlementKey, heardAt) =>
      asking(`fencing ${person} off from ${entitlementKey}`, async () => {
        const _id = derivedId(tenant, person, entitlementKey);
        if (await insertOnce(model, { _id, tenant, person, entitlementKey, heardAt })) return;
        await model.updateOne({ _id }, { $max: { heardAt } });
      }),
    fenceAt: (person, entitlementKey) =>
      asking(`reading the fence of ${person} and ${entitlementKey}`, async () => {
        const fence = await model.findOne({ _id: derivedId(tenant, person, entitlementKey) }).lean();
        return fence?.heardAt ?? null;
      }),
  };
}
