import { type Connection, type Model, Schema } from 'mongoose';
import type { AnswerLine, AnswerStore } from '../../ports/answers.ts';
import { NotOurs } from '../../ports/seals.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { schemaOptions } from '../mongo/documents.ts';
import { asking, isDuplicate } from '../mongo/errors.ts';
import type { Sealer } from '../seals/sealer.ts';
import { modelOnce } from '../mongo/model-once.ts';

interface StoredLine {
  /** An `AnswerLine` as JSON. */
  readonly text: string;
  readonly seal: string | null;
}

interface AnswerDocument {
  readonly _id: string;
  readonly tenant: string;
  readonly at: Date;
  /** By their number. */
  readonly lines: Readonly<Record<string, StoredLine>>;
}

/** A command is decided within a day, and its answer can be told no longer than that, in ms. */
const keptMs = 2 * 24 * 60 * 60 * 1_000;

export const answerModel = (connection: Connection): Model<AnswerDocument> =>
  modelOnce<AnswerDocument>(
    connection,
    'Answer',
    () =>
      new Schema<AnswerDocument>(
        { _id: String, tenant: String, at: Date, lines: Schema.Types.Mixed },
        schemaOptions,
      ).index({ tenant: 1, at: 1 }, { name: 'by_age' }),
    'answers',
  );

export function createAnswers(
  model: Model<AnswerDocument>,
  tenant: string,
  now: () => number,
  sealer: Sealer,
): AnswerStore {
  return {
    collect: (key, index, of, line) =>
      asking('collecting the lines of an answer', async () => {
        const text = JSON.stringify(line);
        const stored: StoredLine = { text, seal: sealer.seal('answer', [tenant, key, String(index), text]) };
        const at = now();
        const change = {
          $set: { [`lines.${index}`]: stored },
          $setOnInsert: { tenant, at: new Date(at) },
        };
        const write = () =>
          model
            .findOneAndUpdate({ _id: derivedId(tenant, key) }, change, { upsert: true, returnDocument: 'after' })
            .lean();
        // Two who begin the same one: the slower one finds it there.
        const written = await write().catch((error: unknown) => {
          if (isDuplicate(error)) return write();
          throw error;
        });
        const found = Object.entries(written.lines);
        if (found.length === 1) await model.deleteMany({ tenant, at: { $lt: new Date(at - keptMs) } });
        if (found.length < of) return null;
        return found
          .sort(([one], [other]) => Number(one) - Number(other))
          .map(([number, one]) => read(key, number, one));
      }),
  };

  function read(key: string, number: string, { text, seal }: StoredLine): AnswerLine {
    if (sealer.isOn() && sealer.check(seal, 'answer', [tenant, key, number, text]) !== 'right')
      throw new NotOurs('An answer that somebody waits for was changed in MongoDB');
    return JSON.parse(text) as AnswerLine;
  }
}
