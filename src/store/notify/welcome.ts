import type { Model } from 'mongoose';
import type { WelcomeStore } from '../../ports/welcome.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { asking } from '../mongo/errors.ts';
import { installationId } from '../mongo/installation.ts';
import type { InstallationDocument } from '../mongo/installation.ts';

/** Who was welcomed stands in the installation's own document, since it's once for an installation. */
export function createWelcome(model: Model<InstallationDocument>, tenant: string): WelcomeStore {
  const _id = derivedId(tenant);

  return {
    begin: (known) =>
      asking('noting who needs no welcome', async () => {
        await installationId(model, tenant);
        await model.updateOne({ _id, welcomed: { $exists: false } }, { $set: { welcomed: [...known] } });
      }),
    welcomed: () =>
      asking('reading who was welcomed', async () => {
        const document = await model.findOne({ _id }, { welcomed: 1 }).lean();
        return document?.welcomed ?? [];
      }),
    add: (administrator) =>
      asking('noting who was welcomed', async () => {
        await model.updateOne({ _id }, { $addToSet: { welcomed: administrator } });
      }),
  };
}
