import { type Connection, type Model, Schema } from 'mongoose';
import { type Account, accountKey, type PersonId } from '../domain/identity.ts';
import type { BindingProof, BoundAccount } from '../ports/store.ts';
import { derivedId } from './derived-id.ts';
import { insertOnce, schemaOptions } from './documents.ts';
import { isDuplicate } from './errors.ts';
import { boundAccount } from './records/person.ts';

/** A chat account and the person it points to: one account once, one of a workspace a person. */
interface AccountDocument {
  readonly _id: string;
  readonly tenant: string;
  readonly platform: string;
  readonly workspace: string;
  readonly user: string;
  readonly person: PersonId;
  readonly email: string | null;
  readonly how: BindingProof;
  readonly name: string;
  readonly boundAt: number;
  readonly outsideSince: number | null;
}

export const accountModel = (connection: Connection): Model<AccountDocument> =>
  connection.model<AccountDocument>(
    'Account',
    new Schema<AccountDocument>(
      {
        _id: String,
        tenant: String,
        platform: String,
        workspace: String,
        user: String,
        person: String,
        email: String,
        how: String,
        name: String,
        boundAt: Number,
        outsideSince: Number,
      },
      schemaOptions,
    )
      .index({ tenant: 1, person: 1, platform: 1, workspace: 1 }, { name: 'one_in_workspace', unique: true })
      .index({ tenant: 1, how: 1, boundAt: -1 }, { name: 'by_proof' }),
    'accounts',
  );

export type Accounts = ReturnType<typeof createAccounts>;

/** The part of `people` that is about accounts. Errors are the driver's: the caller wraps them. */
export function createAccounts(model: Model<AccountDocument>, tenant: string) {
  const idOf = (account: Account): string => derivedId(tenant, accountKey(account));
  const workspaceOf = (person: PersonId, { platform, workspace }: Account) => ({ tenant, person, platform, workspace });
  const documentOf = (bound: BoundAccount): AccountDocument => {
    const { account, ...rest } = boundAccount.parse(bound);
    return { _id: idOf(account), tenant, ...account, ...rest };
  };

  return {
    async find(account: Account): Promise<BoundAccount | null> {
      const document = await model.findOne({ _id: idOf(account) }).lean();
      return document && boundOf(document);
    },
    /** By their written forms; those that are bound to nobody are left out. */
    async findWritten(keys: readonly string[]): Promise<readonly BoundAccount[]> {
      const documents = await model.find({ _id: { $in: keys.map((key) => derivedId(tenant, key)) } }).lean();
      return documents.map(boundOf);
    },
    async linked(skip: number, limit: number): Promise<readonly BoundAccount[]> {
      const how: BindingProof[] = ['code', 'sign-in'];
      const documents = await model
        .find({ tenant, how: { $in: how } })
        .sort({ boundAt: -1, _id: 1 })
        .skip(skip)
        .limit(limit)
        .lean();
      return documents.map(boundOf);
    },
    async ofPeople(people: readonly PersonId[]): Promise<readonly BoundAccount[]> {
      const documents = await model
        .find({ tenant, person: { $in: [...people] } })
        .sort({ person: 1, platform: 1, workspace: 1 })
        .lean();
      return documents.map(boundOf);
    },
    /** Whether the person has another account where this one is. */
    async hasAnother(person: PersonId, account: Account): Promise<boolean> {
      const other = await model.findOne(workspaceOf(person, account), { _id: 1 }).lean();
      return other !== null && other._id !== idOf(account);
    },
    /** False where the account is bound, or the person has one in that workspace. */
    insert: (bound: BoundAccount): Promise<boolean> => insertOnce(model, documentOf(bound)),
    /** Follows a changed e-mail or name of an account that stays with its person. */
    async renew(
      account: Account,
      change: { readonly email: string; readonly name: string; readonly boundAt?: number },
    ) {
      await model.updateOne({ _id: idOf(account) }, { $set: change });
    },
    /** The account takes the place of whichever one the person has in that workspace. Harmless to repeat. */
    async replace(bound: BoundAccount): Promise<void> {
      const document = documentOf(bound);
      for (;;) {
        await model.deleteMany({ ...workspaceOf(bound.person, bound.account), _id: { $ne: document._id } });
        if (await insertOnce(model, document)) return;
        if (await moveTo(document)) return;
      }
    },
    async remove(account: Account, boundAt: number): Promise<boolean> {
      return (await model.deleteOne({ _id: idOf(account), boundAt })).deletedCount === 1;
    },
    async markOutside(account: Account, since: number | null): Promise<boolean> {
      const change = await model.updateOne(
        { _id: idOf(account), outsideSince: since === null ? { $ne: null } : null },
        { $set: { outsideSince: since } },
      );
      return change.modifiedCount === 1;
    },
  };

  /** False where another account of the person came in between. */
  async function moveTo({ _id, ...document }: AccountDocument): Promise<boolean> {
    try {
      return (await model.updateOne({ _id }, { $set: document })).matchedCount === 1;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }
}

function boundOf({ platform, workspace, user, ...document }: AccountDocument): BoundAccount {
  return boundAccount.parse({ ...document, account: { platform, workspace, user } });
}
