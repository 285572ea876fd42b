import { type Connection, type Model, Schema } from 'mongoose';
import { accountKey } from '../domain/identity.ts';
import type { LinkRecord, LinkStore } from '../ports/links.ts';
import { derivedId } from './derived-id.ts';
import { insertOnce, schemaOptions } from './documents.ts';
import { asking } from './errors.ts';
import { createGuesses, type GuessDocument } from './link-guesses.ts';
import { linkRecord } from './records/link.ts';

interface LinkDocument extends LinkRecord {
  readonly _id: string;
  readonly tenant: string;
  readonly startedBy: string;
  /** `open` or `entered`: the flag of the partial index. */
  readonly live: boolean;
}

const mixed = Schema.Types.Mixed;
const live: LinkRecord['state'][] = ['open', 'entered'];

export const linkModel = (connection: Connection): Model<LinkDocument> =>
  connection.model<LinkDocument>(
    'Link',
    new Schema<LinkDocument>(
      {
        _id: String,
        tenant: String,
        id: String,
        kind: String,
        state: String,
        starter: mixed,
        other: mixed,
        secret: mixed,
        email: String,
        unlink: mixed,
        tries: [String],
        at: Number,
        expiresAt: Number,
        agreedAt: Number,
        startedBy: String,
        live: Boolean,
      },
      schemaOptions,
    )
      .index(
        { tenant: 1, startedBy: 1, kind: 1 },
        { name: 'one_of_an_account', unique: true, partialFilterExpression: { live: true } },
      )
      .index({ tenant: 1, state: 1, agreedAt: 1 }, { name: 'by_state' }),
    'links',
  );

/** Attempts to link and unlink accounts. Every step is one conditional write; nothing is deleted, what is late is refused. */
export function createLinks(model: Model<LinkDocument>, guesses: Model<GuessDocument>, tenant: string): LinkStore {
  const idOf = (id: string): string => derivedId(tenant, id);
  const documentOf = (link: LinkRecord, isLive: boolean): LinkDocument => {
    const record = linkRecord.parse(link);
    return { ...record, _id: idOf(link.id), tenant, startedBy: accountKey(link.starter.account), live: isLive };
  };
  const find = async (id: string): Promise<LinkRecord | null> => {
    const document = await model.findOne({ _id: idOf(id) }).lean();
    return document && linkRecord.parse(document);
  };
  const many = (documents: readonly unknown[]) => documents.map((document) => linkRecord.parse(document));
  const over = (state: LinkRecord['state']) => ({ state, live: false });
  /** True for the one write that changed it. */
  const change = async (filter: object, set: object): Promise<boolean> =>
    (await model.updateOne(filter, { $set: set })).modifiedCount === 1;

  return {
    ...createGuesses(guesses, tenant),
    start: (link) =>
      asking('starting a link', async () => {
        const document = documentOf(link, true);
        const { startedBy, kind } = document;
        while (!(await insertOnce(model, document))) {
          await model.updateOne({ tenant, startedBy, kind, live: true }, { $set: over('replaced') });
        }
      }),
    add: (link) =>
      asking('adding what is to be unlinked', async () => {
        await insertOnce(model, documentOf(link, false));
      }),
    byId: (id) => asking('reading a link', () => find(id)),
    live: (now) =>
      asking('reading the codes that are open', async () =>
        many(
          await model
            .find({ tenant, state: { $in: live }, kind: 'code', expiresAt: { $gt: now } })
            .sort({ _id: 1 })
            .lean(),
        ),
      ),
    tried: (id, command, most) =>
      asking('counting a try of a code', async () => {
        const open = { _id: idOf(id), state: 'open' as const };
        await model.updateOne(open, { $addToSet: { tries: command } });
        const spent = await change({ ...open, [`tries.${most - 1}`]: { $exists: true } }, over('spent'));
        return spent ? 'spent' : 'counted';
      }),
    enter: (id, account, reply, now) =>
      asking('entering a code', async () => {
        const link = await find(id);
        if (!link?.other || accountKey(link.other.account) !== accountKey(account)) return null;
        const inTime = { _id: idOf(id), state: { $in: live }, expiresAt: { $gt: now } };
        const entered = await model.updateOne(inTime, { $set: { state: 'entered', 'other.reply': reply } });
        return entered.matchedCount === 1 ? find(id) : null;
      }),
    confirm: (id, side, now) =>
      asking('confirming a link', async () => {
        const entered = { _id: idOf(id), state: 'entered' as const };
        await change(
          { ...entered, expiresAt: { $gt: now }, [`${side}.confirmedAt`]: null },
          { [`${side}.confirmedAt`]: now },
        );
        await change(
          { ...entered, 'starter.confirmedAt': { $ne: null }, 'other.confirmedAt': { $ne: null } },
          { ...over('agreed'), agreedAt: now },
        );
        return find(id);
      }),
    prove: (id, email, now) =>
      asking('using what was started for signing in', () =>
        change(
          { _id: idOf(id), state: 'open', kind: 'sign-in', expiresAt: { $gt: now } },
          { ...over('agreed'), email, agreedAt: now },
        ),
      ),
    refuse: (id) => asking('refusing a link', () => change({ _id: idOf(id), state: { $in: live } }, over('refused'))),
    close: (id, state) =>
      asking('closing a link', async () => {
        const agreed = { _id: idOf(id), state: 'agreed' as const };
        await change(agreed, { ...over(state), 'starter.reply': null });
        await change({ _id: idOf(id), state, other: { $ne: null } }, { 'other.reply': null });
      }),
    agreed: (before, limit) =>
      asking('looking for links that were agreed', async () =>
        many(
          await model
            .find({ tenant, state: 'agreed', agreedAt: { $lte: before } })
            .sort({ agreedAt: 1 })
            .limit(limit)
            .lean(),
        ),
      ),
  };
}
