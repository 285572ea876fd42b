import { type Connection, type Model, Schema } from 'mongoose';
import { type Account, accountKey } from '../domain/identity.ts';
import type { WaitingPerson } from '../ports/store.ts';
import { derivedId } from './derived-id.ts';
import { insertOnce, schemaOptions } from './documents.ts';
import { waitingPerson } from './records/person.ts';

type Verdict = 'accepted' | 'refused';

/** An account that waits for an administrator's word: one document an account. */
interface WaitingDocument extends WaitingPerson {
  readonly _id: string;
  readonly tenant: string;
  /** The first word; the move follows from it, then the document goes. */
  readonly verdict: Verdict | null;
}

export const waitingModel = (connection: Connection): Model<WaitingDocument> =>
  connection.model<WaitingDocument>(
    'WaitingPerson',
    new Schema<WaitingDocument>(
      {
        _id: String,
        id: String,
        tenant: String,
        account: { platform: String, workspace: String, user: String },
        name: String,
        person: String,
        oldEmail: String,
        newEmail: String,
        why: String,
        how: String,
        since: Number,
        verdict: String,
      },
      schemaOptions,
    )
      .index({ tenant: 1, id: 1 }, { name: 'by_id', unique: true })
      .index({ tenant: 1, since: 1 }, { name: 'by_age' }),
    'waiting_people',
  );

export type WaitingPeople = ReturnType<typeof createWaitingPeople>;

/** The part of `people` that is about who waits. Errors are the driver's: the caller wraps them. */
export function createWaitingPeople(model: Model<WaitingDocument>, tenant: string) {
  const idOf = (account: Account): string => derivedId(tenant, accountKey(account));
  const one = (document: WaitingDocument | null): WaitingPerson | null => document && waitingPerson.parse(document);

  return {
    /** True when the account was not waiting with this e-mail yet. A decided entry is not written over. */
    async add(waiting: WaitingPerson): Promise<boolean> {
      const { id, since, newEmail, ...rest } = waitingPerson.parse(waiting);
      const _id = idOf(waiting.account);
      for (;;) {
        if (await insertOnce(model, { ...rest, _id, id, since, newEmail, tenant, verdict: null })) return true;
        const other = await model.updateOne(
          { _id, verdict: null, newEmail: { $ne: newEmail } },
          { $set: { ...rest, id, since, newEmail } },
        );
        if (other.matchedCount === 1) return true;
        const same = await model.updateOne({ _id, verdict: null, newEmail }, { $set: rest });
        if (same.matchedCount === 1) return false;
        if (await model.exists({ _id })) return false;
        if (await model.exists({ tenant, id })) throw new Error(`The id ${id} stands for another account already`);
      }
    },
    async all(): Promise<readonly WaitingPerson[]> {
      const documents = await model.find({ tenant }).sort({ since: 1 }).lean();
      return documents.map((document) => waitingPerson.parse(document));
    },
    byId: async (id: string): Promise<WaitingPerson | null> => one(await model.findOne({ tenant, id }).lean()),
    of: async (account: Account): Promise<WaitingPerson | null> =>
      one(await model.findOne({ _id: idOf(account) }).lean()),
    /** Records the first word and gives the entry with the word that stands; null where there is none. */
    async decide(id: string, verdict: Verdict): Promise<{ waiting: WaitingPerson; verdict: Verdict } | null> {
      await model.updateOne({ tenant, id, verdict: null }, { $set: { verdict } });
      const document = await model.findOne({ tenant, id }).lean();
      return document?.verdict ? { waiting: waitingPerson.parse(document), verdict: document.verdict } : null;
    },
    /** True for the one that took it away. */
    async remove(waiting: WaitingPerson): Promise<boolean> {
      const gone = await model.deleteOne({ _id: idOf(waiting.account), id: waiting.id });
      return gone.deletedCount === 1;
    },
  };
}
