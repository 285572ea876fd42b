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
export function noteTarget(model: Model<AccessDocument>, _id: string, given: TargetNote, at: number): Promise<boolean> {
  const note = targetNote.parse(given);
  return writeNotes(model, _id, at, ({ targets = [] }) => {
    const others = targets.filter((one) => one.role !== note.role || one.account !== note.account);
    const known = targets.find((one) => one.role === note.role && one.account === note.account);
    const isKnown = known && JSON.stringify(targetNote.parse(known)) === JSON.stringify(note);
    return isKnown ? null : { targets: [...others, note] };
  });
}

/** The same where there is nothing to note: what cards show beside the access changed. */
export async function redrawCards(model: Model<AccessDocument>, _id: string, at: number): Promise<void> {
  await writeNotes(model, _id, at, () => ({}));
}

/** Writes what `change` makes of the notes, and that cards are to be drawn; false where it makes nothing, or nothing is there. */
async function writeNotes(
  model: Model<AccessDocument>,
  _id: string,
  at: number,
  change: (found: Noted) => Pick<Noted, 'targets'> | null,
): Promise<boolean> {
  for (let attempt = 0; attempt < maxTries; attempt++) {
    const found = await model.findOne({ _id }, { targets: 1, notes: 1, 'events.n': 1 }).lean<Noted>();
    const changed = found && change(found);
    if (!found || changed === null) return false;
    const { notes = null } = found;
    const next = (notes ?? 0) + 1;
    const entry = { id: `t${next}.cards`, kind: 'cards' as const, n: found.events.length, at };
    const written = await model.updateOne(
      { _id, notes },
      { $set: { ...changed, notes: next }, $push: { outbox: entry } },
    );
    if (written.matchedCount === 1) return true;
  }
  throw new Error(`The notes of access ${_id} are written by too many at once`);
}
