import { Int32 } from 'bson';
import { checkFields, type FieldRules, readDocument, readDocuments, readFlag } from '../arguments.ts';
import { mongoError } from '../errors.ts';
import { runQuery } from '../scan.ts';
import { type Doc, show, toNumber } from '../values.ts';
import type { Command, Context } from './command.ts';
import { checkBatch } from './insert.ts';
import { deadlineOf, hintOf, planQuery, target } from './query-body.ts';
import { createWriteErrors } from './write-errors.ts';

const ENTRY_FIELDS: FieldRules = { q: 'taken', limit: 'taken', hint: 'taken', collation: 'onlyIfEmpty' };

const removeMatching = (context: Context, entry: Doc, body: Doc): number => {
  const limit = toNumber(entry['limit']);
  if (limit === undefined) throw mongoError(40414, "BSON field 'delete.deletes.limit' is missing but a required field");
  if (limit !== 0 && limit !== 1) {
    throw mongoError(9, `The limit field in delete objects must be 0 or 1. Got ${show(entry['limit'])}`);
  }
  const { collection } = target(context, body, 'delete');
  const query = planQuery(collection, {
    filter: readDocument(entry, 'q', 'delete.deletes'),
    limit,
    hint: hintOf(entry),
    deadline: deadlineOf(body, context.now()),
  });
  const found = [...runQuery(collection, query)];
  for (const stored of found) collection?.remove(stored);
  return found.length;
};

export const deleteCommand: Command = {
  name: 'delete',
  fields: { deletes: 'taken', ordered: 'taken', let: 'onlyIfEmpty' },
  run: (context, body) => {
    const deletes = readDocuments(body, 'deletes', 'delete');
    checkBatch(deletes);
    for (const entry of deletes) checkFields('delete.deletes', entry, ENTRY_FIELDS);
    const errors = createWriteErrors(readFlag(body, 'ordered', 'delete', true));
    return context.storage.write(() => {
      let n = 0;
      for (const [index, entry] of deletes.entries()) {
        const goOn = errors.attempt(index, () => {
          n += removeMatching(context, entry, body);
        });
        if (!goOn) break;
      }
      return { n: new Int32(n), ...errors.fields() };
    });
  },
};
