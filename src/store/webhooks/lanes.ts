import type { Model } from 'mongoose';
import type { LaneClaim, WebhookStore } from '../../ports/webhooks.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { asking, isDuplicate } from '../mongo/errors.ts';
import type { LaneDocument } from './models.ts';

type Lanes = Pick<WebhookStore, 'claimLane' | 'keepLane' | 'settleLane' | 'dueLanes'> & {
  readonly wake: (lane: string, endpoint: string, at: number) => Promise<void>;
};

/** Where it's decided what is in flight: one document for each endpoint and access with something to be sent. */
export function createLanes(model: Model<LaneDocument>, tenant: string): Lanes {
  const idOf = (lane: string): string => derivedId(tenant, lane);

  async function wake(lane: string, endpoint: string, at: number): Promise<void> {
    const change = {
      $min: { nextAt: at },
      $inc: { asked: 1 },
      $setOnInsert: { tenant, lane, endpoint, claimedAt: null },
    };
    const write = () => model.updateOne({ _id: idOf(lane) }, change, { upsert: true });
    try {
      await write();
    } catch (error) {
      // Two upserts of one document: the later one updates it.
      if (!isDuplicate(error)) throw error;
      await write();
    }
  }

  return {
    wake: (lane, endpoint, at) => asking(`having ${lane} worked on`, () => wake(lane, endpoint, at)),
    claimLane: (lane, at, leaseMs) =>
      asking(`claiming the lane ${lane}`, async (): Promise<LaneClaim | null> => {
        const found = await model
          .findOneAndUpdate(
            { _id: idOf(lane), $or: [{ claimedAt: null }, { claimedAt: { $lte: at - leaseMs } }] },
            { $set: { claimedAt: at, nextAt: at + leaseMs } },
            { returnDocument: 'before' },
          )
          .lean();
        return found && { lane, endpoint: found.endpoint, claimedAt: at, asked: found.asked };
      }),
    keepLane: (claim, at, leaseMs) =>
      asking(`keeping the lane ${claim.lane}`, async () => {
        const mine = { _id: idOf(claim.lane), claimedAt: claim.claimedAt };
        const kept = await model.updateOne(mine, { $set: { claimedAt: at, nextAt: at + leaseMs } });
        return kept.matchedCount === 1 ? { ...claim, claimedAt: at } : null;
      }),
    settleLane: (claim, lookAt) =>
      asking(`settling the lane ${claim.lane}`, async () => {
        const mine = { _id: idOf(claim.lane), claimedAt: claim.claimedAt };
        const asTaken = { ...mine, asked: claim.asked };
        const isDone =
          lookAt === null
            ? (await model.deleteOne(asTaken)).deletedCount === 1
            : (await model.updateOne(asTaken, { $set: { nextAt: lookAt, claimedAt: null } })).matchedCount === 1;
        if (isDone) return 'settled';
        const still = await model.findOne(mine, { asked: 1 }).lean();
        return still === null ? 'lost' : { ...claim, asked: still.asked };
      }),
    dueLanes: (at, limit) =>
      asking('looking for deliveries that are due', async () => {
        const found = await model
          .find({ tenant, nextAt: { $lte: at } }, { lane: 1 })
          .sort({ nextAt: 1 })
          .limit(limit)
          .lean();
        return found.map(({ lane }) => lane);
      }),
  };
}
