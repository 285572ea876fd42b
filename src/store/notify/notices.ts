import { type Connection, type Model, Schema, Types } from 'mongoose';
import { say } from '../../domain/message.ts';
import type { NoticeStore, WaitingNotice } from '../../ports/messages.ts';
import { derivedId, idsBeginning } from '../mongo/derived-id.ts';
import { insertOnce, schemaOptions } from '../mongo/documents.ts';
import { asking } from '../mongo/errors.ts';
import { rawOf } from '../mongo/walk.ts';
import { waitingNotice } from '../records/notice.ts';
import { isNoticeOurs, sealNotice } from '../seals/notice.ts';
import type { Sealer } from '../seals/sealer.ts';
import { modelOnce } from '../mongo/model-once.ts';

interface NoticeDocument extends WaitingNotice {
  readonly _id: string;
  readonly tenant: string;
  /** No longer tried: the flag of the partial index. */
  readonly late: boolean;
  /** Of what it carries; those of older versions have none. */
  readonly seal?: string | null;
}

const mixed = Schema.Types.Mixed;
/** What stands for a notice that isn't one. */
const unreadable = {
  person: '',
  key: '',
  message: say(''),
  prefer: null,
  isReport: false,
  at: 0,
  nextAt: null,
  tries: 0,
} satisfies Omit<WaitingNotice, 'id'>;

export const noticeModel = (connection: Connection): Model<NoticeDocument> =>
  modelOnce<NoticeDocument>(
    connection,
    'Notice',
    () =>
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
          seal: String,
        },
        schemaOptions,
      )
        .index({ tenant: 1, nextAt: 1 }, { name: 'due' })
        .index({ tenant: 1, person: 1, at: 1 }, { name: 'late', partialFilterExpression: { late: true } }),
    'notices',
  );

/** Messages to persons that could not be delivered at once. */
export function createNotices(model: Model<NoticeDocument>, tenant: string, sealer: Sealer): NoticeStore {
  const idOf = (id: string): string => derivedId(tenant, id);
  const read = (document: NoticeDocument): WaitingNotice => {
    const notice = waitingNotice.safeParse(document).data;
    const isInPlace = notice !== undefined && document._id === idOf(notice.id);
    if (isInPlace && isNoticeOurs(sealer, tenant, notice, document.seal)) return notice;
    return { ...unreadable, ...notice, id: document._id, distrust: 'not-ours' };
  };
  const many = (documents: readonly NoticeDocument[]) => documents.map(read);

  return {
    keep: (notice) =>
      asking(`keeping notice ${notice.id}`, async () => {
        const message = JSON.parse(JSON.stringify(notice.message)) as WaitingNotice['message'];
        const record = waitingNotice.parse({ ...notice, message });
        const seal = sealNotice(sealer, tenant, record);
        await insertOnce(model, { _id: idOf(notice.id), tenant, ...record, late: false, seal });
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
    named: (prefix) =>
      asking('looking for notices by name', async () => {
        const found = await model.find({ _id: idsBeginning(tenant, prefix) }, { id: 1 }).lean();
        return found.map(({ id }) => id);
      }),
    drop: (id) =>
      asking(`dropping notice ${id}`, async () => {
        // Whatever somebody gave it for an _id.
        const keys = [id, ...(Types.ObjectId.isValid(id) ? [new Types.ObjectId(id)] : [])];
        await rawOf(model).deleteMany({ tenant, _id: { $in: keys } } as never);
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
