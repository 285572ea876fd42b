import { type Connection, type Model, Schema } from 'mongoose';
import type { Task, TaskCallback } from '../../domain/request/task.ts';
import type { RequestStore } from '../../ports/requests.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { insertOrRead, schemaOptions } from '../mongo/documents.ts';
import { asking } from '../mongo/errors.ts';
import { taskRecord } from '../records/request.ts';
import { modelOnce } from '../mongo/model-once.ts';

interface TaskDocument extends Omit<Task, 'items'> {
  readonly _id: string;
  readonly tenant: string;
  /** JSON. */
  readonly items: string;
  /** The accesses of its items, where it has a callback. */
  readonly told: readonly string[];
}

interface TokenDocument {
  readonly _id: string;
  readonly tenant: string;
  readonly task: string;
  readonly until: number;
}

const mostTold = 100;
/** One in so many takes away what is too old to be remembered. */
const clearsOneIn = 50;
const mixed = Schema.Types.Mixed;

export const taskModel = (connection: Connection): Model<TaskDocument> =>
  modelOnce<TaskDocument>(
    connection,
    'AccessRequest',
    () =>
      new Schema<TaskDocument>(
        {
          _id: String,
          tenant: String,
          id: String,
          client: String,
          key: String,
          body: String,
          base: String,
          person: String,
          handle: String,
          evaluations: [String],
          isBundle: Boolean,
          items: String,
          callback: mixed,
          told: [String],
          createdAt: Number,
          keptUntil: Number,
        },
        schemaOptions,
      )
        .index({ tenant: 1, id: 1 }, { name: 'by_id', unique: true })
        .index({ tenant: 1, handle: 1 }, { name: 'by_handle' })
        .index({ tenant: 1, told: 1 }, { name: 'by_access' })
        .index({ tenant: 1, keptUntil: 1 }, { name: 'by_age' }),
    'access_requests',
  );

export const tokenModel = (connection: Connection): Model<TokenDocument> =>
  modelOnce<TokenDocument>(
    connection,
    'UsedToken',
    () =>
      new Schema<TokenDocument>({ _id: String, tenant: String, task: String, until: Number }, schemaOptions).index(
        { tenant: 1, until: 1 },
        { name: 'by_age' },
      ),
    'used_tokens',
  );

/** Requests through the API, one document each; a client’s idempotency key is the document’s id, where it gave one. */
export function createRequests(model: Model<TaskDocument>, tokens: Model<TokenDocument>, tenant: string): RequestStore {
  const idOf = ({ id, client, key }: Pick<Task, 'id' | 'client' | 'key'>): string =>
    key === null ? derivedId(tenant, 'task', id) : derivedId(tenant, 'key', client, key);
  const one = async (filter: object): Promise<Task | null> => {
    const found = await model.findOne({ tenant, ...filter }).lean();
    return found && taskRecord.parse(found);
  };
  const many = (found: readonly unknown[]): readonly Task[] => found.map((each) => taskRecord.parse(each));
  let spent = 0;

  return {
    byKey: (client, key) => asking('reading a request by its key', () => one({ _id: idOf({ id: '', client, key }) })),
    byId: (id) => asking('reading a request', () => one({ id })),
    byHandle: (handle) => asking('reading a request by its approval', () => one({ handle })),
    begin: (task) =>
      asking('keeping a request', async () => {
        const document = { _id: idOf(task), tenant, ...task, items: JSON.stringify(task.items), told: toldOf(task) };
        return taskRecord.parse(await insertOrRead(model, document));
      }),
    settle: (id, items) =>
      asking('keeping what came of a request', async () => {
        const found = await one({ id });
        if (found === null) return;
        const told = toldOf({ callback: found.callback, items });
        await model.updateOne({ tenant, id }, { $set: { items: JSON.stringify(items), told } });
      }),
    drop: (task) =>
      asking('forgetting a request', async () => {
        await model.deleteOne({ tenant, id: task.id });
        await tokens.deleteMany({
          _id: { $in: task.evaluations.map((token) => derivedId(tenant, token)) },
          task: task.id,
        });
      }),
    spend: (token, task, until) =>
      asking('using up a token', async () => {
        if (spent++ % clearsOneIn === 0) await tokens.deleteMany({ tenant, until: { $lt: task.createdAt } });
        const document: TokenDocument = { _id: derivedId(tenant, token), tenant, task: task.id, until };
        const kept = (await insertOrRead(tokens, document)) as TokenDocument;
        return kept.task === task.id;
      }),
    withCallback: (access) =>
      asking('reading whose requests an access is', async () =>
        many(await model.find({ tenant, told: access }).limit(mostTold).lean()),
      ),
    old: (at, limit) =>
      asking('looking for old requests', async () =>
        many(
          await model
            .find({ tenant, keptUntil: { $lt: at } })
            .sort({ keptUntil: 1 })
            .limit(limit)
            .lean(),
        ),
      ),
    keep: (id, until) =>
      asking('keeping or forgetting a request', async () => {
        if (until === null) await model.deleteOne({ tenant, id });
        else await model.updateOne({ tenant, id }, { $set: { keptUntil: until } });
      }),
  };
}

function toldOf({ callback, items }: { readonly callback: TaskCallback | null; readonly items: Task['items'] }) {
  return callback === null ? [] : [...new Set(items.flatMap(({ access }) => access ?? []))];
}
