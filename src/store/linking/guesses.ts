import { type Connection, type Model, Schema } from 'mongoose';
import { type Account, accountKey } from '../../domain/identity.ts';
import type { Guess, LinkStore } from '../../ports/links.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { insertOnce, schemaOptions } from '../mongo/documents.ts';
import { asking } from '../mongo/errors.ts';
import { modelOnce } from '../mongo/model-once.ts';

/** The commands by which one account tried codes, or names, within one hour. */
export interface GuessDocument {
  readonly _id: string;
  readonly tenant: string;
  /** Hours since the epoch. */
  readonly hour: number;
  readonly commands: readonly string[];
}

export const guessModel = (connection: Connection): Model<GuessDocument> =>
  modelOnce<GuessDocument>(
    connection,
    'LinkGuess',
    () =>
      new Schema<GuessDocument>({ _id: String, tenant: String, hour: Number, commands: [String] }, schemaOptions).index(
        { tenant: 1, hour: 1 },
        { name: 'by_hour' },
      ),
    'link_guesses',
  );

const hourMs = 3_600_000;

/** The part of `links` that bounds how much an account may try. */
export function createGuesses(model: Model<GuessDocument>, tenant: string): Pick<LinkStore, 'guess' | 'forgive'> {
  const hourOf = (at: number): number => Math.floor(at / hourMs);
  const idOf = (what: Guess, account: Account, at: number): string =>
    derivedId(tenant, what, accountKey(account), String(hourOf(at)));

  return {
    guess: (what, account, command, at, most) =>
      asking('counting what an account tries', async () => {
        const _id = idOf(what, account, at);
        if (await insertOnce(model, { _id, tenant, hour: hourOf(at), commands: [command] })) {
          await model.deleteMany({ tenant, hour: { $lt: hourOf(at) - 1 } });
          return true;
        }
        const counted = await model.updateOne(
          { _id, $or: [{ commands: command }, { [`commands.${most - 1}`]: { $exists: false } }] },
          { $addToSet: { commands: command } },
        );
        return counted.matchedCount === 1;
      }),
    forgive: (what, account, command, at) =>
      asking('giving back a try', async () => {
        await model.updateOne({ _id: idOf(what, account, at) }, { $pull: { commands: command } });
      }),
  };
}
