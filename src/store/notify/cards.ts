import { type Connection, type Model, Schema } from 'mongoose';
import type { CardRecord, CardStore } from '../../ports/messages.ts';
import { derivedId, idsBeginning } from '../mongo/derived-id.ts';
import { insertOrRead, schemaOptions } from '../mongo/documents.ts';
import { asking, isDuplicate } from '../mongo/errors.ts';
import { cardRecord } from '../records/card.ts';
import { modelOnce } from '../mongo/model-once.ts';

interface CardDocument extends CardRecord {
  readonly _id: string;
  readonly tenant: string;
  /** Neither in the chat nor given up: the flag of the partial index. */
  readonly pending: boolean;
  /** Something keeps it from being shown: the flag of another one. */
  readonly troubled?: boolean;
  /** Text that it shows is being erased: nobody edits it yet. */
  readonly erasing?: boolean;
  /** Text that it shows was erased: the flag of another one. */
  readonly outdated?: boolean;
}

const mixed = Schema.Types.Mixed;

export const cardModel = (connection: Connection): Model<CardDocument> =>
  modelOnce<CardDocument>(
    connection,
    'Card',
    () =>
      new Schema<CardDocument>(
        {
          _id: String,
          id: String,
          tenant: String,
          kind: String,
          platform: String,
          channel: String,
          access: String,
          ask: String,
          from: Number,
          to: Number,
          person: String,
          ref: mixed,
          shown: Number,
          attemptedAt: Number,
          failed: String,
          trouble: mixed,
          sentSince: Number,
          again: mixed,
          pending: Boolean,
          troubled: Boolean,
          erasing: Boolean,
          outdated: Boolean,
          erasures: Number,
        },
        schemaOptions,
      )
        .index({ tenant: 1, access: 1 }, { name: 'of_access' })
        .index({ tenant: 1, attemptedAt: 1 }, { name: 'pending', partialFilterExpression: { pending: true } })
        .index({ tenant: 1, kind: 1 }, { name: 'troubled', partialFilterExpression: { troubled: true } })
        .index({ tenant: 1, from: 1 }, { name: 'outdated', partialFilterExpression: { outdated: true } })
        .index(
          { tenant: 1, platform: 1, channel: 1, to: 1 },
          { name: 'audit_of_channel', partialFilterExpression: { kind: 'audit' } },
        )
        .index(
          { tenant: 1, platform: 1, to: 1 },
          { name: 'audit_of_platform', partialFilterExpression: { kind: 'audit' } },
        ),
    'cards',
  );

export function createCards(model: Model<CardDocument>, tenant: string): CardStore {
  const idOf = (id: string): string => derivedId(tenant, id);
  const one = (document: CardDocument | null): CardRecord | null => document && cardRecord.parse(document);
  const many = (documents: readonly CardDocument[]) => documents.map((document) => cardRecord.parse(document));

  return {
    ensure: (card) =>
      asking(`making sure of card ${card.id}`, async () => {
        const record = cardRecord.parse(card);
        const pending = record.ref === null && record.failed === null;
        return cardRecord.parse(await insertOrRead(model, { _id: idOf(card.id), tenant, ...record, pending }));
      }),
    ofAccess: (access) =>
      asking(`reading the cards of access ${access}`, async () =>
        many(await model.find({ tenant, access }).sort({ _id: 1 }).lean()),
      ),
    claim: (card, at, leaseMs) =>
      asking(`claiming card ${card.id}`, async () => {
        const { attemptedAt: _attemptedAt, sentSince: _sentSince, ...record } = cardRecord.parse(card);
        const _id = idOf(card.id);
        const isPending = record.ref === null && record.failed === null;
        try {
          const before = await model
            .findOneAndUpdate(
              { _id, attemptedAt: null },
              {
                $set: { attemptedAt: at, sentSince: at },
                $setOnInsert: { tenant, ...record, pending: isPending },
              },
              { upsert: true, returnDocument: 'before' },
            )
            .lean();
          return one(before) ?? { ...record, attemptedAt: null };
        } catch (error) {
          if (!isDuplicate(error)) throw error;
        }
        // Whoever takes over leaves the time of the first attempt as it is: the message may be there since then.
        const late = { _id, attemptedAt: { $lte: at - leaseMs } };
        return one(
          await model.findOneAndUpdate(late, { $set: { attemptedAt: at } }, { returnDocument: 'before' }).lean(),
        );
      }),
    hold: (id, attemptedAt, now) =>
      asking(`holding card ${id}`, async () => {
        const { matchedCount } = await model.updateOne({ _id: idOf(id), attemptedAt }, { $set: { attemptedAt: now } });
        return matchedCount > 0;
      }),
    settle: (id, attemptedAt, { ref, shown, failed, trouble, again }) =>
      asking(`settling card ${id}`, async () => {
        await model.updateOne(
          { _id: idOf(id), attemptedAt },
          {
            $set: {
              attemptedAt: null,
              ...(ref !== undefined && { ref, pending: ref === null }),
              ...(failed !== undefined && { failed, pending: false }),
              ...(trouble !== undefined && { trouble, troubled: trouble !== null }),
              ...(again !== undefined && { again }),
            },
            $unset: { sentSince: 1 },
            ...(shown !== undefined && { $max: { shown } }),
          },
        );
      }),
    reopen: (id) =>
      asking(`taking up card ${id} again`, async () => {
        const _id = idOf(id);
        await model.updateOne({ _id, failed: { $ne: null }, ref: null }, { $set: { failed: null, pending: true } });
        await model.updateOne({ _id, failed: { $ne: null } }, { $set: { failed: null } });
      }),
    givenUp: (limit) =>
      asking('looking for messages that were given up', async () =>
        many(
          await model
            .find({ tenant, kind: { $in: ['approval', 'audit'] }, failed: { $ne: null } })
            .limit(limit)
            .lean(),
        ),
      ),
    unsentAudit: (platform, channel) =>
      asking('looking for audit messages that were not sent', async () =>
        many(await model.find({ tenant, pending: true, kind: 'audit', platform, channel }).sort({ from: 1 }).lean()),
      ),
    outdated: (limit) =>
      asking('looking for messages that show erased text', async () =>
        many(await model.find({ tenant, outdated: true }).sort({ from: 1 }).limit(limit).lean()),
      ),
    unedited: (prefix) =>
      asking('looking for messages that were not edited', async () => {
        const _id = idsBeginning(tenant, prefix);
        return many(await model.find({ _id, kind: 'notice', shown: 0, failed: null, ref: { $ne: null } }).lean());
      }),
    upToDate: (id, erasures) =>
      asking(`noting that card ${id} is up to date`, async () => {
        await model.updateOne({ _id: idOf(id), erasures }, { $set: { outdated: false } });
      }),
    troubled: (limit) =>
      asking('looking for messages that wait', async () =>
        many(await model.find({ tenant, troubled: true }).limit(limit).lean()),
      ),
    lastAudit: (platform, channel, head) =>
      asking('reading the newest audit message', async () => {
        const upTo = { tenant, kind: 'audit' as const, platform, channel, to: { $lte: head } };
        return one(await model.findOne(upTo).sort({ to: -1 }).lean());
      }),
    lastAuditTo: (platform, head) =>
      asking('reading how far the audit channel is', async () => {
        const upTo = { tenant, kind: 'audit' as const, platform, to: { $lte: head } };
        const newest = await model.findOne(upTo, { to: 1 }).sort({ to: -1 }).lean();
        return newest?.to ?? 0;
      }),
    unsent: (before, limit) =>
      asking('looking for messages that were not sent', async () =>
        many(
          await model
            .find({ tenant, pending: true, $or: [{ attemptedAt: null }, { attemptedAt: { $lt: before } }] })
            .sort({ attemptedAt: 1 })
            .limit(limit)
            .lean(),
        ),
      ),
  };
}
