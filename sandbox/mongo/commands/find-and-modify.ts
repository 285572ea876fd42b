import { Int32 } from 'bson';
import { readDocument, readFlag } from '../arguments.ts';
import type { Collection, Stored } from '../collection.ts';
import { mongoError } from '../errors.ts';
import { parseFilter } from '../filter.ts';
import { parseProjection, project } from '../projection.ts';
import { runQuery } from '../scan.ts';
import { checkValues } from '../storable.ts';
import { applyUpdate, checkId, upsertDoc } from '../update.ts';
import { parseUpdate } from '../update-spec.ts';
import type { Doc } from '../values.ts';
import type { Command, Context } from './command.ts';
import { deadlineOf, hintOf, planQuery, target } from './query-body.ts';

interface Modified {
  readonly value: Doc | null;
  readonly lastErrorObject: Doc;
}

const removed = (collection: Collection | undefined, stored: Stored | undefined): Modified => {
  if (stored) collection?.remove(stored);
  return { value: stored?.doc ?? null, lastErrorObject: { n: new Int32(stored ? 1 : 0) } };
};

const updated = (context: Context, body: Doc, collection: () => Collection, stored: Stored | undefined): Modified => {
  const filter = parseFilter(readDocument(body, 'query', 'findAndModify', {}));
  const update = parseUpdate(body['update'], body['arrayFilters']);
  const wantsNew = readFlag(body, 'new', 'findAndModify', false);
  const now = context.now();
  if (stored) {
    const doc = applyUpdate(stored.doc, update, filter, now);
    checkValues(doc);
    collection().replace(stored, doc);
    return {
      value: wantsNew ? doc : stored.doc,
      lastErrorObject: { n: new Int32(1), updatedExisting: true },
    };
  }
  if (!readFlag(body, 'upsert', 'findAndModify', false)) {
    return { value: null, lastErrorObject: { n: new Int32(0), updatedExisting: false } };
  }
  const doc = upsertDoc(update, filter, now);
  checkId(doc['_id']);
  collection().insert(doc);
  return {
    value: wantsNew ? doc : null,
    lastErrorObject: { n: new Int32(1), updatedExisting: false, upserted: doc['_id'] },
  };
};

const checkMix = (body: Doc, remove: boolean): void => {
  const upserting = readFlag(body, 'upsert', 'findAndModify', false);
  if (remove && body['update'] !== undefined) throw mongoError(9, 'Cannot specify both an update and remove=true');
  if (remove && upserting) throw mongoError(9, 'Cannot specify both upsert=true and remove=true ');
  if (remove && readFlag(body, 'new', 'findAndModify', false)) {
    throw mongoError(9, "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
  }
  if (!remove && body['update'] === undefined) throw mongoError(9, 'Either an update or remove=true must be specified');
};

export const findAndModify: Command = {
  name: 'findAndModify',
  aliases: ['findandmodify'],
  fields: {
    query: 'taken',
    sort: 'taken',
    remove: 'taken',
    update: 'taken',
    new: 'taken',
    fields: 'taken',
    upsert: 'taken',
    arrayFilters: 'taken',
    hint: 'taken',
    bypassDocumentValidation: 'taken',
    collation: 'onlyIfEmpty',
    let: 'onlyIfEmpty',
  },
  run: (context, body) => {
    const calledAs = 'findAndModify' in body ? 'findAndModify' : 'findandmodify';
    const { db, name } = target(context, body, calledAs);
    const remove = readFlag(body, 'remove', 'findAndModify', false);
    checkMix(body, remove);
    const projection = parseProjection(body['fields']);
    return context.storage.write(() => {
      const collection = context.catalog.find(db, name);
      const query = planQuery(collection, {
        filter: readDocument(body, 'query', 'findAndModify', {}),
        sort: body['sort'],
        limit: 1,
        hint: hintOf(body),
        deadline: deadlineOf(body, context.now()),
      });
      const [stored] = [...runQuery(collection, query)];
      const { value, lastErrorObject } = remove
        ? removed(collection, stored)
        : updated(context, body, () => context.catalog.ensure(db, name), stored);
      return { lastErrorObject, value: value && project(projection, value, query.filter) };
    });
  },
};
