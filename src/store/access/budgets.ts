import { type Connection, type Model, Schema } from 'mongoose';
import type { OverOpen, OverRequests, RequestTaken } from '../../domain/request-budget.ts';
import { overOpen, overRequests } from '../../domain/request-budget.ts';
import type { BudgetStore } from '../../ports/budgets.ts';
import { StoreUnavailable } from '../../ports/store.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { insertOnce, schemaOptions } from '../mongo/documents.ts';
import { asking } from '../mongo/errors.ts';
import type { RefusalCountDocument } from './refusal-counts.ts';
import { createRefusalCounts } from './refusal-counts.ts';
import { modelOnce } from '../mongo/model-once.ts';

/** What was taken from one budget: the newest ones, as many as it has, oldest first. */
export interface BudgetDocument {
  readonly _id: string;
  readonly tenant: string;
  /** When something was last taken, in ms. */
  readonly at: number;
  /** Number of writes so far. */
  readonly version: number;
  readonly takes: readonly RequestTaken[];
}

export const budgetModel = (connection: Connection): Model<BudgetDocument> =>
  modelOnce<BudgetDocument>(
    connection,
    'Budget',
    () =>
      new Schema<BudgetDocument>(
        {
          _id: String,
          tenant: String,
          at: Number,
          version: Number,
          takes: [{ _id: false, command: String, at: Number, delivery: String, about: String }],
        },
        schemaOptions,
      ).index({ tenant: 1, at: 1 }, { name: 'by_time' }),
    'budgets',
  );

const hourMs = 3_600_000;
const maxTries = 25;

export function createBudgets(
  model: Model<BudgetDocument>,
  counts: Model<RefusalCountDocument>,
  tenant: string,
): BudgetStore {
  const idOf = (name: string): string => derivedId(tenant, name);

  /** Takes one unless `refused` says what stands against it beside what was taken within the last hour. */
  async function spend<T>(
    name: string,
    taken: RequestTaken,
    refused: (recent: readonly RequestTaken[]) => T | null,
  ): Promise<T | null> {
    const _id = idOf(name);
    const { command, at } = taken;
    for (let attempt = 0; attempt < maxTries; attempt++) {
      const found = await model.findOne({ _id }).lean();
      if (!found) {
        const no = refused([]);
        if (no !== null) return no;
        if (!(await insertOnce(model, { _id, tenant, at, version: 1, takes: [taken] }))) continue;
        // Whoever starts one clears away what is over.
        await model.deleteMany({ tenant, at: { $lte: at - hourMs } });
        return null;
      }
      if (found.takes.some((one) => one.command === command)) return null;
      const recent = recentOf(found, at);
      const no = refused(recent);
      if (no !== null) return no;
      const written = await model.updateOne(
        { _id, version: found.version },
        { $set: { takes: [...recent, taken] }, $max: { at }, $inc: { version: 1 } },
      );
      if (written.matchedCount === 1) return null;
    }
    throw new StoreUnavailable('too many writers at once about one budget');
  }

  return {
    take: (name, command, at, most) =>
      asking('counting what somebody does', () =>
        spend(name, { command, at }, (recent) => {
          const first = recent[recent.length - most];
          return first ? first.at + hourMs : null;
        }),
      ),
    takeRequest: (name, request, at, limits, waiting) =>
      asking('counting what somebody requests', () =>
        spend<OverRequests | OverOpen>(name, { ...request, at }, (recent) => {
          const tooMany = overOpen(recent, { ...request, at }, waiting);
          if (tooMany !== null) return { limit: 'openRequests', ...tooMany };
          return overRequests(recent, request, limits);
        }),
      ),
    requestsLeft: (name, delivery, at, limits) =>
      asking('reading what somebody requested', async () => {
        const found = await model.findOne({ _id: idOf(name) }).lean();
        return found && overRequests(recentOf(found, at), { delivery }, limits);
      }),
    giveBack: (name, command) =>
      asking('taking back what was counted', async () => {
        await model.updateOne({ _id: idOf(name) }, { $pull: { takes: { command } }, $inc: { version: 1 } });
      }),
    ...createRefusalCounts(counts, tenant),
  };
}

function recentOf({ takes }: BudgetDocument, at: number): readonly RequestTaken[] {
  return takes.filter((one) => one.at > at - hourMs);
}
