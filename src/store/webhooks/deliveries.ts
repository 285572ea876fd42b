import type { Model } from 'mongoose';
import type { Delivery, WebhookStore } from '../../ports/webhooks.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { insertOnce } from '../mongo/documents.ts';
import { asking } from '../mongo/errors.ts';
import { deliveryRecord } from '../records/webhook.ts';
import type { createLanes } from './lanes.ts';
import type { DeliveryDocument } from './models.ts';

/** Attempts that are kept of one delivery: those of three days, and of sending it again by hand. */
const mostAttempts = 40;
/** What waits is counted up to here. */
const mostCounted = 1_000;

type Deliveries = Omit<
  WebhookStore,
  | 'claimLane'
  | 'keepLane'
  | 'settleLane'
  | 'dueLanes'
  | 'journalTold'
  | 'tellJournal'
  | 'endpoints'
  | 'endpoint'
  | 'writeEndpoint'
  | 'noteEndpoint'
>;

/** Events for endpoints, one document each. */
export function createDeliveries(
  model: Model<DeliveryDocument>,
  { wake }: Pick<ReturnType<typeof createLanes>, 'wake'>,
  tenant: string,
): Deliveries {
  const idOf = (id: string): string => derivedId(tenant, id);
  const many = (documents: readonly unknown[]): readonly Delivery[] =>
    documents.map((one) => deliveryRecord.parse(one));

  function insert(delivery: Delivery): Promise<boolean> {
    const document = { _id: idOf(delivery.id), tenant, ...deliveryRecord.parse(delivery), pending: true };
    return insertOnce(model, document);
  }

  async function add(deliveries: readonly Delivery[]): Promise<number> {
    let added = 0;
    for (const delivery of deliveries) added += Number(await insert(delivery));
    await wakeAll(deliveries);
    return added;
  }

  async function addAgain(deliveries: readonly Delivery[], all: boolean): Promise<number> {
    const sent: Delivery[] = [];
    for (const delivery of deliveries)
      if ((await insert(delivery)) || (await reopen(delivery, all)) || (await hasten(delivery))) sent.push(delivery);
    await wakeAll(sent);
    return sent.length;
  }

  async function reopen({ id, createdAt }: Delivery, all: boolean): Promise<boolean> {
    const state = all ? { $ne: 'pending' as const } : { $nin: ['pending', 'delivered'] as const };
    const fresh = {
      state: 'pending',
      pending: true,
      createdAt,
      nextAt: createdAt,
      tries: 0,
      firstAt: null,
      isReported: false,
    };
    const { matchedCount } = await model.updateOne({ _id: idOf(id), state } as never, {
      $set: fresh,
      $unset: { forgetAt: 1 },
    });
    return matchedCount === 1;
  }

  /** What waits for its next attempt is tried now; its attempts go on being counted. */
  async function hasten({ id, createdAt }: Delivery): Promise<boolean> {
    const isLater = { _id: idOf(id), state: 'pending' as const, nextAt: { $gt: createdAt } };
    const { matchedCount } = await model.updateOne(isLater, { $set: { nextAt: createdAt } });
    return matchedCount === 1;
  }

  /** After the deliveries: whoever works on the lane finds them. */
  async function wakeAll(deliveries: readonly Delivery[]): Promise<void> {
    const lanes = new Map<string, Delivery>();
    for (const delivery of deliveries) if (!lanes.has(delivery.lane)) lanes.set(delivery.lane, delivery);
    for (const { lane, endpoint, nextAt } of lanes.values()) await wake(lane, endpoint, nextAt);
  }

  return {
    add: (deliveries) => asking('keeping deliveries', () => add(deliveries)),
    addAgain: (deliveries, all) => asking('keeping deliveries to be sent again', () => addAgain(deliveries, all)),
    byId: (id) =>
      asking(`reading delivery ${id}`, async () => {
        const found = await model.findOne({ _id: idOf(id) }).lean();
        return found && deliveryRecord.parse(found);
      }),
    pending: (endpoint, lane, limit) =>
      asking(`reading what is pending in ${lane}`, async () =>
        many(await model.find({ tenant, endpoint, lane, pending: true }).sort({ seq: 1 }).limit(limit).lean()),
      ),
    settle: (id, { state, nextAt, tries, firstAt }, attempt, forgetAt) =>
      asking(`settling delivery ${id}`, async () => {
        await model.updateOne(
          { _id: idOf(id) },
          {
            $set: {
              state,
              nextAt,
              tries,
              firstAt,
              pending: state === 'pending',
              ...(forgetAt !== null && { forgetAt }),
            },
            ...(attempt !== null && { $push: { attempts: { $each: [attempt], $slice: -mostAttempts } } }),
          },
        );
      }),
    reported: (id) =>
      asking(`noting that delivery ${id} was reported`, async () => {
        await model.updateOne({ _id: idOf(id) }, { $set: { isReported: true } });
      }),
    list: (endpoint, limit) =>
      asking(`reading the deliveries to ${endpoint}`, async () =>
        many(await model.find({ tenant, endpoint }).sort({ createdAt: -1 }).limit(limit).lean()),
      ),
    held: (endpoint, limit) =>
      asking(`reading what is held for ${endpoint}`, async () =>
        many(await model.find({ tenant, endpoint, state: 'held' }).sort({ createdAt: 1 }).limit(limit).lean()),
      ),
    countPending: (endpoint) =>
      asking(`counting what is pending for ${endpoint}`, async () => {
        const found = await model.find({ tenant, endpoint, pending: true }, { _id: 1 }).limit(mostCounted).lean();
        return found.length;
      }),
    oldestPending: (endpoint) =>
      asking(`reading what is pending for ${endpoint}`, async () => {
        const oldest = await model.findOne({ tenant, endpoint, pending: true }, { at: 1 }).sort({ at: 1 }).lean();
        return oldest?.at ?? null;
      }),
    forget: (at) =>
      asking('forgetting old deliveries', async () => {
        await model.deleteMany({ tenant, forgetAt: { $lt: at } });
      }),
  };
}
