import mongoose from 'mongoose';

type Arguments = Readonly<Record<string, unknown>>;
type Call = (collection: mongoose.mongo.Collection, args: never, options: never) => Promise<unknown>;

const drop = (args: Arguments, ...names: readonly string[]): Arguments =>
  Object.fromEntries(Object.entries(args).filter(([name]) => !names.includes(name)));

/** What of an operation's arguments is not an option. */
const subjects = ['filter', 'document', 'documents', 'update', 'replacement', 'pipeline', 'requests', 'fieldName'];

/** The specification writes `returnDocument: Before`; the driver takes `before`. */
const optionsOf = (args: Arguments): object => {
  const options: Record<string, unknown> = { ...drop(args, ...subjects) };
  const which = options['returnDocument'];
  if (typeof which === 'string') options['returnDocument'] = which.toLowerCase();
  // The driver would put an ObjectId in the place of a null `_id`; it is the server that is tested.
  if (/"_id":null/.test(JSON.stringify([args['document'], args['documents'], args['requests']]))) {
    options['forceServerObjectId'] = true;
  }
  return options;
};

const calls: Readonly<Record<string, Call>> = {
  find: (c, { filter }: { filter: object }, o) => c.find(filter, o).toArray(),
  findOne: (c, { filter }: { filter: object }, o) => c.findOne(filter, o),
  insertOne: (c, { document }: { document: object }, o) => c.insertOne(document, o),
  insertMany: (c, { documents }: { documents: object[] }, o) => c.insertMany(documents, o),
  updateOne: (c, { filter, update }: { filter: object; update: object }, o) => c.updateOne(filter, update, o),
  updateMany: (c, { filter, update }: { filter: object; update: object }, o) => c.updateMany(filter, update, o),
  replaceOne: (c, a: { filter: object; replacement: object }, o) => c.replaceOne(a.filter, a.replacement, o),
  deleteOne: (c, { filter }: { filter: object }, o) => c.deleteOne(filter, o),
  deleteMany: (c, { filter }: { filter: object }, o) => c.deleteMany(filter, o),
  findOneAndUpdate: (c, a: { filter: object; update: object }, o) => c.findOneAndUpdate(a.filter, a.update, o),
  findOneAndReplace: (c, a: { filter: object; replacement: object }, o) =>
    c.findOneAndReplace(a.filter, a.replacement, o),
  findOneAndDelete: (c, { filter }: { filter: object }, o) => c.findOneAndDelete(filter, o),
  aggregate: (c, { pipeline }: { pipeline: object[] }, o) => c.aggregate(pipeline, o).toArray(),
  countDocuments: (c, { filter }: { filter: object }, o) => c.countDocuments(filter, o),
  estimatedDocumentCount: (c, _a, o) => c.estimatedDocumentCount(o),
  distinct: (c, a: { fieldName: string; filter: object }, o) => c.distinct(a.fieldName, a.filter, o),
  bulkWrite: (c, { requests }: { requests: never[] }, o) => c.bulkWrite(requests, o),
};

/** Runs one operation of the unified test format on the entity it names. Undefined: the runner has no such operation. */
export function operationOn(name: string, object: unknown, args: Arguments): (() => Promise<unknown>) | undefined {
  const { Collection, Db } = mongoose.mongo;
  if (object instanceof Db && name === 'aggregate') {
    return () => object.aggregate(args['pipeline'] as object[], optionsOf(args)).toArray();
  }
  if (object instanceof Db && name === 'runCommand') return () => object.command(args['command'] as object);
  if (!(object instanceof Collection) || !Object.hasOwn(calls, name)) return undefined;
  return () => calls[name]!(object as mongoose.mongo.Collection, args as never, optionsOf(args) as never);
}
