import { type Connection, type Model, Schema } from 'mongoose';
import type { BudgetStore } from '../../ports/budgets.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { insertOnce, schemaOptions } from '../mongo/documents.ts';
import { asking } from '../mongo/errors.ts';
import { modelOnce } from '../mongo/model-once.ts';

/** Refusals of somebody in one hour that were counted instead of recorded. */
export interface RefusalCountDocument {
  readonly _id: string;
  readonly tenant: string;
  readonly person: string | null;
  readonly label: string;
  /** Hours since the epoch. */
  readonly hour: number;
  readonly count: number;
  /** The newest commands that were counted. */
  readonly commands: readonly string[];
}

export const refusalCountModel = (connection: Connection): Model<RefusalCountDocument> =>
  modelOnce<RefusalCountDocument>(
    connection,
    'RefusalCount',
    () =>
      new Schema<RefusalCountDocument>(
        {
          _id: String,
          tenant: String,
          person: String,
          label: String,
          hour: Number,
          count: Number,
          commands: [String],
        },
        schemaOptions,
      ).index({ tenant: 1, hour: 1 }, { name: 'by_hour' }),
    'refusal_counts',
  );

const hourMs = 3_600_000;
/** So that a worker whose clock is a little behind still finds its hour, in ms. */
const graceMs = 60_000;
const mostRemembered = 100;

/** The part of the budgets that counts what is no longer recorded one by one. */
export function createRefusalCounts(
  model: Model<RefusalCountDocument>,
  tenant: string,
): Pick<BudgetStore, 'countRefusal' | 'refusalCounts' | 'forgetRefusals'> {
  const hourOf = (at: number): number => Math.floor(at / hourMs);

  return {
    countRefusal: ({ person, label }, command, at) =>
      asking('counting a refusal', async () => {
        const hour = hourOf(at);
        const _id = derivedId(tenant, person ?? `account ${label}`, String(hour));
        const first = { _id, tenant, person, label, hour, count: 1, commands: [command] };
        if (await insertOnce(model, first)) return;
        await model.updateOne(
          { _id, commands: { $ne: command } },
          { $inc: { count: 1 }, $push: { commands: { $each: [command], $slice: -mostRemembered } } },
        );
      }),
    refusalCounts: (at, limit) =>
      asking('reading how many refusals were counted', async () => {
        const documents = await model
          .find({ tenant, hour: { $lt: hourOf(at - graceMs) } }, { commands: 0 })
          .sort({ hour: 1 })
          .limit(limit)
          .lean();
        return documents.map(({ _id: id, person, label, hour, count }) => ({ id, person, label, hour, count }));
      }),
    forgetRefusals: (id) =>
      asking('forgetting a count of refusals', async () => {
        await model.deleteOne({ _id: id, tenant });
      }),
  };
}
