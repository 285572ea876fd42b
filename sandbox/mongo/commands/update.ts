import { Int32 } from 'bson';
import { checkFields, type FieldRules, readDocument, readDocuments, readFlag } from '../arguments.ts';
import type { Collection, Stored } from '../collection.ts';
import { mongoError } from '../errors.ts';
import { parseFilter } from '../filter.ts';
import { runQuery } from '../scan.ts';
import { checkValues } from '../storable.ts';
import { applyUpdate, checkId, upsertDoc } from '../update.ts';
import { parseUpdate } from '../update-spec.ts';
import type { Doc } from '../values.ts';
import type { Command, Context } from './command.ts';
import { checkBatch } from './insert.ts';
import { deadlineOf, hintOf, planQuery, target } from './query-body.ts';
import { createWriteErrors } from './write-errors.ts';

/** What one update did. */
interface Outcome {
  readonly matched: number;
  readonly modified: number;
  readonly upserted: unknown;
}

const ENTRY_FIELDS: FieldRules = {
  q: 'taken',
  u: 'taken',
  multi: 'taken',
  upsert: 'taken',
  arrayFilters: 'taken',
  hint: 'taken',
  collation: 'onlyIfEmpty',
  c: 'onlyIfEmpty',
  sort: 'onlyIfEmpty',
  upsertSupplied: 'refused',
};

/** A checked entry of `update.updates`, ready to run inside a storage job. */
const prepare = (
  context: Context,
  entry: Doc,
  body: Doc,
): ((there: Collection | undefined, make: () => Collection) => Outcome) => {
  const filterDoc = readDocument(entry, 'q', 'update.updates');
  const filter = parseFilter(filterDoc);
  if (entry['u'] === undefined)
    throw mongoError(40414, "BSON field 'update.updates.u' is missing but a required field");
  const update = parseUpdate(entry['u'], entry['arrayFilters']);
  const multi = readFlag(entry, 'multi', 'update.updates', false);
  const upsert = readFlag(entry, 'upsert', 'update.updates', false);
  if (multi && update.kind === 'replace') {
    throw mongoError(9, 'multi update is not supported for replacement-style update');
  }
  const now = context.now();
  return (there, make) => {
    const deadline = deadlineOf(body, now);
    const query = planQuery(there, { filter: filterDoc, limit: multi ? 0 : 1, hint: hintOf(entry), deadline });
    const found: Stored[] = [...runQuery(there, query)];
    let modified = 0;
    for (const stored of found) {
      const doc = applyUpdate(stored.doc, update, filter, now);
      checkValues(doc);
      if (there?.replace(stored, doc)) modified++;
    }
    if (found.length > 0 || !upsert) return { matched: found.length, modified, upserted: undefined };
    const doc = upsertDoc(update, filter, now);
    checkId(doc['_id']);
    make().insert(doc);
    return { matched: 0, modified: 0, upserted: { id: doc['_id'] } };
  };
};

export const update: Command = {
  name: 'update',
  fields: { updates: 'taken', ordered: 'taken', bypassDocumentValidation: 'taken', let: 'onlyIfEmpty' },
  run: (context, body) => {
    const { db, name } = target(context, body, 'update');
    const updates = readDocuments(body, 'updates', 'update');
    checkBatch(updates);
    for (const entry of updates) checkFields('update.updates', entry, ENTRY_FIELDS);
    const errors = createWriteErrors(readFlag(body, 'ordered', 'update', true));
    return context.storage.write(() => {
      let [n, nModified] = [0, 0];
      const upserted: Doc[] = [];
      for (const [index, entry] of updates.entries()) {
        const goOn = errors.attempt(index, () => {
          const run = prepare(context, entry, body);
          const outcome = run(context.catalog.find(db, name), () => context.catalog.ensure(db, name));
          n += outcome.matched;
          nModified += outcome.modified;
          if (outcome.upserted === undefined) return;
          n++;
          upserted.push({ index: new Int32(index), _id: (outcome.upserted as { id: unknown }).id });
        });
        if (!goOn) break;
      }
      return {
        n: new Int32(n),
        nModified: new Int32(nModified),
        ...(upserted.length > 0 ? { upserted } : {}),
        ...errors.fields(),
      };
    });
  },
};
