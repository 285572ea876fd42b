import type { Model } from 'mongoose';
import type { TargetNote } from '../../ports/targets.ts';
import type { AccessDocument } from './document.ts';
import { targetNote } from '../records/target.ts';

/** As it stands in MongoDB: documents of the first days have no notes. */
interface Noted {
  readonly targets?: readonly TargetNote[];
  readonly notes?: number;
  readonly events: readonly object[];
}

/** Tries to write between other writers of the same notes. */
const maxTries = 20;

/**
 * Notes what became of a role on the access that gives it, and has its cards brought up to date; false where that is
 * noted already. `version` is not touched: what is noted decides nothing.
 */
export async function noteTarget(
  model: Model<AccessDocument>,
  _id: string,
  given: TargetNote,
  at: number,
): Promise<boolean> {
  const note = targetNote.parse(given);
  for (let attempt = 0; attempt < maxTries; attempt++) {
    const found = await model.findOne({ _id }, { targets: 1, notes: 1, 'events.n': 1 }).lean<Noted>();
    if (!found) return false;
    const { targets = [], notes = null } = found;
    const others = targets.filter((one) => one.role !== note.role || one.account !== note.account);
    const known = targets.find((one) => one.role === note.role && one.account === note.account);
    if (known && JSON.stringify(targetNote.parse(known)) === JSON.stringify(note)) return false;
    const next = (notes ?? 0) + 1;
    const entry = { id: `t${next}.cards`, kind: 'cards' as const, n: found.events.length, at };
    const written = await model.updateOne(
      { _id, notes },
      { $set: { targets: [...others, note], notes: next }, $push: { outbox: entry } },
    );
    if (written.matchedCount === 1) return true;
  }
  throw new Error(`The notes of access ${_id} are written by too many at once`);
}

/** The same where there is nothing to note: what cards show beside the access changed. */
export async function redrawCards(model: Model<AccessDocument>, _id: string, at: number): Promise<void> {
  for (let attempt = 0; attempt < maxTries; attempt++) {
    const found = await model.findOne({ _id }, { notes: 1, 'events.n': 1 }).lean<Noted>();
    if (!found) return;
    const { notes = null } = found;
    const next = (notes ?? 0) + 1;
    const entry = { id: `t${next}.cards`, kind: 'cards' as const, n: found.events.length, at };
    const written = await model.updateOne({ _id, notes }, { $set: { notes: next }, $push: { outbox: entry } });
    if (written.matchedCount === 1) return;
  }
  throw new Error(`The notes of access ${_id} are written by too many at once`);
}
