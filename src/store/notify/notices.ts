import { type Connection, type Model, Schema } from 'mongoose';
import type { NoticeStore, WaitingNotice } from '../../ports/messages.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { insertOnce, schemaOptions } from '../mongo/documents.ts';
import { asking } from '../mongo/errors.ts';
import { waitingNotice } from '../records/notice.ts';

interface NoticeDocument extends WaitingNotice {
  readonly _id: string;
  readonly tenant: string;
  /** No longer tried: the flag of the partial index. */
  readonly late: boolean;
}

const mixed = Schema.Types.Mixed;

export const noticeModel = (connection: Connection): Model<NoticeDocument> =>
  connection.model<NoticeDocument>(
    'Notice',
    new Schema<NoticeDocument>(
      {
        _id: String,
        tenant: String,
        id: String,
        person: String,
        key: String,
        message: mixed,
        prefer: String,
        isReport: Boolean,
        at: Number,
        nextAt: Number,
        tries: Number,
        late: Boolean,
      },
      schemaOptions,
    )
      .index({ tenant: 1, nextAt: 1 }, { name: 'due' })
      .index({ tenant: 1, person: 1, at: 1 }, { name: 'late', partialFilterExpression: { late: true } }),
    'notices',
  );

/** Messages to persons that could not be delivered at once. */
export function createNotices(model: Model<NoticeDocument>, tenant: string): NoticeStore {
  const idOf = (id: string): string => derivedId(tenant, id);
  const many = (documents: readonly unknown[]) => documents.map((document) => waitingNotice.parse(document));

  return {
    keep: (notice) =>
      asking(`keeping notice ${notice.id}`, async () => {
        const message = JSON.parse(JSON.stringify(notice.message)) as WaitingNotice['message'];
        const record = waitingNotice.parse({ ...notice, message });
        await insertOnce(model, { _id: idOf(notice.id), tenant, ...record, late: false });
      }),
    due: (now, limit) =>
      asking('looking for notices that are due', async () =>
        many(
          await model
            .find({ tenant, nextAt: { $gte: 0, $lte: now } })
            .sort({ nextAt: 1 })
            .limit(limit)
            .lean(),
        ),
      ),
    postpone: (id, nextAt) =>
      asking(`postponing notice ${id}`, async () => {
        await model.updateOne({ _id: idOf(id) }, { $set: { nextAt, late: nextAt === null }, $inc: { tries: 1 } });
      }),
    done: (id) =>
      asking(`taking away notice ${id}`, async () => {
        await model.deleteOne({ _id: idOf(id) });
      }),
    late: (limit) =>
      asking('looking for people whom notices did not reach', async () => {
        const found = await model.find({ tenant, late: true }, { person: 1 }).limit(limit).lean();
        return [...new Set(found.map(({ person }) => person))];
      }),
    lateOf: (person, limit) =>
      asking(`reading the notices that did not reach ${person}`, async () =>
        many(await model.find({ tenant, late: true, person }).sort({ at: 1 }).limit(limit).lean()),
      ),
  };
}
