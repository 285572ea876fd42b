import { type Connection, type Model, Schema } from 'mongoose';
import { accountKey } from '../../domain/identity.ts';
import type { LinkRecord, LinkStore } from '../../ports/links.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { insertOnce, schemaOptions } from '../mongo/documents.ts';
import { asking } from '../mongo/errors.ts';
import { createGuesses, type GuessDocument } from './guesses.ts';
import { linkRecord } from '../records/link.ts';
import type { Sealer } from '../seals/sealer.ts';
import { createLinkSeals, type LinkSeals } from './seals.ts';
import { modelOnce } from '../mongo/model-once.ts';

interface LinkDocument extends LinkRecord {
  readonly _id: string;
  readonly tenant: string;
  readonly startedBy: string;
  /** `open` or `entered`: the flag of the partial index. */
  readonly live: boolean;
  /** Of what it is carried out by; links of older versions have none. */
  readonly seals?: LinkSeals;
}

const mixed = Schema.Types.Mixed;
const live: LinkRecord['state'][] = ['open', 'entered'];
/** Not live any more, and not over: whoever carries it out tells both sides. */
const agreed = { state: 'agreed', live: false } as const;

export const linkModel = (connection: Connection): Model<LinkDocument> =>
  modelOnce<LinkDocument>(
    connection,
    'Link',
    () =>
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
          seals: mixed,
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
export function createLinks(
  model: Model<LinkDocument>,
  guesses: Model<GuessDocument>,
  tenant: string,
  sealer: Sealer,
): LinkStore {
  const seals = createLinkSeals(sealer, tenant);
  const idOf = (id: string): string => derivedId(tenant, id);
  const documentOf = (link: LinkRecord, isLive: boolean): LinkDocument => {
    const record = linkRecord.parse(link);
    return {
      ...record,
      _id: idOf(link.id),
      tenant,
      startedBy: accountKey(link.starter.account),
      live: isLive,
      seals: seals.of(record),
    };
  };
  const find = async (id: string): Promise<LinkRecord | null> => {
    const document = await model.findOne({ _id: idOf(id) }).lean();
    return document && read(document);
  };
  const read = (document: LinkDocument): LinkRecord => {
    const link = linkRecord.parse(document);
    const isUsed = [...live, agreed.state].includes(link.state);
    return isUsed && !seals.isOurs(link, document.seals) ? { ...link, distrust: 'not-ours' } : link;
  };
  const many = (documents: readonly LinkDocument[]) => documents.map(read);
  /** True for the one write that changed it. */
  const change = async (filter: object, set: object): Promise<boolean> =>
    (await model.updateOne(filter, { $set: set })).modifiedCount === 1;
  /**
   * Closes what the filter finds: one write for each kind of document, so that what is closed never keeps where its answers
   * went. True where one was closed.
   */
  const close = async (filter: object, state: LinkRecord['state']): Promise<boolean> => {
    const set = { state, live: false, secret: null, 'starter.reply': null };
    const both = await model.updateMany({ ...filter, other: { $ne: null } }, { $set: { ...set, 'other.reply': null } });
    const alone = await model.updateMany({ ...filter, other: null }, { $set: set });
    return both.modifiedCount + alone.modifiedCount > 0;
  };

  let isForgotten = false;

  return {
    ...createGuesses(guesses, tenant),
    start: (link) =>
      asking('starting a link', async () => {
        const document = documentOf(link, true);
        const { startedBy, kind } = document;
        while (!(await insertOnce(model, document))) {
          await close({ tenant, startedBy, kind, live: true }, 'replaced');
        }
      }),
    add: (link) =>
      asking('adding what is to be unlinked', async () => {
        await insertOnce(model, documentOf(link, false));
      }),
    byId: (id) => asking('reading a link', () => find(id)),
    asked: (starter) =>
      asking('reading what an account waits for', async () => {
        const entered = { kind: 'sign-in' as const, live: true, state: 'entered' as const };
        const document = await model.findOne({ tenant, startedBy: accountKey(starter), ...entered }).lean();
        return document && read(document);
      }),
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
        const spent = await close({ ...open, [`tries.${most - 1}`]: { $exists: true } }, 'spent');
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
          { [`${side}.confirmedAt`]: now, ...seals.side(id, side, now) },
        );
        await change(
          { ...entered, 'starter.confirmedAt': { $ne: null }, 'other.confirmedAt': { $ne: null } },
          { ...agreed, agreedAt: now, ...seals.agreed(id, now) },
        );
        return find(id);
      }),
    prove: (id, email, now) =>
      asking('using what was started for signing in', () =>
        change(
          { _id: idOf(id), state: 'open', kind: 'sign-in', expiresAt: { $gt: now } },
          { ...agreed, email, agreedAt: now, ...seals.agreed(id, now), ...seals.email(id, email, null, null) },
        ),
      ),
    ask: (id, email, other, now, until) =>
      asking('asking the other side of a link', () =>
        change(
          { _id: idOf(id), state: 'open', kind: 'sign-in', expiresAt: { $gt: now } },
          {
            state: 'entered',
            email,
            expiresAt: until,
            'starter.confirmedAt': now,
            other: { account: other, reply: null, confirmedAt: null },
            ...seals.side(id, 'starter', now),
            ...seals.email(id, email, accountKey(other), until),
          },
        ),
      ),
    unanswered: (now, limit) =>
      asking('looking for links whose other side said nothing', async () => {
        const silent = {
          tenant,
          live: true,
          state: 'entered' as const,
          kind: 'sign-in' as const,
          expiresAt: { $lte: now },
        };
        const found = await model.find(silent, { _id: 1, id: 1 }).limit(limit).lean();
        for (const { _id, id } of found)
          await change({ _id, ...silent }, { ...agreed, agreedAt: now, ...seals.agreed(id, now) });
      }),
    refuse: (id) => asking('refusing a link', () => close({ _id: idOf(id), state: { $in: live } }, 'refused')),
    expire: (now) =>
      asking('closing links that have expired', async () => {
        // A sign-in whose other side was asked is somebody else's to decide then: see `unanswered`.
        const asked = { $or: [{ state: 'open' as const }, { kind: 'code' as const }] };
        await close({ tenant, live: true, expiresAt: { $lte: now }, ...asked }, 'expired');
        if (isForgotten) return;
        // Earlier versions kept where answers went.
        for (const state of ['refused', 'spent', 'replaced'] as const) {
          await close({ tenant, state, $or: [{ 'starter.reply': { $ne: null } }, { secret: { $ne: null } }] }, state);
        }
        isForgotten = true;
      }),
    close: (id, state) =>
      asking('closing a link', async () => {
        await close({ _id: idOf(id), state: 'agreed' }, state);
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
