import { type Connection, type Model, Schema } from 'mongoose';
import type { ApiAnswer } from '../../ports/http.ts';
import type { Delivery, DeliveryStore } from '../../ports/inbound.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { insertOrRead, replicated, schemaOptions } from '../mongo/documents.ts';
import { asking } from '../mongo/errors.ts';
import { modelOnce } from '../mongo/model-once.ts';

interface DeliveryDocument {
  readonly _id: string;
  readonly tenant: string;
  readonly hook: string;
  readonly id: string;
  readonly digest: string;
  /** JSON; null: there is none yet. */
  readonly answer: string | null;
  readonly at: Date;
}

/** How long an id is remembered, in ms (DESIGN §8, _In_). */
export const rememberedMs = 7 * 86_400_000;

export const deliveryModel = (connection: Connection): Model<DeliveryDocument> =>
  modelOnce<DeliveryDocument>(
    connection,
    'InboundDelivery',
    () =>
      new Schema<DeliveryDocument>(
        { _id: String, tenant: String, hook: String, id: String, digest: String, answer: String, at: Date },
        schemaOptions,
      ).index({ tenant: 1, at: 1 }, { name: 'by_age' }),
    'inbound_deliveries',
  );

/** One in this many takes away what is too old to be remembered. */
const clearsOneIn = 100;

export function createDeliveries(model: Model<DeliveryDocument>, tenant: string): DeliveryStore {
  const idOf = (hook: string, id: string): string => derivedId(tenant, hook, id);
  let begun = 0;

  return {
    read: (hook, id) =>
      asking('reading a delivery', async () => {
        const found = await model.findOne({ _id: idOf(hook, id) }).lean();
        return found && deliveryOf(found);
      }),
    begin: (delivery, at) =>
      asking('remembering a delivery', async () => {
        const _id = idOf(delivery.hook, delivery.id);
        const { hook, id, digest } = delivery;
        const document = { _id, tenant, hook, id, digest, answer: null, at: new Date(at) };
        const kept = (await insertOrRead(model, document)) as DeliveryDocument;
        if (begun++ % clearsOneIn === 0) {
          await model.deleteMany({ tenant, at: { $lt: new Date(at - rememberedMs) } });
        }
        return deliveryOf(kept);
      }),
    settle: (hook, id, answer) =>
      asking('keeping the answer to a delivery', async () => {
        const _id = idOf(hook, id);
        const text = JSON.stringify(answer);
        const written = await model.updateOne({ _id, answer: null }, { $set: { answer: text } });
        if (written.matchedCount === 1) return answer;
        const kept = await replicated('the answer to a delivery', async () => {
          const found = await model.findOne({ _id }).lean();
          return found === null ? answer : deliveryOf(found).answer;
        });
        return kept;
      }),
  };
}

function deliveryOf({ hook, id, digest, answer }: DeliveryDocument): Delivery {
  return { hook, id, digest, answer: answer === null ? null : (JSON.parse(answer) as ApiAnswer) };
}
