import type { Model } from 'mongoose';
import type { WebhookStore } from '../../ports/webhooks.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { insertOnce } from '../mongo/documents.ts';
import { asking } from '../mongo/errors.ts';
import { endpointRecord } from '../records/webhook.ts';
import type { EndpointDocument } from './models.ts';

/** What is known of endpoints besides what latchkey.yml says. */
export function createEndpoints(
  model: Model<EndpointDocument>,
  tenant: string,
): Pick<WebhookStore, 'endpoints' | 'endpoint' | 'writeEndpoint' | 'noteEndpoint'> {
  const idOf = (id: string): string => derivedId(tenant, id);
  return {
    endpoints: () =>
      asking('reading the endpoints', async () => {
        const found = await model.find({ tenant }).sort({ id: 1 }).lean();
        return found.map((one) => endpointRecord.parse(one));
      }),
    endpoint: (id) =>
      asking(`reading the endpoint ${id}`, async () => {
        const found = await model.findOne({ _id: idOf(id) }).lean();
        return found && endpointRecord.parse(found);
      }),
    writeEndpoint: (before, record) =>
      asking(`writing the endpoint ${record.id}`, async () => {
        const fields = endpointRecord.parse(record);
        const _id = idOf(record.id);
        if (before === null) return insertOnce(model, { _id, tenant, ...fields });
        return (await model.updateOne({ _id, count: before }, { $set: fields })).matchedCount === 1;
      }),
    noteEndpoint: (id, note) =>
      asking(`noting something about the endpoint ${id}`, async () => {
        await model.updateOne({ _id: idOf(id) }, { $set: note });
      }),
  };
}
