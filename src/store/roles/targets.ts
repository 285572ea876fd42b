import { type Connection, type Model, Schema } from 'mongoose';
import { type Account, accountKey } from '../../domain/identity.ts';
import { type TargetRecord, type TargetState, type TargetStore, untouched } from '../../ports/targets.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { insertOnce, schemaOptions } from '../mongo/documents.ts';
import { asking } from '../mongo/errors.ts';
import { targetRecord, targetState } from '../records/target.ts';
import { modelOnce } from '../mongo/model-once.ts';

interface TargetDocument extends TargetRecord {
  readonly _id: string;
  readonly tenant: string;
  readonly platform: string;
  /** The account's written form. */
  readonly accountKey: string;
  /** Whether somebody holds it by Latchkey: the flag of the partial index. */
  readonly held: boolean;
}

const mixed = Schema.Types.Mixed;

export const targetModel = (connection: Connection): Model<TargetDocument> =>
  modelOnce<TargetDocument>(
    connection,
    'Target',
    () =>
      new Schema<TargetDocument>(
        {
          _id: String,
          tenant: String,
          id: String,
          account: mixed,
          accountKey: String,
          platform: String,
          role: String,
          lookAt: Number,
          asked: Number,
          claimedAt: Number,
          state: mixed,
          held: Boolean,
        },
        schemaOptions,
      )
        .index({ tenant: 1, lookAt: 1 }, { name: 'due' })
        .index({ tenant: 1, accountKey: 1 }, { name: 'of_account' })
        .index({ tenant: 1, platform: 1, role: 1 }, { name: 'of_role' }),
    'targets',
  );

/** Roles of accounts, one record each. */
export function createTargets(model: Model<TargetDocument>, tenant: string): TargetStore {
  const idOf = (id: string): string => derivedId(tenant, id);
  const nameOf = (account: Account, role: string): string => `${accountKey(account)}/${role}`;
  const many = (documents: readonly unknown[]) => documents.map((document) => targetRecord.parse(document));
  const stateOf = (state: TargetState) => ({ state: targetState.parse(state), held: state.given !== null });

  async function look(account: Account, role: string, at: number): Promise<TargetRecord> {
    const id = nameOf(account, role);
    const record = { id, account, role, lookAt: at, asked: 1, claimedAt: null, state: untouched };
    const { platform } = account;
    const beside = { tenant, platform, accountKey: accountKey(account), held: false };
    if (await insertOnce(model, { _id: idOf(id), ...targetRecord.parse(record), ...beside })) return record;
    await model.updateOne({ _id: idOf(id) }, { $inc: { asked: 1 } });
    await model.updateOne(
      { _id: idOf(id), $or: [{ lookAt: null }, { lookAt: { $gt: at } }] },
      { $set: { lookAt: at } },
    );
    return targetRecord.parse(await model.findOne({ _id: idOf(id) }).lean());
  }

  async function settle(
    id: string,
    { claimedAt, asked }: { readonly claimedAt: number; readonly asked: number },
    state: TargetState,
    lookAt: number | null,
  ): ReturnType<TargetStore['settle']> {
    const mine = { _id: idOf(id), claimedAt };
    const written = await model.updateOne({ ...mine, asked }, { $set: { ...stateOf(state), lookAt, claimedAt: null } });
    if (written.matchedCount === 1) return { is: 'settled' };
    const still = await model.findOne(mine, { asked: 1 }).lean();
    return still === null ? { is: 'lost' } : { is: 'again', asked: still.asked };
  }

  return {
    look: (account, role, at) => asking(`having role ${role} looked at`, () => look(account, role, at)),
    byId: (id) =>
      asking(`reading target ${id}`, async () => {
        const document = await model.findOne({ _id: idOf(id) }).lean();
        return document && targetRecord.parse(document);
      }),
    claim: (id, at, leaseMs) =>
      asking(`claiming target ${id}`, async () => {
        const document = await model
          .findOneAndUpdate(
            { _id: idOf(id), $or: [{ claimedAt: null }, { claimedAt: { $lte: at - leaseMs } }] },
            { $set: { claimedAt: at, lookAt: at + leaseMs } },
            { returnDocument: 'before' },
          )
          .lean();
        return document && targetRecord.parse(document);
      }),
    keep: (id, claimedAt, at, leaseMs, state) =>
      asking(`writing what is done about target ${id}`, async () => {
        const set = { ...stateOf(state), claimedAt: at, lookAt: at + leaseMs };
        return (await model.updateOne({ _id: idOf(id), claimedAt }, { $set: set })).matchedCount === 1;
      }),
    settle: (id, claim, state, lookAt) => asking(`settling target ${id}`, () => settle(id, claim, state, lookAt)),
    due: (at, limit) =>
      asking('looking for targets that are due', async () => {
        const found = await model
          .find({ tenant, lookAt: { $lte: at } }, { id: 1 })
          .sort({ lookAt: 1 })
          .limit(limit)
          .lean();
        return found.map(({ id }) => id);
      }),
    ofAccount: (account) =>
      asking('reading the targets of an account', async () =>
        many(
          await model
            .find({ tenant, accountKey: accountKey(account) })
            .sort({ _id: 1 })
            .lean(),
        ),
      ),
    ofRole: (platform, role) =>
      asking(`reading the targets of role ${role}`, async () =>
        many(await model.find({ tenant, platform, role }).sort({ _id: 1 }).lean()),
      ),
    rolesGiven: () =>
      asking('reading which roles are given', async () => {
        const found = await model.find({ tenant, held: true }, { platform: 1, role: 1 }).lean();
        const roles = new Map(found.map(({ platform, role }) => [`${platform} ${role}`, { platform, role }]));
        return [...roles.values()];
      }),
  };
}
