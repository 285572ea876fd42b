import { Int32 } from 'bson';
import type { Collection } from '../collection.ts';
import { mongoError, notSupported } from '../errors.ts';
import { MONGO_STAGES } from '../known-names.ts';
import { type Query, runQuery } from '../scan.ts';
import { type Doc, isDoc, isNumeric, show, toNumber, typeName, writeDoc } from '../values.ts';
import type { Command, Context } from './command.ts';
import { cursorBatch, deadlineOf, hintOf, planQuery, target } from './query-body.ts';

/** A pipeline that counts: what it counts, and what the result's `_id` is. */
export interface Count {
  readonly collection: Collection | undefined;
  readonly namespace: string;
  readonly filter: Doc;
  readonly query: Query;
  readonly id: unknown;
}

interface Stage {
  readonly name: string;
  readonly spec: unknown;
}

const stageOf = (stage: unknown): Stage => {
  if (!isDoc(stage)) throw mongoError(14, "Each element of the 'pipeline' array must be an object");
  const [name, ...more] = Object.keys(stage);
  if (name === undefined || more.length > 0) {
    throw mongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  if (!MONGO_STAGES.has(name)) throw mongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
  return { name, spec: stage[name] };
};

const wholeNumber = ({ name, spec }: Stage, least: number): number => {
  const number = isNumeric(spec) ? toNumber(spec) : undefined;
  const code = name === '$limit' ? 2107201 : 5107200;
  if (number === undefined || !Number.isInteger(number)) {
    throw mongoError(code, `invalid argument to ${name} stage: Expected an integer: ${name}: ${show(spec)}`);
  }
  if (name === '$limit' && number === 0) throw mongoError(15958, 'the limit must be positive');
  if (number < least) {
    throw mongoError(code, `invalid argument to ${name} stage: Expected a non-negative number in: ${name}: ${number}`);
  }
  return number;
};

/** `{_id: anything constant, n: {$sum: 1}}`, which is what drivers count with; undefined for any other `$group`. */
const countId = ({ name, spec }: Stage): { readonly id: unknown } | undefined => {
  if (name !== '$group' || !isDoc(spec) || Object.keys(spec).length !== 2) return undefined;
  const { _id: id, n } = spec;
  const isOne = isDoc(n) && Object.keys(n).length === 1 && isNumeric(n['$sum']) && toNumber(n['$sum']) === 1;
  return isOne && (id === null || isNumeric(id)) ? { id } : undefined;
};

const taken = ['$match', '$skip', '$limit'];

/** Reads the one kind of pipeline that is run: `$match`, `$skip`, `$limit`, then a `$group` that counts. Else 238, by name. */
export const parseCount = (context: Context, body: Doc): Count => {
  if (typeof body['aggregate'] !== 'string') {
    throw mongoError(73, '{aggregate: 1} is not valid here: the embedded MongoDB only counts in a collection.');
  }
  const { collection, namespace } = target(context, body, 'aggregate');
  const list = body['pipeline'];
  if (!Array.isArray(list))
    throw mongoError(14, `'pipeline' option must be specified as an array, got ${typeName(list)}`);
  const stages = list.map(stageOf);
  const last = stages.at(-1);
  const first = stages.slice(0, -1);
  const places = first.map(({ name }) => taken.indexOf(name));
  const isOrdered = places.every((place, at) => place > (places[at - 1] ?? -1));
  const counted = last && isOrdered ? countId(last) : undefined;
  if (counted === undefined) {
    const named = stages.find(({ name }) => !taken.includes(name))?.name ?? 'that gives documents';
    throw notSupported(`An aggregation other than countDocuments (${named})`);
  }
  const of = (name: string): Stage | undefined => first.find((stage) => stage.name === name);
  const [match, skip, limit] = [of('$match'), of('$skip'), of('$limit')];
  if (match && !isDoc(match.spec)) throw mongoError(15959, 'the match filter must be an expression in an object');
  const filter = isDoc(match?.spec) ? match.spec : {};
  const query = planQuery(collection, {
    filter,
    skip: skip ? wholeNumber(skip, 0) : 0,
    limit: limit ? wholeNumber(limit, 1) : 0,
    hint: hintOf(body),
    deadline: deadlineOf(body, context.now()),
  });
  return { collection, namespace, filter, query, id: counted.id };
};

export const aggregate: Command = {
  name: 'aggregate',
  fields: {
    pipeline: 'taken',
    cursor: 'taken',
    hint: 'taken',
    allowDiskUse: 'taken',
    bypassDocumentValidation: 'taken',
    explain: 'taken',
    collation: 'onlyIfEmpty',
    let: 'onlyIfEmpty',
    needsMerge: 'refused',
    fromMongos: 'refused',
    exchange: 'refused',
  },
  run: (context, body) => {
    if (!isDoc(body['cursor'])) {
      throw mongoError(9, "The 'cursor' option is required, except for aggregate with the explain argument");
    }
    const batchSize = cursorBatch(body, 'aggregate', 101);
    const { collection, namespace, query, id } = parseCount(context, body);
    const found = runQuery(collection, query);
    let n = 0;
    while (found.next().done !== true) n++;
    const docs: Doc[] = n === 0 ? [] : [{ _id: id, n: new Int32(n) }];
    return { cursor: context.cursors.open(namespace, docs.map(writeDoc).values(), batchSize, false) };
  },
};
